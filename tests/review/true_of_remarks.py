"""More of the independent reader: it holds remarks, what stands beside the pitfalls, and what is said of germs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from game.case.build_view import build_view
from game.patient.compartments import INDEX
from game.policy.reading import culture_that_grew
from game.policy.reference import Reference
from game.review.findings import Analysis, Episode
from game.review.scoring.own import beside_pitfalls
from game.review.verdict import Cause, PitfallVerdict, Verdict
from game.values.channel import Channel
from game.values.disease import Treated
from game.values.diseases import DISEASES
from game.values.drug import FORMULARY, Family, Kind
from game.values.log import Log
from game.values.order import Draw, Give, GiveFluid
from game.values.organism import Germ
from game.values.ticks import TICKS_PER_HOUR, Tick
from tests.review.true_of_log import Played

_REACHES = {Germ.COVERED: {"antibiotic", "meropenem"}, Germ.RESISTANT: {"meropenem"}, Germ.FUNGUS: {"voriconazole"}}
_DYING_H = 6


def more_untruths(found: Analysis, log: Log, of: Played) -> list[str]:
    """Return what is false of the rest of a debrief."""
    wrong = list(_beside(found, of))
    for judged in found.pitfalls:
        wrong += [f"{judged.pitfall.value}: {words}" for words in _germs(of, judged)]
    for one in found.episodes:
        if one.cause is not Cause.CHANCE:
            wrong += [f"{one.cause.value} from {one.first}: {words}" for words in (*_why(of, one), *_luck(of, one))]
    for remark in found.score.remarks if found.score is not None else ():
        wrong += [f"'{remark}': {words}" for words in _remark(of, log, found, remark)]
    return wrong


def _beside(found: Analysis, of: Played) -> Iterator[str]:
    """Check that what no pitfall names is told from four points on, and no point of it twice or never."""
    named = {Cause.IGNORED_TREND, Cause.INFECTION_ONLY, Cause.OVER_DAMPENED, Cause.UNSAFE_ORDER, Cause.CHANCE}
    if DISEASES[of.level.phenotype].bacterial:
        named.add(Cause.LATE_ANTIMICROBIAL)
    lost = sum(max(0.0, one.points) for one in found.episodes if one.cause not in named)
    told = beside_pitfalls(found, of.level, None)
    if (told is not None) is not (lost >= 4.0):
        yield f"{lost:.1f} points beside the pitfalls, and told is {told}"
    # Each cause is rounded by itself.
    numbers = [] if told is None else [int(one) for one in re.findall(r"−(\d+) point", told.words)]
    if told is not None and abs(sum(numbers) - lost) > 0.5 * len(Cause):
        yield f"'{told.words}' of {lost:.1f} points"
    judged = {one.verdict for one in found.pitfalls}
    if lost >= 30.0 and Verdict.FELL_IN not in judged and (told is None or told.weighs is not Verdict.FELL_IN):
        yield f"{lost:.1f} points, and no sign says that anything went wrong"


def _first(of: Played, regimens: set[str]) -> Tick:
    return min((dose.tick for dose in of.doses if dose.regimen in regimens), default=10**9)


def _germs(of: Played, judged: PitfallVerdict) -> Iterator[str]:
    """Check that dampening went in beside germs that the chart told of, and that no drug that reaches them had."""
    antibacterial = {one.id for one in FORMULARY.values() if one.kind is Kind.ANTIBACTERIAL}
    names = re.match(r"You dampened with (.+?)(?: while the chart|, which the guideline)", judged.reason)
    if names is None:
        return
    bare = "no antibiotic had gone in" in judged.reason
    doses = [dose for dose in of.doses if FORMULARY[dose.regimen].family is Family.DAMPENING]
    for dose in doses:
        view = build_view(of.cases[dose.tick // TICKS_PER_HOUR])
        known = view.labs.get(Channel.PROCALCITONIN, ())
        grown = culture_that_grew(view)
        speaks = grown is not None or (bool(known) and known[-1].value >= 0.5)
        reach = antibacterial if bare or grown is None else _REACHES[grown.germ]
        if speaks and dose.tick < _first(of, reach):
            return
    yield f"'{judged.reason}', but every dose was covered, or the chart spoke for no germ"


def _why(of: Played, one: Episode) -> Iterator[str]:
    """Check what is said of the reach of an antibiotic against the culture of that hour."""
    view = build_view(of.cases[one.first // TICKS_PER_HOUR])
    grown = culture_that_grew(view)
    running = {line.regimen.id for line in view.courses if line.running}
    reached = grown is not None and bool(running & _REACHES[grown.germ])
    if one.why.startswith("The antibiotic that ran reaches the germ too") and not reached:
        yield f"'{one.why}' of {running} and {grown and grown.text}"
    if one.why.startswith("An antibiotic that does not reach the germ") and (reached or grown is None):
        yield f"'{one.why}' of {running} and {grown and grown.text}"
    if one.why.startswith(("The antibiotic that ran", "An antibiotic that does not", "A germ that the antibiotic")):
        yield from _left_bare(of, one)
    if round(one.points) and not one.charged and _eases_alone(of, one):
        yield f"{one.points:.0f} points for nothing but comfort"


def _left_bare(of: Played, one: Episode) -> Iterator[str]:
    """Check that an antibiotic which was to be changed went on, and was not stopped with nothing in its place."""
    hours = [
        of.cases[hour]
        for hour in range(one.first // TICKS_PER_HOUR + 1, one.last // TICKS_PER_HOUR)
        if hour in of.cases
    ]
    kinds = [
        any(line.running and line.regimen.kind is Kind.ANTIBACTERIAL for line in case.sheets.courses) for case in hours
    ]
    if kinds and not any(kinds):
        yield f"'{one.why}' of hours without any antibiotic"


def _eases_alone(of: Played, one: Episode) -> bool:
    orders = [entry.order for entry in of.within(one.first, one.last) if not isinstance(entry.order, Draw)]
    drugs = [order.regimen for order in orders if isinstance(order, Give)]
    if DISEASES[of.level.phenotype].treated is Treated.RELEASE:
        return False
    eases = bool(orders) and len(drugs) == len(orders) and {FORMULARY[x].family for x in drugs} == {Family.SUPPORT}
    return eases and bool(re.fullmatch(r"No [^.]+\.", one.better))


def _luck(of: Played, one: Episode) -> Iterator[str]:
    """Check that no gain in hindsight is told of bacteria that met no antibiotic."""
    at = of.cases[one.first // TICKS_PER_HOUR].body.state
    late = one.cause is Cause.LATE_ANTIMICROBIAL and re.search(r"(piperacillin|meropenem)", one.better)
    germs = max(at[INDEX[germ]] for germ in ("bacteria", "resistant_bacteria"))
    if late and not one.charged and one.hindsight_points < 0.0 and germs >= 0.001:
        yield f"{one.hindsight_points:.0f} points of hindsight won by germs without their drug"


def _remark(of: Played, log: Log, found: Analysis, remark: str) -> Iterator[str]:
    if "no drug and no look was left undone" in remark:
        yield from _dice(of, log)
    if (said := re.match(r"You gave (\d+) boluses of fluid", remark)) is not None:
        bags = sum(isinstance(entry.order, GiveFluid) for entry in of.carried_out)
        if not 3 <= int(said[1]) <= bags:
            yield f"but {bags} were given"
    if remark.startswith("You began ") and (names := re.match(r"You began (.+) in hours in which", remark)):
        labels = {one.label.lower(): one for one in FORMULARY.values()}
        for name in re.split(r", | and ", names[1]):
            drug = labels.get(name.lower())
            begun = [entry for entry in of.carried_out if drug and entry.order == Give(regimen=drug.id)]
            if not any(drug and drug.kind not in _kinds_asked(of, entry.tick) for entry in begun):
                yield f"but {name} was not begun unasked"


def _kinds_asked(of: Played, tick: Tick) -> set[Kind]:
    orders = Reference().orders(build_view(of.cases[tick // TICKS_PER_HOUR]))
    return {FORMULARY[one.regimen].kind for one in orders if isinstance(one, Give)}


def _dice(of: Played, log: Log) -> Iterator[str]:
    """Check that each drug asked for in the hour in which dying began was ordered before that hour was over."""
    assert log.end is not None
    hour = max(1, log.end.tick // TICKS_PER_HOUR - _DYING_H)
    asked = [one for one in Reference().orders(build_view(of.cases[hour])) if isinstance(one, Give)]
    for order in asked:
        if not any(one.order == order for one in of.within(hour * TICKS_PER_HOUR, (hour + 1) * TICKS_PER_HOUR)):
            yield f"but {order.regimen} was asked for and not ordered by then"
