"""What a sentence at the bedside claims: it is said only while all of its claims hold."""

from __future__ import annotations

import enum


class Claim(enum.Enum):
    """One thing that must be so for a sentence to be true; `game.case.scene` says when it is."""

    ALERT = "alert"
    TALKS = "talks"
    """Alert or confused, and no tube between the vocal cords."""
    CONFUSED = "confused"
    ROUSED_BY_VOICE = "roused_by_voice"
    UNRESPONSIVE = "unresponsive"
    """Moved by pain at most, and not by our drugs."""
    SEDATED = "sedated"
    PRONE = "prone"
    NOT_PRONE = "not_prone"

    BREATHLESS = "breathless"
    AT_EASE = "at_ease"
    BREATHES_FASTER = "breathes_faster"
    """Than at the door."""
    OXYGEN = "oxygen"
    NO_VENTILATOR = "no_ventilator"
    LIGHT_OXYGEN = "light_oxygen"
    """Air or a cannula: free to eat, telephone and walk to the window."""
    MORE_OXYGEN_THAN_AT_MIDNIGHT = "more_oxygen_than_at_midnight"
    SATURATED = "saturated"

    MOTTLED = "mottled"
    MOTTLED_TO_THIGHS = "mottled_to_thighs"
    NOT_MOTTLED = "not_mottled"
    WARM = "warm"
    """Skin that is neither hot nor cool."""
    FEVER = "fever"
    NO_FEVER = "no_fever"
    NO_PRESSOR = "no_pressor"
    LOW_PRESSURE = "low_pressure"
    FLUID_RAN_IN = "fluid_ran_in"

    BETTER = "better"
    """Less oxygen than at the worst, or the fever is gone."""
    DAY = "day"
    NIGHT = "night"
    VISITING = "visiting"
    BREAKFAST = "breakfast"
    AFTER_A_MEAL = "after_a_meal"
    NIGHT_SPENT_HERE = "night_spent_here"
    EARLY = "early"
    SECOND_DAY_OF_ILLNESS = "second_day_of_illness"

    NOBODY_CALLED = "nobody_called"
    """In the last four hours: a word of comfort behind 'Please come now' would take the call back."""
    CALM = "calm"
    """Hours without a call, an alarm or a high score, on a cannula at most and no pressor: else a light word jars."""
    CULTURE_GREW = "culture_grew"
    """The laboratory said so within the last twelve hours."""
    HIGH_IL6 = "high_il6"
    NOT_DAMPENED = "not_dampened"
    NOT_BLOCKED = "not_blocked"
    """No blocker of IL-6 was given."""
