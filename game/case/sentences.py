"""The nurse's own sentences, each with what must be so for it to be said."""

from __future__ import annotations

from typing import Final, NamedTuple

from game.values.claim import Claim


class Sentence(NamedTuple):
    """One sentence with its claims; the catalogue has it once for a man and once for a woman."""

    id: str
    claims: tuple[Claim, ...]


def _say(id_: str, *claims: Claim) -> Sentence:
    return Sentence(id_, claims)


_EASY: Final = (Claim.ALERT, Claim.AT_EASE, Claim.NOT_MOTTLED, Claim.CALM)
"""What every light word needs: nothing to be seen, and nothing that was called for in the last hours."""
_WATCHED: Final = (Claim.ALERT, Claim.AT_EASE, Claim.NOT_MOTTLED, Claim.NOT_CALM)
"""Nothing to be seen, and numbers that ask for more: said soberly."""

OF_DRUGS: Final = (
    _say("nurse.sugar_goes_up", Claim.SUGAR_UP_ON_STEROID, Claim.DAY),
    _say("nurse.sugar_is_up", Claim.SUGAR_HIGH_ON_STEROID, Claim.DAY),
    _say("nurse.fever_gone_tells_little", Claim.BLOCKED, Claim.FEVER_GONE),
)
"""What dampening does at the bed itself, long before it costs: said once without fail, as soon as it is so."""

OF_LYING: Final = (
    # A word on how the days go by is none for the hours behind an arrest call.
    _say("nurse.prone_for_a_day", Claim.PRONE_FOR_A_DAY, Claim.NOBODY_CALLED),
    _say("nurse.may_be_turned_back", Claim.MAY_BE_TURNED_BACK),
    # Behind 'I have asked the family to come in' nobody reads out a number.
    _say("nurse.little_urine", Claim.LITTLE_URINE, Claim.NOBODY_CALLED),
)
"""What nobody else would say while the days go by: said once without fail, too."""
KINDS_OF_WORDS: Final = (
    (
        _say("nurse.does_not_answer_me_any", Claim.UNRESPONSIVE),
        _say("nurse.i_cannot_wake", Claim.UNRESPONSIVE),
    ),
    (_say("nurse.opens_eyes_when_i_call", Claim.ROUSED_BY_VOICE),),
    (
        _say("nurse.is_sedated_on_the_ventilator", Claim.SEDATED),
        _say("nurse.suctioned_family_is_here", Claim.SEDATED, Claim.VISITING),
        _say("nurse.lies_prone_i_have_turned", Claim.SEDATED, Claim.PRONE),
    ),
    (
        _say("nurse.knees_are_mottled_and_the", Claim.MOTTLED, Claim.NOT_PRONE),
        _say("nurse.pressing_nail_the_colour_takes", Claim.MOTTLED),
        _say("nurse.legs_look_like_marble_up", Claim.MOTTLED_TO_THIGHS),
    ),
    (
        _say("nurse.asked_me_twice_what_day", Claim.CONFUSED),
        _say("nurse.is_pulling_at_the_lines", Claim.CONFUSED),
        _say("nurse.answers_but_not_to_what", Claim.CONFUSED),
    ),
    (
        _say("nurse.needs_a_breath_after_every", Claim.TALKS, Claim.BREATHLESS),
        _say("nurse.the_muscles_in_neck_work", Claim.BREATHLESS, Claim.NO_VENTILATOR),
        _say("nurse.sits_upright_and_will_not", Claim.TALKS, Claim.BREATHLESS, Claim.NOT_PRONE),
    ),
    (
        _say("nurse.breathes_fast_talks", Claim.TALKS, Claim.BREATHES_FAST),
        _say("nurse.more_breaths_than_at_door", Claim.TALKS, Claim.BREATHES_FAST, Claim.BREATHES_FASTER),
    ),
    *((one,) for one in (*OF_DRUGS, *OF_LYING)),
    (
        _say("nurse.is_hot_and_shivering_i", Claim.TALKS, Claim.HIGH_FEVER, Claim.NOT_MOTTLED),
        _say("nurse.cheeks_are_burning_and_wants", Claim.TALKS, Claim.FEVER, Claim.NOT_MOTTLED, Claim.DAY),
        _say("nurse.has_chills_and_teeth_chatter", Claim.TALKS, Claim.HIGH_FEVER),
    ),
    (
        _say(
            "nurse.slept_well_and_asked_for",
            *_EASY,
            Claim.BETTER,
            Claim.NO_FEVER,
            Claim.BREAKFAST,
            Claim.NIGHT_SPENT_HERE,
        ),
        _say("nurse.hands_are_warm_and_made", *_EASY, Claim.BETTER, Claim.WARM, Claim.DAY),
        _say("nurse.walked_to_the_window_with", *_EASY, Claim.BETTER, Claim.NO_FEVER, Claim.DAY, Claim.NOT_PRONE),
    ),
    (
        _say("nurse.is_comfortable_and_talks_in", *_EASY, Claim.DAY),
        _say("nurse.ate_half_of_meal_skin", *_EASY, Claim.WARM, Claim.AFTER_A_MEAL),
        _say("nurse.nothing_new_from_me_is", *_EASY, Claim.DAY, Claim.PAPER),
        _say("nurse.a_quiet_night_so_far", *_EASY, Claim.NIGHT),
    ),
    (
        _say("nurse.alert_close_eye", *_WATCHED),
        _say("nurse.washed_and_made_bed", *_WATCHED, Claim.DAY, Claim.NOT_PRONE),
        _say("nurse.asks_how_it_goes_on", *_WATCHED, Claim.DAY),
    ),
)
"""What the nurse may say, by kind; of the kinds of which a sentence holds, chance picks one."""

HOPEFUL: Final = (
    _say("nurse.looks_comfortable_to_me_i", *_EASY),
    _say("nurse.says_feels_better_than_last", *_EASY, Claim.NIGHT_SPENT_HERE),
    _say("nurse.is_on_the_phone_and", *_EASY, Claim.SATURATED, Claim.DAY, Claim.PHONE),
)
"""Too hopeful while the illness is young: true of what the eye sees, and blind to the slope."""
