"""What each sentence at the bedside claims, written down a second time, by hand and in numbers.

A sentence that is not on this page fails the tests: whoever adds one says here what must be so.
"""

from __future__ import annotations

from collections.abc import Callable

from game.bedside.news2 import Consciousness
from game.case.scene import BedsideHour
from game.values.order import Device

Holds = Callable[[BedsideHour], bool]


def faster(it: BedsideHour) -> bool:
    """Say whether breathing is faster than at the door, and no slower than six hours ago."""
    return it.breaths > it.breaths_at_door and it.breaths >= it.breaths_before


def awake(it: BedsideHour) -> bool:
    """Say whether the patient answers, sensibly or not."""
    return it.consciousness in {Consciousness.ALERT, Consciousness.CONFUSED} and it.device is not Device.VENTILATOR


def breathes_quietly(it: BedsideHour) -> bool:
    """Say whether no work of breathing is seen, at no more than the 20 breaths for which NEWS2 gives no points."""
    return it.breathlessness < 0.3 and 8 <= it.breaths <= 20 and it.device is not Device.VENTILATOR


def at_rest(it: BedsideHour) -> bool:
    """Say whether nothing is to be seen: clear, breathing quietly, pink."""
    return awake(it) and it.consciousness is Consciousness.ALERT and breathes_quietly(it) and it.mottling < 0.2


def uncalled(it: BedsideHour) -> bool:
    """Say whether nobody called for the player within four hours."""
    return it.called is None or it.tick - it.called >= 4 * 12


def well(it: BedsideHour) -> bool:
    """Say whether nothing is to be seen, and nobody was called or alarmed: a light word does not jar."""
    low = all(score <= 4 for score in it.news2_lately) and it.news2_lately[-1] <= it.news2_lately[0] + 1
    left_alone = not it.alarmed and (it.called is None or it.tick - it.called >= 12 * 12)
    return at_rest(it) and low and left_alone and it.device <= Device.NASAL_CANNULA and not it.pressor


def at_rest_but_skin(it: BedsideHour) -> bool:
    """Say whether who passes by, and lifts no sheet, sees nothing."""
    return awake(it) and it.consciousness is Consciousness.ALERT and breathes_quietly(it)


def fever_gone(it: BedsideHour) -> bool:
    """Say whether there was a fever, and is none now."""
    return it.was_febrile and it.temperature < 38.0


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
    "nurse.breathes_fast_talks": lambda it: awake(it) and it.breathlessness < 0.3 and it.breaths > 20,
    "nurse.more_breaths_than_at_door": lambda it: (
        awake(it) and it.breathlessness < 0.3 and it.breaths > 20 and faster(it)
    ),
    "nurse.prone_for_a_day": lambda it: it.prone and it.prone_h >= 24 and it.spo2 <= 250 * it.fio2,
    "nurse.may_be_turned_back": lambda it: it.prone and it.prone_h >= 16 and it.by_hand and it.spo2 > 250 * it.fio2,
    "nurse.little_urine": lambda it: it.urine < 0.5 and uncalled(it),
    "nurse.sugar_goes_up": lambda it: it.on_steroid and it.sugar > 8.0 >= it.sugar_first and daytime(it),
    "nurse.sugar_is_up": lambda it: it.on_steroid and it.sugar > 10.0 and daytime(it),
    "nurse.fever_gone_tells_little": lambda it: it.blocked and fever_gone(it),
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
    "nurse.nothing_new_from_me_is": lambda it: well(it) and daytime(it) and "paper" in it.at_hand,
    "nurse.a_quiet_night_so_far": lambda it: well(it) and not 6 <= it.hour < 22,
    "nurse.alert_close_eye": lambda it: at_rest(it) and not well(it),
    "nurse.washed_and_made_bed": lambda it: at_rest(it) and not well(it) and daytime(it) and not it.prone,
    "nurse.asks_how_it_goes_on": lambda it: at_rest(it) and not well(it) and daytime(it),
    "nurse.looks_comfortable_to_me_i": well,
    "nurse.says_feels_better_than_last": lambda it: well(it) and it.tick >= 12 * 5 and it.hour >= 5,
    "nurse.is_on_the_phone_and": lambda it: (
        well(it) and it.device <= Device.NASAL_CANNULA and it.spo2 >= 92 and daytime(it) and "phone" in it.at_hand
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
    "Her pressure is low. I have a pump ready; tell me how much.": lambda it: it.mean_pressure < 65 and not it.pressor,
    "Her hands are cold and her knees are mottled. The bag of fluid has run through already.": lambda it: (
        it.mottling >= 0.2 and it.fluid_ran_in and not it.prone
    ),
    "She has been breathing faster since the fluid went in.": lambda it: (
        it.fluid_ran_in and faster(it) and it.device is not Device.VENTILATOR
    ),
    "Rods in both bottles, the lab says.": lambda it: it.grew is not None and 0 <= it.tick - it.grew < 12 * 12,
    "He is on the phone about his wife. He says it is only a fever.": lambda it: (
        well(it) and it.temperature >= 38.0 and "phone" in it.at_hand and daytime(it)
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
    "She is answering in single words now, and leans forward to breathe.": lambda it: (
        awake(it) and it.breathlessness >= 0.3 and not it.prone
    ),
}
"""The notes of the shipped levels."""

VOICES: dict[str, Holds] = {
    "I read that there is an injection that stops the storm. Why is she not getting it? I am not going to wait"
    " until she is on a machine.": lambda it: visitors(it) and not it.blocked and it.device is not Device.VENTILATOR,
    "She is chatting away to me. I would stop the steroid today; it only feeds the virus.": lambda it: (
        at_rest_but_skin(it) and daytime(it)
    ),
    "He is breathing easily, I see. I would stop the steroid before it does harm.": lambda it: (
        at_rest_but_skin(it) and not daytime(it)
    ),
    "He is all that my mother has. Please, give him the strongest thing there is, today.": visitors,
    "My neighbour had dexamethasone from the first day and was home in a week. Why is my mother not getting it?": (
        visitors
    ),
    "I have three people waiting in the corridor. If it is her CRP that is keeping her, give her an antibiotic and let"
    " us move on.": daytime,
    "This is cytokine release. Do not waste time on tocilizumab: give him high-dose steroid now.": lambda it: (
        it.temperature >= 38.0 and not it.blocked
    ),
    "Does he have to have the antibiotic as well? He has had so many drips.": visitors,
    "His IL-6 is high. Then block it: tocilizumab, now, before he gets any worse.": lambda it: it.il6 >= 100,
    "The fever has gone. Does he still need this drip? He has never got on with antibiotics.": lambda it: (
        visitors(it) and fever_gone(it)
    ),
    "Her pressure is in her boots. I give every shock a large dose of steroid at the door. What are you waiting for?": (
        lambda it: it.mean_pressure < 65
    ),
    "Her fever has gone. Can you not stop the antibiotic now?": lambda it: visitors(it) and fever_gone(it),
}
"""Who presses, on the shipped levels."""
