"""Cytokine Storm: a training game about the timing of clinical decisions. For education, never for care.

Data flows one way; imports point the other way:

    level file -> Level -> Body -> Reading -> View -> screen -> Order -> log -> score -> debrief -> replay
     (files)     (values) (patient) (bedside) (case)   (ui)    (values) (files) (review)  (review)  (review)

The core (values, patient, bedside, case, policy, review) has no window, clock, dice or disk.
Time passes in one way only: `game.case.case.advance`.
"""

__version__ = "0.12.0"
