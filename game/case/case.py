"""A level being played. `advance` is the only way in which time passes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import isfinite

from game.bedside.alarms import Watch, watch
from game.bedside.chart import Chart
from game.bedside.lab import sample
from game.bedside.monitor import COLD_BELOW_MMHG, PROBE, TrueSigns, observe
from game.bedside.news2 import is_scored
from game.case import calls, dying, nurse, people, ward
from game.case.appearance import FEVER_C
from game.case.apply_orders import apply_orders, draw, grown, happened, with_holding
from game.case.build_view import consciousness_of
from game.case.leaving import goes_home, is_round, is_well, keeps_in, well_hours_after
from game.case.readings import charted, score
from game.case.scene import scene
from game.case.state import FAR, Admission, Case, CourseLine, Hour, Sample, Sheets
from game.patient import compartments
from game.patient.body import AMBIENT, Body, admit_at, live, seed_germs
from game.patient.method import Mover, stepped
from game.patient.signs import Signs, Vitals, signs, vitals
from game.values.channel import NAN, VITALS, Channel
from game.values.courses import course_of, of_course, seen_at_the_door
from game.values.diseases import DISEASES, organism_of
from game.values.drug import FORMULARY
from game.values.ending import Ending, Outcome
from game.values.fact import AlarmRaised, Ended, NurseSaid, ResultReady
from game.values.level import Level, SupportMode
from game.values.noise import exponential, gaussian, uniform
from game.values.order import Entry
from game.values.organism import Germ
from game.values.ticks import TICKS_PER_HOUR, Tick, ticks

__all__ = ["Case", "admit_case", "advance", "apply_orders", "stop"]

OXYGEN_ON_ARRIVAL_ROUNDS = 20
"""At most so many times the ambulance turns the oxygen up."""
_HAZARD = compartments.INDEX["cumulative_hazard"]


def _line(level: Level, regimen_id: str) -> CourseLine:
    regimen = FORMULARY[regimen_id]
    most = [rule.max_doses for rule in level.rules if rule.regimen == regimen_id and rule.max_doses is not None]
    return CourseLine(regimen, most[0] if most else regimen.max_doses)


def _draws(seed: int, tick: Tick) -> ward.Draws:
    """Return the luck of a look at the monitor at this tick."""
    return ward.Draws(
        spo2=gaussian(seed, Channel.SPO2.value, tick),
        respiratory_rate=gaussian(seed, Channel.RESPIRATORY_RATE.value, tick),
        map=gaussian(seed, Channel.MAP.value, tick),
        probe=uniform(seed, PROBE, tick),
    )


def _with_oxygen(case: Case) -> Case:
    """Settle the oxygen as the ambulance would, by what the monitor shows on the way in."""
    settled = False
    for back in range(OXYGEN_ON_ARRIVAL_ROUNDS):
        draws = _draws(case.admission.seed, -1 - back)
        settled, holding = ward.on_the_way(case.shown, draws, settled, case.holding)
        if settled:
            break
        inputs = ward.inputs(holding)
        case = replace(case, holding=holding, inputs=inputs, breathed=inputs, shown=vitals(case.body, inputs))
    return case


def admit_case(level: Level, seed: int, move: Mover = stepped) -> Case:
    """Return the case at its first minute, with the results that the level promises in the chart.

    `move` lets this patient live, up to the door and from then on.
    """
    rules = {rule.panel: rule for rule in level.labs}
    drawn = [(back, rule) for rule in level.labs for back in rule.history_h]
    body, *earlier = admit_at(level, seed, (0.0, *[back for back, _ in drawn]), move)
    course = of_course(level, course_of(level, seed))
    # A course names the germ that it brings. Where that one resists, what the usual antibiotic covers is another.
    resists = grown(body, "", seed)[1] is Germ.RESISTANT
    organism = DISEASES[course.phenotype].organism if resists else organism_of(course)
    samples = []
    for (back, rule), then in zip(drawn, earlier, strict=True):
        taken = -ticks(back)
        readings = sample(signs(then, AMBIENT), rule.panel, seed, taken, rule, *grown(then, organism, seed))
        samples.append(Sample(rule.panel, taken, readings[0].known, readings))
    admission = Admission(
        level=level,
        seen=seen_at_the_door(level),
        organism=organism,
        seed=seed,
        horizon=ticks(level.horizon_h),
        # Luck has no memory: whoever reached the door starts from the hazard run so far.
        hazard_at_door=body.state[_HAZARD],
        dies_at_hazard=body.state[_HAZARD] + exponential(seed, "death"),
        rules=rules,
        routine=tuple([(rule.panel, ticks(rule.routine_every_h)) for rule in level.labs if rule.routine_every_h > 0.0]),
        move=move,
    )
    sheets = Sheets(
        courses=tuple([_line(level, regimen_id) for regimen_id in level.regimens]),
        chart=Chart().with_results(reading for one in samples if one.due <= 0 for reading in one.readings),
    ).changed(samples=tuple([one for one in samples if one.due > 0]))
    case = Case(
        admission=admission,
        tick=0,
        body=body,
        holding=ward.Holding(),
        inputs=AMBIENT,
        breathed=AMBIENT,
        shown=vitals(body, AMBIENT),
        watches=(),
        sheets=sheets,
    )
    return _hourly(_with_oxygen(case))


def _ward(case: Case) -> Case:
    """Let the ward look at the monitor and set the support for the next half hour."""
    admission = case.admission
    spo2, rate, pressure = ward.seen(case.shown, _draws(admission.seed, case.tick))
    if admission.level.support is SupportMode.PLAYER:
        return with_holding(case, ward.titrated(spo2, case.holding))
    after = with_holding(case, ward.protocol(spo2, rate, pressure, case.holding))
    return calls.on_support(after, case.holding, spo2, rate, pressure) if admission.heard else after


def _infection(case: Case) -> Case:
    """Let a germ in, if this hour's draw says so."""
    hour = case.tick // TICKS_PER_HOUR
    chances = ward.entry_chances(case.body, case.holding, 1.0)
    found = ward.seeded(chances, uniform(case.admission.seed, "seeding", hour))
    inocula = ward.inocula(case.body, case.holding)
    for germ, gets_in, inoculum in zip(ward.GERMS, found, inocula, strict=True):
        if gets_in:
            return replace(case, body=seed_germs(case.body, germ, inoculum))
    return case


def _results(case: Case) -> Case:
    """Write the results that are due into the chart."""
    back = [one for one in case.sheets.samples if one.due <= case.tick]
    left = tuple([one for one in case.sheets.samples if one.due > case.tick])
    chart = case.sheets.chart.with_results(reading for one in back for reading in one.readings)
    case = replace(case, sheets=case.sheets.changed(samples=left, chart=chart))
    for one in back:
        case = happened(case, ResultReady(case.tick, one.panel), kept=False)
        if case.admission.heard:
            case = calls.on_results(case, one.readings)
    return case


def _speak(case: Case, true: Signs) -> Case:
    """Let somebody press, or else the nurse say a word, if there is one."""
    admission, sheets = case.admission, case.sheets
    quiet = sheets.said and case.tick - sheets.said[-1][0] < nurse.QUIET_TICKS
    if quiet and not admission.level.voices:
        return case
    here = scene(case, true)
    voice = people.due(case, admission.level, here)
    if voice is not None:
        return people.spoken(case, voice)
    if quiet:
        return case
    place = nurse.due_note(admission.level, here, sheets.notes_said)
    if place is not None:
        text: str | None = admission.level.notes[place].text
        sheets = replace(sheets, notes_said=(*sheets.notes_said, place))
    else:
        text = nurse.own_words(admission.level, admission.seed, here, sheets.said)
    if text is None:
        return case
    case = replace(case, sheets=replace(sheets, said=(*sheets.said, (case.tick, text))))
    return happened(case, NurseSaid(case.tick, text), kept=False)


def _hourly(case: Case) -> Case:
    """Write the hour down: vital signs, NEWS2, support, and whether the patient could go home."""
    sheets = case.sheets
    true = signs(case.body, case.breathed)
    readings = observe(case.shown, case.admission.seed, case.tick)
    on_air = case.breathed.fio2 <= 0.21
    awareness = consciousness_of(case, true)
    last = {channel: charted(channel, readings, sheets.hours) for channel in VITALS}
    known = {channel: one for channel, one in last.items() if one is not None}
    parts = score(known, on_oxygen=not on_air, awareness=awareness)
    total, spo2 = parts.total, known.get(Channel.SPO2)
    well = is_well(
        on_air=on_air,
        news2=total,
        spo2=spo2.value if spo2 is not None else NAN,
        temperature=readings[Channel.TEMPERATURE].value,
        pressor=case.holding.pressor,
    )
    hour = Hour(case.tick, readings, total, ward.described(case.holding))
    sheets = replace(
        sheets,
        hours=(*sheets.hours, hour),
        well_hours=well_hours_after(sheets.well_hours, well),
        highest_rung=max(sheets.highest_rung, case.holding.rung),
        was_febrile=sheets.was_febrile or readings[Channel.TEMPERATURE].shown >= FEVER_C,
    )
    case = replace(case, sheets=sheets)
    return _speak(calls.on_the_hour(case, parts, known, awareness), true) if case.admission.heard else case


def _cause_of_death(shown: Vitals, true: Signs) -> Ending:
    if true.bacteria_million_per_ml > 1.0:
        return Ending.DIED_OF_INFECTION
    if shown.map < COLD_BELOW_MMHG:
        return Ending.DIED_OF_SHOCK
    if shown.spo2 < 88.0 or true.lung_injury >= 0.4:
        return Ending.DIED_OF_LUNGS
    return Ending.DIED_OF_ORGAN_FAILURE


def _may_leave(case: Case) -> bool:
    """Say whether the patient goes home now."""
    sheets = case.sheets
    stay = ticks(DISEASES[case.admission.level.phenotype].stay_at_least_h)
    if sheets.dying is not None or not is_round(case.tick, case.admission.level.start.clock_minute):
        return False
    # The drugs are looked at only where the hours have come.
    if not goes_home(sheets.well_hours, kept_in=False, tick=case.tick, stay=stay):
        return False
    return not any(
        keeps_in(line.regimen, line.running, line.given[-1] if line.given else -FAR, case.tick)
        for line in sheets.courses
    )


def _ending(case: Case) -> Ending | None:
    admission = case.admission
    last_hours = case.sheets.dying
    if last_hours is not None and dying.is_over(last_hours, case.tick):
        return last_hours.ending
    if _may_leave(case):
        return Ending.DISCHARGED
    return Ending.TIME_UP if case.tick >= admission.horizon else None


def _acted(case: Case, entries: Sequence[Entry]) -> Case:
    """Do what is done to the patient before the tick runs: orders, routine tests, the ward's protocol, a germ."""
    tick = case.tick
    if case.facts:
        case = replace(case, facts=())
    if entries or case.sheets.next_order_due <= tick:
        case = apply_orders(case, entries)
    if tick % ward.PROTOCOL_EVERY_TICKS == 0:
        for panel, every in case.admission.routine:
            if tick % every == 0 and all(one.panel is not panel for one in case.sheets.samples):
                case = draw(case, panel)
        case = _ward(case)
        if tick % TICKS_PER_HOUR == 0:
            case = _infection(case)
    return case


def _watched(case: Case, shown: TrueSigns, tick: Tick) -> tuple[tuple[Watch, ...], tuple[AlarmRaised, ...]]:
    """Return the watches of the monitor a tick later and what sounds anew; nothing where nobody hears it."""
    if not case.admission.heard:
        return (), ()
    ventilated = not is_scored(ward.device(case.holding))
    return watch(case.watches, shown, case.admission.seed, tick, ventilated=ventilated)


def _monitored(case: Case, body: Body) -> Case:
    """Return the case a tick later, with this body at the monitor."""
    admission, inputs, tick = case.admission, case.inputs, case.tick + 1
    last_hours = case.sheets.dying
    if last_hours is not None:
        body = replace(body, failing=dying.failing(last_hours, tick))
    shown = vitals(body, inputs)
    watches, raised = _watched(case, shown, tick)
    return Case(
        admission,
        tick,
        body,
        case.holding,
        inputs,
        inputs,
        shown,
        watches,
        case.sheets,
        (*case.facts, *raised) if raised else case.facts,
        recent=(*case.recent[1 - TICKS_PER_HOUR :], shown),
    )


def advance(case: Case, entries: Sequence[Entry] = ()) -> Case:
    """Let one tick pass. A case that is over stays as it is.

    1. Doses of running courses that are due and not missed, the end of a bolus, and tubing that is found off
    2. Orders of this tick and what an instructor lets happen, one after the other: carried out or refused
    3. Tests that the ward draws by itself
    4. On every half hour the ward's protocol, by what the monitor shows
    5. On every full hour the chance of a new infection
    6. The equations, for one tick
    7. Monitor and alarms
    8. Laboratory results that are due
    9. On every full hour the written record and a word of the nurse
    10. The fall of the dice of death, from which the last hours run
    11. The ending

    Raises ValueError for an entry of another tick.
    """
    if case.outcome is not None:
        return case
    for entry in entries:
        if entry.tick != case.tick:
            raise ValueError(f"an order of tick {entry.tick} cannot be carried out at tick {case.tick}")
    case = _acted(case, entries)
    body = live(case.body, case.inputs, case.admission.move)
    if not all(map(isfinite, body.state)):
        # The last body that made sense stays, so that no screen has to show what is not a number.
        return _ended(replace(case, tick=case.tick + 1), Ending.MODEL_FAILED)
    last_hours = case.sheets.dying
    case = _monitored(case, body)
    if case.sheets.next_result_due <= case.tick:
        case = _results(case)
    if case.tick % TICKS_PER_HOUR == 0:
        case = _hourly(case)
    if last_hours is not None:
        case = dying.on_the_way(case)
    elif case.body.state[_HAZARD] >= case.admission.dies_at_hazard:
        case = dying.begun(case, _cause_of_death(case.shown, signs(case.body, case.breathed)))
    ending = _ending(case)
    return case if ending is None else _ended(case, ending)


def _ended(case: Case, ending: Ending) -> Case:
    outcome = Outcome(ending, case.tick)
    return happened(replace(case, outcome=outcome), Ended(case.tick, outcome), kept=False)


def stop(case: Case) -> Case:
    """End a case before its end; one that is over stays as it is."""
    return case if case.outcome is not None else _ended(case, Ending.STOPPED)
