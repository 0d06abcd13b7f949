"""What must hold for every host: bounds, balances, and doses that act in one direction."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.futures import chance
from game.patient import batch, compartments, constants
from game.patient.body import AMBIENT, Body, Inputs, dose, draw_host, first_state, live, seed_germs
from game.patient.equations import rate
from game.patient.signs import vitals
from game.values.diseases import DISEASES
from game.values.drug import Drug
from game.values.level import Patient, Phenotype
from game.values.ticks import TICKS_PER_HOUR
from tests.patient.hosts import DRUG_COMPARTMENTS, USUAL, aged, drawn

AT = compartments.INDEX
SHARES = [n for n, (_, unit, _) in enumerate(compartments.COMPARTMENTS) if unit.startswith("share")]


@st.composite
def admissible_hosts(draw: st.DrawFn) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Return a state and constants, each constant anywhere in its range."""
    parameters = tuple([draw(st.floats(row.low, row.high)) for row in constants.TABLE])
    state = list(first_state(draw(st.sampled_from(Phenotype)), parameters))
    for name, _, _ in compartments.COMPARTMENTS:
        if AT[name] in SHARES and name != "infected_cells":
            state[AT[name]] = draw(st.floats(0.0, 1.0))
    for at in DRUG_COMPARTMENTS:
        state[at] = draw(st.floats(0.0, 5000.0))
    return tuple(state), parameters


inputs = st.builds(
    Inputs,
    st.floats(0.21, 1.0),
    st.sampled_from([0.0, 1.0]),
    st.sampled_from([0.0, 1.0]),
    st.floats(0.0, 1.0),
    st.floats(0.0, 1.0),
)


@given(admissible_hosts(), inputs)
@settings(max_examples=60, deadline=None)
def test_any_admissible_host_lives_an_hour_within_bounds(
    host: tuple[tuple[float, ...], tuple[float, ...]], given_inputs: Inputs
) -> None:
    """Every constant anywhere in its range, any doses, any support: no NaN, nothing negative, no share above one."""
    body = Body(*host)
    for _ in range(TICKS_PER_HOUR):
        body = live(body, given_inputs)
        assert all(0.0 <= value < 1e7 for value in body.state)
        assert all(body.state[at] <= 1.0 + 1e-9 for at in SHARES)
    shown = vitals(body, given_inputs)
    assert 0.0 < shown.spo2 <= 100.0
    assert shown.map > 0.0


@given(admissible_hosts(), inputs)
@settings(max_examples=60, deadline=None)
def test_nothing_comes_from_nothing(host: tuple[tuple[float, ...], tuple[float, ...]], given_inputs: Inputs) -> None:
    """Cells are infected at the cost of targets, drugs only leave, the hazard that was run stays run."""
    change = rate(*host, given_inputs)
    assert change[AT["target_cells"]] <= 0.0
    assert change[AT["target_cells"]] + change[AT["infected_cells"]] <= 0.0
    for drug in Drug:
        of_drug = [change[AT[name]] for name in (f"{drug.value}_mg", f"{drug.value}_tissue_mg") if name in AT]
        # What goes from blood to tissue is taken and given by two sums that are rounded apart.
        assert sum(of_drug) <= (1e-9 if len(of_drug) > 1 else 0.0), drug
    assert change[AT["cumulative_hazard"]] >= 0.0


@pytest.mark.parametrize("name", ["infected_cells", "bacteria", *[compartments.NAMES[n] for n in DRUG_COMPARTMENTS]])
def test_what_is_not_there_does_not_appear(name: str) -> None:
    """No virus, no bacterium and no drug out of nothing, in whatever illness."""
    for phenotype in Phenotype:
        state, parameters = drawn(phenotype, 1)
        emptied = [0.0 if at == AT[name] else value for at, value in enumerate(state)]
        for _ in range(TICKS_PER_HOUR):
            emptied = list(live(Body(tuple(emptied), parameters), AMBIENT).state)
        assert emptied[AT[name]] == 0.0


def test_a_healthy_body_stays_healthy() -> None:
    """Without a pathogen nothing happens in a fortnight: IL-6 under 10, normal temperature, full oxygen, no hazard."""
    parameters = tuple(constants.DEFAULTS.values())
    state = list(first_state(Phenotype.COVID, parameters))
    state[AT["infected_cells"]] = 0.0
    end = aged(tuple(state), parameters, 14)
    shown = vitals(Body(end, parameters), AMBIENT)
    assert end[AT["il6"]] < 10.0
    assert end[AT["innate_cells"]] < 0.01
    assert 36.2 < shown.temperature < 37.4
    assert shown.spo2 > 95.0
    assert shown.map > 80.0
    assert end[AT["crp_mg_per_l"]] < 10.0
    assert end[AT["cumulative_hazard"]] < 1e-4


def _after(body: Body, hours: float, given_inputs: Inputs = AMBIENT) -> Body:
    for _ in range(round(hours * TICKS_PER_HOUR)):
        body = live(body, given_inputs)
    return body


_ILL = {kind: max(1, round(one.arrivals.hours_before.mean / 24.0)) for kind, one in DISEASES.items()}
"""Days of illness at the door."""


def _ill(phenotype: Phenotype, seed: int = 2) -> Body:
    state, parameters = drawn(phenotype, seed)
    return Body(aged(state, parameters, _ILL[phenotype]), parameters)


@pytest.mark.parametrize(
    ("phenotype", "drug", "doses", "hours", "name", "rises"),
    [
        (Phenotype.SEPSIS, Drug.ANTIBIOTIC, (0.0, 500.0, 2000.0, 4500.0, 9000.0), 4.0, "bacteria", False),
        (Phenotype.COVID, Drug.REMDESIVIR, (0.0, 50.0, 100.0, 200.0, 400.0), 12.0, "target_cells", True),
        (Phenotype.COVID, Drug.DEXAMETHASONE, (0.0, 1.0, 6.0, 20.0), 12.0, "steroid_effect", True),
        (Phenotype.COVID, Drug.METHYLPREDNISOLONE, (0.0, 40.0, 125.0, 1000.0), 4.0, "steroid_effect", True),
        (Phenotype.SEPSIS, Drug.HYDROCORTISONE, (0.0, 25.0, 50.0, 100.0), 4.0, "steroid_effect", True),
        (Phenotype.CAR_T, Drug.DEXAMETHASONE, (0.0, 4.0, 10.0, 20.0), 12.0, "innate_cells", False),
        (Phenotype.CAR_T, Drug.DEXAMETHASONE, (0.0, 4.0, 10.0, 20.0), 48.0, "effector_cells", False),
        (Phenotype.CAR_T, Drug.TOCILIZUMAB, (0.0, 80.0, 320.0, 640.0), 6.0, "receptor_occupancy", True),
        (Phenotype.CAR_T, Drug.TOCILIZUMAB, (0.0, 80.0, 320.0, 640.0), 48.0, "crp_signal", False),
        (Phenotype.COVID, Drug.PARACETAMOL, (0.0, 250.0, 500.0, 1000.0), 3.0, "temperature_c", False),
    ],
)
def test_more_of_a_drug_does_more(
    phenotype: Phenotype, drug: Drug, doses: tuple[float, ...], hours: float, name: str, *, rises: bool
) -> None:
    """Dose-response is monotone where it must be."""
    found = [_after(dose(_ill(phenotype), drug, mg), hours).state[AT[name]] for mg in doses]
    assert found == sorted(found, reverse=not rises)
    assert len(set(found)) == len(found)


@pytest.mark.parametrize("phenotype", Phenotype)
def test_more_oxygen_pressure_and_norepinephrine_help_at_once(phenotype: Phenotype) -> None:
    body = _ill(phenotype)
    oxygen = [vitals(body, AMBIENT._replace(fio2=fio2)).spo2 for fio2 in (0.21, 0.28, 0.4, 0.6, 0.8, 1.0)]
    assert oxygen == sorted(oxygen)
    assert vitals(body, AMBIENT._replace(peep=1.0)).spo2 >= vitals(body, AMBIENT).spo2
    assert vitals(body, AMBIENT._replace(peep=1.0, prone=1.0)).spo2 >= vitals(body, AMBIENT._replace(peep=1.0)).spo2
    pressure = [vitals(body, AMBIENT._replace(norepinephrine_ug_per_kg_min=n)).map for n in (0.0, 0.05, 0.2, 0.5, 1.0)]
    assert pressure == sorted(pressure)
    assert len(set(pressure)) == len(pressure)


def test_fluid_raises_pressure_for_hours_only_and_less_where_vessels_leak() -> None:
    gains = []
    for phenotype in (Phenotype.COVID, Phenotype.SEPSIS):
        body = _ill(phenotype)
        filled = _after(body, 1.0, AMBIENT._replace(fluid_l_per_h=1.0))
        dry = _after(body, 1.0)
        gains.append(vitals(filled, AMBIENT).map - vitals(dry, AMBIENT).map)
        late = vitals(_after(filled, 24.0), AMBIENT).map - vitals(_after(dry, 24.0), AMBIENT).map
        assert gains[-1] > 0.5
        assert late < 0.5 * gains[-1]
    assert gains[1] < gains[0]


def test_a_negative_dose_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        dose(_ill(Phenotype.SEPSIS), Drug.ANTIBIOTIC, -1.0)


def test_seeding_adds_bacteria_and_nothing_else() -> None:
    body = _ill(Phenotype.COVID)
    seeded = seed_germs(body, "bacteria", 0.02)
    assert seeded.state[AT["bacteria"]] == body.state[AT["bacteria"]] + 0.02
    assert [n for n, (a, b) in enumerate(zip(body.state, seeded.state, strict=True)) if a != b] == [AT["bacteria"]]


def test_three_thousand_hosts_with_random_orders_stay_possible() -> None:
    """All phenotypes, ages and comorbidities; every 12 hours a random order, support and now and then bacteria.

    Doses reach ten times the usual; no NaN, nothing negative, no share above one, vital signs that a body can have.
    Three weeks in steps of a quarter of an hour: harder on the method than the game's five minutes, and the storms
    of all diseases come and go within the time of a test.
    """
    hours = 0.25
    coarse = batch.rebound(vars(batch), {"STEP": hours, "HALF": 0.5 * hours, "SIXTH": hours / 6.0})["advance"]
    count = 3_000
    kinds = list(Phenotype)
    hosts, states = [], []
    for seed in range(count):
        who = Patient(name="H", age_years=18 + seed % 80, sex="male", weight_kg=70.0, comorbidity=seed % 4)
        hosts.append(draw_host(kinds[seed % len(kinds)], who, {}, seed))
        states.append(first_state(kinds[seed % len(kinds)], hosts[-1]))
    everyone = batch.columns(hosts)
    parameters = batch.prepared(everyone)
    state = batch.columns(states)
    keys = chance.keys(range(count), "orders")
    seen = np.zeros(count, dtype=bool)
    peak = np.zeros(count)
    for turn in range(40):
        draws = [chance.uniforms(keys, 10 * turn + n) for n in range(10)]
        for place, (at, usual) in enumerate(sorted(USUAL.items())):
            # One turn in four or so brings no drug.
            chosen = (draws[0] * (len(DRUG_COMPARTMENTS) + 3)).astype(int) == place
            state[at] += chosen * 10.0 * usual.dose(70.0, 1) * draws[1]
            seen |= chosen
        state[AT["bacteria"]] += (draws[2] < 0.05) * 0.1
        given_inputs = Inputs(
            0.21 + 0.79 * draws[3],
            (draws[4] < 0.3) * 1.0,
            (draws[4] < 0.15) * 1.0,
            (draws[5] < 0.3) * draws[6],
            (draws[7] < 0.1) * draws[8],
        )
        state = coarse(state, parameters, given_inputs, 48)
        peak = np.maximum(peak, state[AT["innate_cells"]])
        assert np.isfinite(state).all()
        assert (state >= 0.0).all()
        assert (state[SHARES] <= 1.0 + 1e-9).all()
        assert (state < 1e6).all()
        assert (state[AT["temperature_c"]] > 34.0).all()
        assert (state[AT["temperature_c"]] < 42.0).all()
        # Highest in septic shock by meningococci, several 100 ng/mL: Waage 1989, J Exp Med 169:333 (figure recalled).
        assert (state[AT["il6"]] * everyone[constants.INDEX["il6_scale"]] < 300_000.0).all()
    assert seen.mean() > 0.99
    assert all((peak[n :: len(kinds)] > 0.2).mean() > 0.1 for n in range(len(kinds)))
    for patient in range(0, count, 97):
        shown = vitals(Body(batch.state_of(state, patient), hosts[patient]), AMBIENT)
        assert 40.0 <= shown.spo2 <= 100.0
        assert 10.0 < shown.diastolic < shown.map < shown.systolic < 260.0
