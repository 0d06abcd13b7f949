"""What each sentence at the bedside claims, written down a second time, by hand and in numbers.

A sentence that is not on this page fails the tests: whoever adds one says here what must be so.
"""

from __future__ import annotations

from collections.abc import Callable

from game.bedside.news2 import Consciousness
from game.case.scene import BedsideHour
from game.values.order import Device

Holds = Callable[[BedsideHour], bool]


def awake(it: BedsideHour) -> bool:
    """Say whether the patient answers, sensibly or not."""
    return it.consciousness in {Consciousness.ALERT, Consciousness.CONFUSED} and it.device is not Device.VENTILATOR


def at_rest(it: BedsideHour) -> bool:
    """Say whether nothing is to be seen: clear, breathing quietly, pink."""
    return awake(it) and it.consciousness is Consciousness.ALERT and it.breathlessness < 0.3 and it.mottling < 0.2


def uncalled(it: BedsideHour) -> bool:
    """Say whether nobody called for the player within four hours."""
    return it.called is None or it.tick - it.called >= 4 * 12


def well(it: BedsideHour) -> bool:
    """Say whether nothing is to be seen, and nobody was called or alarmed: a light word does not jar."""
    low = all(score <= 4 for score in it.news2_lately) and it.news2_lately[-1] <= it.news2_lately[0] + 1
    left_alone = not it.alarmed and (it.called is None or it.tick - it.called >= 12 * 12)
    return at_rest(it) and low and left_alone and it.device <= Device.NASAL_CANNULA and not it.pressor


def hot(it: BedsideHour) -> bool:
    """Say whether the skin feels hot and the thermometer agrees."""
    return awake(it) and it.temperature >= 38.0 and it.mottling < 0.2


def confused(it: BedsideHour) -> bool:
    """Say whether NEWS2 counts new confusion."""
    return it.consciousness is Consciousness.CONFUSED


def free(it: BedsideHour) -> bool:
    """Say whether mouth and legs are free."""
    return it.device <= Device.NASAL_CANNULA and not it.prone


def daytime(it: BedsideHour) -> bool:
    """Say whether it is day on the ward."""
    return 7 <= it.hour < 21


def visitors(it: BedsideHour) -> bool:
    """Say whether relatives are let in."""
    return 9 <= it.hour < 20


OWN: dict[str, Holds] = {
    "nurse.does_not_answer_me_any": lambda it: it.consciousness in {Consciousness.PAIN, Consciousness.UNRESPONSIVE},
    "nurse.i_cannot_wake": lambda it: it.consciousness in {Consciousness.PAIN, Consciousness.UNRESPONSIVE},
    "nurse.opens_eyes_when_i_call": lambda it: it.consciousness is Consciousness.VOICE,
    "nurse.is_sedated_on_the_ventilator": lambda it: it.device is Device.VENTILATOR,
    "nurse.suctioned_family_is_here": lambda it: it.device is Device.VENTILATOR and visitors(it),
    "nurse.lies_prone_i_have_turned": lambda it: it.prone,
    "nurse.knees_are_mottled_and_the": lambda it: it.mottling >= 0.2 and not it.prone,
    "nurse.pressing_nail_the_colour_takes": lambda it: it.mottling >= 0.2,
    "nurse.legs_look_like_marble_up": lambda it: it.mottling >= 0.5,
    "nurse.asked_me_twice_what_day": confused,
    "nurse.is_pulling_at_the_lines": confused,
    "nurse.answers_but_not_to_what": confused,
    "nurse.needs_a_breath_after_every": lambda it: awake(it) and it.breathlessness >= 0.3,
    "nurse.the_muscles_in_neck_work": lambda it: it.breathlessness >= 0.3 and it.device is not Device.VENTILATOR,
    "nurse.sits_upright_and_will_not": lambda it: awake(it) and it.breathlessness >= 0.3 and not it.prone,
    "nurse.is_hot_and_shivering_i": lambda it: hot(it) and it.temperature >= 38.5,
    "nurse.cheeks_are_burning_and_wants": lambda it: hot(it) and daytime(it),
    "nurse.has_chills_and_teeth_chatter": lambda it: awake(it) and it.temperature >= 38.5,
    "nurse.slept_well_and_asked_for": lambda it: (
        well(it) and free(it) and it.temperature < 38.0 and 6 <= it.hour <= 9 and it.tick >= 12 * 6
    ),
    "nurse.hands_are_warm_and_made": lambda it: well(it) and 36.0 <= it.temperature < 38.0 and daytime(it),
    "nurse.walked_to_the_window_with": lambda it: (
        well(it) and free(it) and it.temperature < 38.0 and not it.pressor and daytime(it)
    ),
    "nurse.is_comfortable_and_talks_in": lambda it: well(it) and daytime(it),
    "nurse.ate_half_of_meal_skin": lambda it: (
        well(it) and it.device <= Device.NASAL_CANNULA and 36.0 <= it.temperature < 38.0 and 7 <= it.hour <= 20
    ),
    "nurse.nothing_new_from_me_is": lambda it: well(it) and daytime(it) and not it.prone,
    "nurse.a_quiet_night_so_far": lambda it: well(it) and not 6 <= it.hour < 22,
    "nurse.alert_close_eye": lambda it: at_rest(it) and not well(it),
    "nurse.washed_and_made_bed": lambda it: at_rest(it) and not well(it) and daytime(it) and not it.prone,
    "nurse.asks_how_it_goes_on": lambda it: at_rest(it) and not well(it) and daytime(it),
    "nurse.looks_comfortable_to_me_i": well,
    "nurse.says_feels_better_than_last": lambda it: well(it) and it.tick >= 12 * 5 and it.hour >= 5,
    "nurse.is_on_the_phone_and": lambda it: (
        well(it) and it.device <= Device.NASAL_CANNULA and it.spo2 >= 92 and daytime(it)
    ),
}
"""The nurse's own sentences."""

NOTES: dict[str, Holds] = {
    "She is flushed, and complaining about the food. She has done the crossword.": lambda it: hot(it) and daytime(it),
    "Her daughter is asking whether she should not be on 'the strong medicine' by now.": lambda it: (
        visitors(it) and not it.dampened and it.temperature >= 38.0
    ),
    "He says he is freezing, and asks for a third blanket. The bag from his kidney is full of cloudy urine.": (
        lambda it: awake(it) and it.temperature >= 38.0 and it.tick < 12 * 12
    ),
    "The lab has rung: rods in the blood culture, after only a few hours. That is a lot of bacteria.": (
        lambda it: it.grew is not None and 0 <= it.tick - it.grew < 12 * 12 and it.grew_in < 12 * 12
    ),
    "His knees are mottled. He answers me, but he thinks he is at home.": lambda it: (
        confused(it) and it.mottling >= 0.2 and not it.prone
    ),
    "His daughter has read that an IL-6 like his means a storm. She is asking why we are not blocking it.": lambda it: (
        visitors(it) and it.il6 >= 100 and not it.blocked
    ),
    "The cuff is reading low. I have a pump ready; tell me how much.": lambda it: (
        it.mean_pressure < 65 and not it.pressor
    ),
    "Her hands are cold and her knees are mottled. The bag of fluid has run through already.": lambda it: (
        it.mottling >= 0.2 and it.fluid_ran_in and not it.prone
    ),
    "She has been breathing faster since the fluid went in.": lambda it: (
        it.fluid_ran_in and it.breaths > it.breaths_at_door and it.device is not Device.VENTILATOR
    ),
    "Rods in both bottles, the lab says.": lambda it: it.grew is not None and 0 <= it.tick - it.grew < 12 * 12,
    "He is on the phone about his wife. He says it is only a fever.": lambda it: (
        well(it) and it.temperature >= 38.0 and it.device <= Device.NASAL_CANNULA and daytime(it)
    ),
    "He needs oxygen now, on his second day of fever. The others on this ward took a week.": lambda it: (
        it.device in {Device.NASAL_CANNULA, Device.MASK, Device.HIGH_FLOW} and it.tick < 12 * 48
    ),
    "He has to stop for breath after three words, and is sitting on the edge of the bed.": lambda it: (
        awake(it) and it.breathlessness >= 0.3 and not it.prone
    ),
    "He keeps asking when something is supposed to happen.": well,
    "He is shivering under two blankets. His mother wants to know if that is good or bad.": lambda it: (
        awake(it) and it.temperature >= 38.0 and visitors(it)
    ),
    "His knees are mottled, and he has asked me twice what day it is.": lambda it: (
        confused(it) and it.mottling >= 0.2 and not it.prone
    ),
    "She looks comfortable and says she feels better. She needs more oxygen than she did at midnight, though.": (
        lambda it: (
            at_rest(it) and uncalled(it) and it.fio2_at_midnight is not None and it.fio2 > it.fio2_at_midnight > 0.21
        )
    ),
    "She is chatting with her neighbour. I would not worry.": lambda it: well(it) and daytime(it),
    "She is answering in single words now, and plucking at the blanket.": lambda it: (
        awake(it) and it.breathlessness >= 0.3 and not it.prone
    ),
}
"""The notes of the shipped levels."""
