"""The nurse's own sentences, each with what must be so for it to be said."""

from __future__ import annotations

from typing import Final, NamedTuple

from game.values.claim import Claim


class Sentence(NamedTuple):
    """One sentence with its claims; {He}, {his} and their like are filled in by who lies there."""

    text: str
    claims: tuple[Claim, ...]


def _say(text: str, *claims: Claim) -> Sentence:
    return Sentence(text, claims)


_EASY: Final = (Claim.ALERT, Claim.AT_EASE, Claim.NOT_MOTTLED)

KINDS_OF_WORDS: Final = (
    (
        _say("{He} does not answer me any more.", Claim.UNRESPONSIVE),
        _say("I cannot wake {him}.", Claim.UNRESPONSIVE),
    ),
    (_say("{He} opens {his} eyes when I call, and drifts off again.", Claim.ROUSED_BY_VOICE),),
    (
        _say("{He} is sedated on the ventilator and tolerates the tube.", Claim.SEDATED),
        _say("Suctioned {him}. {His} family is here.", Claim.SEDATED, Claim.VISITING),
        _say("{He} lies prone; I have turned {his} head and padded the shoulders.", Claim.SEDATED, Claim.PRONE),
    ),
    (
        _say("{His} knees are mottled and the hands are cold.", Claim.MOTTLED, Claim.NOT_PRONE),
        _say("Pressing {his} nail, the colour takes five seconds to come back.", Claim.MOTTLED),
        _say("{His} legs look like marble up to the thigh.", Claim.MOTTLED_TO_THIGHS),
    ),
    (
        _say("{He} asked me twice what day it is.", Claim.CONFUSED),
        _say("{He} is pulling at the lines and does not know where {he} is.", Claim.CONFUSED),
        _say("{He} answers, but not to what I ask.", Claim.CONFUSED),
    ),
    (
        _say("{He} needs a breath after every few words now.", Claim.TALKS, Claim.BREATHLESS),
        _say("The muscles in {his} neck work with each breath.", Claim.BREATHLESS, Claim.NO_VENTILATOR),
        _say("{He} sits upright and will not lie back.", Claim.TALKS, Claim.BREATHLESS, Claim.NOT_PRONE),
    ),
    (
        _say("{He} is hot and shivering; I changed the sheets.", Claim.TALKS, Claim.FEVER, Claim.NOT_MOTTLED),
        _say(
            "{His} cheeks are burning and {he} wants no food.", Claim.TALKS, Claim.FEVER, Claim.NOT_MOTTLED, Claim.DAY
        ),
        _say("{He} has chills, and {his} teeth chatter.", Claim.TALKS, Claim.FEVER),
    ),
    (
        _say(
            "{He} slept well and asked for breakfast.",
            *_EASY,
            Claim.BETTER,
            Claim.NO_FEVER,
            Claim.LIGHT_OXYGEN,
            Claim.BREAKFAST,
            Claim.NIGHT_SPENT_HERE,
        ),
        _say("{His} hands are warm, and {he} made a joke.", *_EASY, Claim.BETTER, Claim.WARM),
        _say(
            "{He} walked to the window with me.",
            *_EASY,
            Claim.BETTER,
            Claim.NO_FEVER,
            Claim.LIGHT_OXYGEN,
            Claim.NO_PRESSOR,
            Claim.DAY,
            Claim.NOT_PRONE,
        ),
    ),
    (
        _say("{He} is comfortable and talks in whole sentences.", *_EASY),
        _say(
            "{He} ate half of {his} meal. Skin warm and dry.",
            *_EASY,
            Claim.WARM,
            Claim.LIGHT_OXYGEN,
            Claim.AFTER_A_MEAL,
        ),
        _say("Nothing new from me; {he} is reading.", *_EASY, Claim.DAY, Claim.NOT_PRONE),
        _say("A quiet night so far; nothing new from me.", *_EASY, Claim.NIGHT),
    ),
)
"""What the nurse may say, by kind; of the kinds of which a sentence holds, chance picks one."""

HOPEFUL: Final = (
    _say("{He} looks comfortable to me. I would not worry.", *_EASY),
    _say("{He} says {he} feels better than last night.", *_EASY, Claim.NIGHT_SPENT_HERE),
    _say(
        "{He} is on the phone and laughing. {His} colour is good.",
        *_EASY,
        Claim.LIGHT_OXYGEN,
        Claim.SATURATED,
        Claim.DAY,
    ),
)
"""Too hopeful while the illness is young: true of what the eye sees, and blind to the slope."""
