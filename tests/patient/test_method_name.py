"""The name of the model moves with the model: a case file is played again only by the model that played it."""

from __future__ import annotations

import struct
from hashlib import sha256

from game.evidence.trials_page import constants_digest
from game.patient.method import METHOD, step
from game.values.level import Phenotype
from game.values.ticks import TICKS_PER_HOUR
from tests.patient.hosts import DRUG_COMPARTMENTS, SUPPORT, drawn

RECORDED = {
    "storm-1 rk4/5min": "4e6b895a6e70c5043a52a5a8663a9f75",
    "storm-2 rk4/5min": "50ae07404f0c9c971cb07c07552a7570",
    "storm-3 rk4/5min": "4fd2b57d8e4a1a4beeb72ec29347c901",
    "storm-3 rk4/5min ward-2": "4fd2b57d8e4a1a4beeb72ec29347c901",
    "storm-4 rk4/5min ward-2": "d2d223c4d18ef4abc09841e09864e5cb",
    "storm-5 rk4/5min ward-2": "d05677355dbc76cd7652c4ca82e8e195",
    "storm-6 rk4/5min ward-2": "9b299a0da9433f3f27c8234b64ee1555",
}
"""The fingerprint of the model of each name; a released name keeps its fingerprint for ever."""


def model_digest() -> str:
    """Return the fingerprint of all constants, and of what the equations make of a host of every disease in a day."""
    found = sha256(constants_digest().encode())
    for kind in Phenotype:
        state, host = drawn(kind, 7)
        for hour in range(24):
            at = DRUG_COMPARTMENTS[hour % len(DRUG_COMPARTMENTS)]
            state = tuple([value + 100.0 if place == at else value for place, value in enumerate(state)])
            for _ in range(TICKS_PER_HOUR):
                state = step(state, host, SUPPORT[hour % len(SUPPORT)])
            found.update(struct.pack(f"<{len(state)}d", *state))
    return found.hexdigest()[:32]


def test_a_model_that_moved_has_another_name() -> None:
    assert RECORDED.get(METHOD) == model_digest(), (
        f"The model moved: bump METHOD in game/patient/method.py and record the levels again. "
        f"'{METHOD}' is recorded with {RECORDED.get(METHOD, 'nothing')}, and has {model_digest()} now."
    )
