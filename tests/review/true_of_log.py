"""An independent reader of a debrief: it holds every sentence against log and chart, and knows nothing of the review.

It plays the log again by itself and keeps which orders were carried out, which doses went in and what stood on the
chart at every hour. `untruths` returns what is false; an empty list is a debrief that can be signed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from game.bedside.trend import is_old
from game.case.build_view import build_view
from game.case.case import admit_case
from game.case.state import Case
from game.case.walk import logged, walk
from game.futures.engine import mover
from game.policy.reference import Reference
from game.review.findings import Analysis, Episode, Mark
from game.review.verdict import Cause, Evidence, Pitfall, PitfallVerdict, Verdict
from game.values.channel import PANELS, Channel, Panel
from game.values.diseases import DISEASES
from game.values.drug import FORMULARY, Family, Kind
from game.values.fact import DoseGiven, OrderRefused
from game.values.level import Level, SupportMode
from game.values.log import Log
from game.values.order import Device, Draw, Entry, Give, Stop, Taper
from game.values.ticks import MINUTES_PER_TICK, TICKS_PER_DAY, TICKS_PER_HOUR, Tick, span_text
from game.values.words import within

PRICES_AT_MOST = 15.0
FEVER_AT_MOST = 20.0
_CLOCK = r"Day (\d+) · (\d\d):(\d\d)"
_LABELS = {one.label.lower(): one for one in FORMULARY.values()}
_DRUG = "((?i:" + "|".join(sorted(map(re.escape, _LABELS), key=len, reverse=True)) + "))"
_DONE = {"given": Give, "stopped": Stop, "tapered": Taper}
_BLAMED = {
    Pitfall.IGNORED_TREND: {Cause.IGNORED_TREND},
    Pitfall.INFECTION_ONLY: {Cause.INFECTION_ONLY},
    Pitfall.OVER_DAMPENED: {Cause.OVER_DAMPENED, Cause.UNSAFE_ORDER},
}


@dataclass(frozen=True, slots=True)
class Played:
    """What a log comes to when it is played again."""

    level: Level
    cases: dict[int, Case]
    """At every full hour."""
    carried_out: tuple[Entry, ...]
    doses: tuple[DoseGiven, ...]
    last: Case

    def until(self, tick: Tick) -> Played:
        """Return the same as if it had ended at a full hour: the hours of dying are not judged."""
        earlier = tuple([entry for entry in self.carried_out if entry.tick < tick])
        return replace(self, carried_out=earlier, last=self.cases[tick // TICKS_PER_HOUR])

    def within(self, first: Tick, last: Tick) -> list[Entry]:
        """Return what was carried out from the first tick to before the last."""
        return [entry for entry in self.carried_out if first <= entry.tick < last]

    def dosed(self, family: Family, before: Tick | None = None) -> bool:
        """Say whether a dose of a family went in, by an hour or at all."""
        return any(
            FORMULARY[dose.regimen].family is family and (before is None or dose.tick <= before) for dose in self.doses
        )

    def draws(self, panels: frozenset[Panel]) -> list[Tick]:
        """Return when samples of these panels were taken."""
        return [one.tick for one in self.carried_out if isinstance(one.order, Draw) and one.order.panel in panels]

    @property
    def ward_looks(self) -> bool:
        """Say whether the ward itself takes a test of the trend at a rhythm."""
        panels = DISEASES[self.level.phenotype].trend_panels
        return any(rule.panel in panels and rule.routine_every_h > 0.0 for rule in self.level.labs)

    def tick(self, clock: re.Match[str] | tuple[str, ...]) -> Tick:
        """Return the tick of a day and a time of the ward's clock."""
        day, hour, minute = map(int, clock if isinstance(clock, tuple) else clock.groups())
        minutes = (day - 1) * 1440 + hour * 60 + minute - self.level.start.clock_minute
        return minutes // MINUTES_PER_TICK


def play(level: Level, log: Log) -> Played:
    """Play a log to its end, dice and all."""
    cases: dict[int, Case] = {}
    done: list[Entry] = []
    doses: list[DoseGiven] = []
    last = admit_case(level, log.header.seed, mover())
    until = log.end.tick if log.end is not None else last.admission.horizon
    for case, entries in walk(last, logged(log.entries), until):
        last = case
        refused = [fact.entry for fact in case.facts if isinstance(fact, OrderRefused)]
        done.extend((Counter(entries) - Counter(refused)).elements())
        doses.extend(fact for fact in case.facts if isinstance(fact, DoseGiven))
        if case.tick % TICKS_PER_HOUR == 0:
            cases[case.tick // TICKS_PER_HOUR] = case
    return Played(level, cases, tuple(done), tuple(doses), last)


def untruths(level: Level, log: Log, found: Analysis) -> list[str]:
    """Return every sentence of a debrief that its log or its chart does not bear out, and every sum that is wrong."""
    of = play(level, log)
    wrong: list[str] = []
    for one in found.episodes:
        if one.cause is not Cause.CHANCE:
            told = [*_did(of, one), *_knew(of, one), *_cause(of, one), *_mark(one)]
            told += _price(of.until(found.curve[-1].tick), one) if one.charged else _better(of, one)
            wrong += [f"{one.cause.value} from {one.first}: {words}" for words in told]
    for judged in found.pitfalls:
        wrong += [f"{judged.pitfall.value}: {words}" for words in _verdict(of, judged, found)]
    for praise in found.praised:
        wrong += [f"praise at {praise.tick}: {words}" for words in _praise(of, praise, found)]
    return wrong + list(_sums(found))


def _did(of: Played, one: Episode) -> Iterator[str]:
    """Check what was done: 'waited' with nothing ordered, each order named at its time, all tests counted."""
    if one.charged:
        return
    mine = of.within(one.first, one.last)
    orders = [entry for entry in mine if not isinstance(entry.order, Draw)]
    tests = len(mine) - len(orders)
    said = re.search(r"(\d+) tests? taken", one.did)
    if (int(said[1]) if said else 0) != tests:
        yield f"'{one.did}', but {tests} tests were drawn"
    if one.did.startswith("Waited"):
        if orders:
            yield f"'{one.did}', but {len(orders)} orders were carried out"
        return
    more, bags = re.search(r"(\d+) more", one.did), re.search(r"(\d+) fluid boluses given", one.did, re.IGNORECASE)
    turned = re.search(r"set (\d+) times", one.did)
    told = sum(not part.endswith(" went on") for part in one.did.split(";")) if orders else 0
    # A pump that was turned is told once, with every dose of a few.
    told += one.did.count(" → ") + (int(turned[1]) - 1 if turned else 0) + (int(bags[1]) - 1 if bags else 0)
    if told - bool(more) + (int(more[1]) if more else 0) != len(orders):
        yield f"'{one.did}' of {len(orders)} orders"
    for drug, verb, *clock in re.findall(rf"{_DRUG} (given|stopped|tapered) \({_CLOCK}\)", one.did, re.IGNORECASE):
        tick = of.tick(tuple(clock))
        if not any(
            isinstance(entry.order, _DONE[verb]) and FORMULARY[entry.order.regimen].label.lower() == drug.lower()
            and tick == entry.tick
            for entry in orders
        ):  # fmt: skip
            yield f"'{drug} {verb}' is not in the log"


def _knew(of: Played, one: Episode) -> Iterator[str]:
    """Check what was known: the newest results of the hour, and its NEWS2."""
    case = of.cases[min(max(of.cases), one.first // TICKS_PER_HOUR)]
    hour = case.sheets.hours[-1]
    news2 = "no NEWS2" if hour.support.device is Device.VENTILATOR else f"NEWS2 {hour.news2_total}"
    read = re.search(rf"written down at (\d\d):(\d\d): {news2}", one.knew, re.IGNORECASE)
    if read is None:
        yield f"'{one.knew}', but the chart had {news2}"
    minutes = of.level.start.clock_minute + hour.tick * MINUTES_PER_TICK
    if read is None or int(read[1]) * 60 + int(read[2]) != minutes % 1440:
        yield f"'{one.knew}', of a sheet from {hour.tick}"
    if f"oxygen: {hour.support.text}" not in one.knew and f"→ {hour.support.text} in" not in one.knew:
        yield f"'{one.knew}', but on {hour.support.text}"
    for channel, label in ((Channel.IL6, "IL-6"), (Channel.CRP, "CRP")):
        results = [reading for reading in case.sheets.chart.of(channel) if reading.known <= case.tick]
        said = re.search(rf"{label} (?:(\S+) → )?(\S+) ", one.knew)
        if (said is None) is not (not results):
            yield f"'{one.knew}' with {len(results)} results of {label}"
        elif said is not None and said[2] != results[-1].text:
            yield f"'{one.knew}', but {label} was {results[-1].text}"
        if results and is_old(results[-1], case.tick):
            passed = (case.tick - results[-1].taken) // TICKS_PER_HOUR
            if f"{span_text(passed * TICKS_PER_HOUR)} before" not in one.knew:
                yield f"'{one.knew}', but {label} was {passed} hours old"


def _cause(of: Played, one: Episode) -> Iterator[str]:
    """Check that a cause names what was given, or what the chart showed."""
    mine = of.within(one.first, one.last)
    given = {FORMULARY[entry.order.regimen].family for entry in mine if isinstance(entry.order, Give)}
    case = of.cases[min(max(of.cases), one.first // TICKS_PER_HOUR)]
    chart = case.sheets.chart
    dampened, treated = (of.dosed(family, one.first) for family in (Family.DAMPENING, Family.INFECTION))
    match one.cause:
        case Cause.IGNORED_TREND if not one.charged:
            values = [reading.value for reading in chart.of(Channel.IL6)][-2:]
            if len(values) == 2 and values[1] < 0.6 * values[0]:
                yield f"the early trend ignored, while IL-6 falls from {values[0]:.0f} to {values[1]:.0f}"
        case Cause.INFECTION_ONLY:
            if not treated or dampened:
                yield "only the infection treated, but " + ("dampening went in" if dampened else "no antimicrobial did")
        case Cause.OVER_DAMPENED if not one.charged:
            if Family.DAMPENING not in given and not dampened:
                yield "over-dampening without dampening"
        case Cause.OVER_DAMPENED:
            if not of.dosed(Family.DAMPENING):
                yield "behind dampening, but none was given"
        case Cause.UNSAFE_ORDER:
            neutrophils, culture = chart.last(Channel.NEUTROPHILS), chart.last(Channel.BLOOD_CULTURE)
            few = neutrophils is not None and neutrophils.value < 1.0
            if Family.DAMPENING not in given or not (few or (culture is not None and culture.grew)):
                yield "an unsafe order that the chart did not forbid"
        case Cause.SUPPORT:
            if of.level.support is not SupportMode.PLAYER:
                yield "support other than called for, where the ward sets it"
        case Cause.NEEDLESS_ANTIMICROBIAL:
            if Family.INFECTION not in given:
                yield "a needless antimicrobial that was not given"
        case _:
            pass


def _mark(one: Episode) -> Iterator[str]:
    if (one.points <= -1.0) is not (one.mark is Mark.GAIN):
        yield f"marked {one.mark.value} for {one.points:.1f} points"


def _better(of: Played, one: Episode) -> Iterator[str]:
    """Check that a better order lies in these hours, and is none that was given there in time."""
    mine = of.within(one.first, one.last)
    given = {entry.order.regimen: entry.tick for entry in reversed(mine) if isinstance(entry.order, Give)}
    kinds = {FORMULARY[name].kind for name in given}
    if one.better == "The same.":
        yield f"nothing better for {one.points:.1f} points"
    for verb, drug, *clock in re.findall(rf"(Give|Begin|Repeat|Stop) {_DRUG} at {_CLOCK}", one.better):
        tick, regimen = of.tick(tuple(clock)), _LABELS[drug.lower()]
        if not one.first <= tick < max(one.last, one.first + 1):
            yield f"'{verb} {drug}' lies outside these hours"
        if verb == "Give" and regimen.kind in kinds:
            yield f"'Give {drug}', which was given"
        if verb == "Begin" and (regimen.kind not in kinds or given.get(regimen.id, tick + TICKS_PER_HOUR) <= tick):
            yield f"'Begin {drug}', which was begun by then, or never"
        begun = any(e.order == Give(regimen=regimen.id) and e.tick <= tick for e in of.carried_out)
        if verb in ("Stop", "Repeat") and not begun:
            yield f"'{verb} {drug}', which had not gone in"
    for clock in re.findall(rf"[Hh]ave the neutrophils counted by {_CLOCK}", one.better):
        case = of.cases[(tick := of.tick(tuple(clock))) // TICKS_PER_HOUR]
        if not one.first <= tick < one.last or case.sheets.chart.last(Channel.NEUTROPHILS) is not None:
            yield f"'{one.better}' lies outside these hours, or they were counted"
        if not of.dosed(Family.DAMPENING, tick):
            yield f"'{one.better}', and nothing had dampened"
    for names in re.findall(r"No ([^.]+)", one.better):
        # A label may hold a comma of its own.
        for name in re.findall(_DRUG, names):
            if _LABELS[name.lower()].id not in given:
                yield f"'No {names}', and {name} was not given"


def _price(of: Played, one: Episode) -> Iterator[str]:
    """Check that a price names hours in which nobody looked, or samples that were taken."""
    if one.cause is Cause.NEEDLESS_TEST:
        taken = len(of.draws(frozenset(Panel)))
        days = -(-of.last.tick // TICKS_PER_DAY)
        if not one.did.startswith(f"{taken} samples in {days} day"):
            yield f"'{one.did}' of {taken} samples in {days} days"
        return
    if one.cause is Cause.LATE_ANTIMICROBIAL:
        yield from _bare_fever(of, one)
        return
    stretch = re.search(rf"from {_CLOCK} to {_CLOCK}, after (\d+) h", one.did)
    if stretch is None:
        yield f"'{one.did}' names no hours"
        return
    parts = stretch.groups()
    first, last = of.tick(parts[:3]), of.tick(parts[3:6])
    trend = DISEASES[of.level.phenotype].trend_panels
    behind = frozenset({Panel.CULTURE, Panel.INFLAMMATION, Panel.BLOOD_COUNT})
    looks = of.draws(behind if one.cause is Cause.OVER_DAMPENED else trend)
    if any(first - int(parts[6]) * TICKS_PER_HOUR < tick < last for tick in looks):
        yield f"'{one.did}', but somebody looked"


def _bare_fever(of: Played, one: Episode) -> Iterator[str]:
    """Check that a price for fever names so many hours of it, with few neutrophils and no antibiotic on."""
    told = re.search(r"few neutrophils for (\d+) hours in all", one.did)
    bare = 0
    for tick in range(one.first, one.last, TICKS_PER_HOUR):
        case = of.cases[tick // TICKS_PER_HOUR]
        neutrophils = case.sheets.chart.last(Channel.NEUTROPHILS)
        hot = case.sheets.hours[-1].vitals[Channel.TEMPERATURE].value >= 38.0
        on = any(line.running and line.regimen.kind is Kind.ANTIBACTERIAL for line in case.sheets.courses)
        bare += neutrophils is not None and neutrophils.value < 1.0 and hot and not on
    if told is None or not 2 < int(told[1]) <= bare:
        yield f"'{one.did}', of {bare} such hours"


def _verdict(of: Played, judged: PitfallVerdict, found: Analysis) -> Iterator[str]:
    """Check that a verdict rests on the episodes of its causes, or on what the log says where nothing was lost."""
    causes = set(_BLAMED[judged.pitfall])
    if judged.pitfall is Pitfall.IGNORED_TREND and DISEASES[of.level.phenotype].bacterial:
        causes.add(Cause.LATE_ANTIMICROBIAL)
    blamed = [one for one in found.episodes if one.cause in causes and one.points > 0.0]
    lost = min(100.0, sum(one.points for one in blamed))
    if abs(lost - judged.lost) > 0.06:
        yield f"{judged.lost} points, but its episodes lost {lost:.2f}"
    least = {Verdict.AVOIDED: (0.0, 4.0), Verdict.NEAR_MISS: (4.0, 12.0), Verdict.FELL_IN: (12.0, 101.0)}
    low, high = least[Verdict.AVOIDED if judged.verdict is Verdict.UNTESTED else judged.verdict]
    # Luck may have spared who dampened beside germs: no points, and no *avoided* either.
    if judged.verdict is Verdict.NEAR_MISS and judged.reason.startswith("You dampened with"):
        low = 0.0
    if not low - 0.06 <= lost < high + 0.06:
        yield f"{judged.verdict.value} for {lost:.1f} points"
    dampened, treated = of.dosed(Family.DAMPENING), of.dosed(Family.INFECTION)
    looks = len(of.draws(DISEASES[of.level.phenotype].trend_panels))
    said = re.match(r"You took (\d+) test", judged.reason)
    claims = {
        "You took": said is not None and looks == int(said[1]) > 0,
        "You never took a test": looks == 0 and not of.ward_looks,
        "You ordered no test that shows the trend": looks == 0 and of.ward_looks,
        "You gave no antimicrobial": not treated,
        "You did not leave it": treated and dampened,
        "You gave an antimicrobial and no dampening": treated and not dampened,
        "You gave nothing that dampens": not dampened,
        "You dampened": dampened,
        "You gave an antimicrobial, and on your chart": treated and dampened,
    }
    claim = next((words for words in claims if judged.reason.startswith(words)), None)
    if claim is not None and not claims[claim]:
        yield f"'{judged.reason}'"
    if claim is None and not any(_tells(judged.reason, one) for one in blamed):
        yield f"'{judged.reason}', which no episode tells"
    if judged.pitfall is Pitfall.INFECTION_ONLY and judged.verdict is Verdict.AVOIDED and not (dampened and treated):
        yield f"{judged.pitfall.value} avoided by whoever gave one of the two or none"
    missed = judged.verdict in (Verdict.NEAR_MISS, Verdict.FELL_IN)
    if judged.pitfall is Pitfall.OVER_DAMPENED and missed and not dampened:
        yield "over-dampening of a patient who was not dampened"
    for fact in judged.evidence:
        if not any(fact.tick == one.first and fact.text.endswith(one.knew or one.did) for one in blamed):
            yield f"evidence of no episode: '{fact.text}'"


def _tells(reason: str, one: Episode) -> bool:
    """Say whether a reason tells of an episode what was done, its price and why, and of the trend what it asked for."""
    cost = re.search(r"cost (\d+) point", reason)
    priced = (int(cost[1]) if cost else 0) == round(one.points)
    dampeners = {drug for _, drug in re.findall(rf"(Give|Begin|Repeat) {_DRUG}", one.better)}
    asked = one.better.startswith(("Look", "Have the neutrophils counted")) or any(
        FORMULARY[_LABELS[drug.lower()].id].family is Family.DAMPENING for drug in dampeners
    )
    unanswered = "What the trend asked for" not in reason or (one.cause is Cause.IGNORED_TREND and asked)
    return one.did in reason and reason.endswith(one.why) and priced and unanswered


def _wished(of: Played, order: Give | Stop, tick: Tick) -> bool:
    """Say whether the guideline asks for this on the chart of one of the two hours before, or now."""
    hour = tick // TICKS_PER_HOUR
    return any(order in Reference().orders(build_view(of.cases[at])) for at in range(max(0, hour - 2), hour + 1))


def _praise(of: Played, praise: Evidence, found: Analysis) -> Iterator[str]:
    """Check that praise names an order of the log that the guideline wanted, of hours that cost nothing."""
    if any(one.points >= 1.0 and one.first <= praise.tick <= one.last for one in found.episodes):
        yield f"'{praise.text}' in hours that cost points"
    begun = re.match(rf"{_DRUG} (begun|stopped) within two hours", praise.text)
    if begun:
        regimen = _LABELS[begun[1].lower()].id
        sort: tuple[type, ...] = (Give,) if begun[2] == "begun" else (Stop, Taper)
        mine = [entry for entry in of.carried_out if entry.tick == praise.tick and isinstance(entry.order, sort)]
        if not any(getattr(entry.order, "regimen", "") == regimen for entry in mine):
            yield f"'{praise.text}' is not in the log"
        order = Give(regimen=regimen) if begun[2] == "begun" else Stop(regimen=regimen)
        if not _wished(of, order, praise.tick):
            yield f"'{praise.text}', which the guideline did not want"
        look = re.search(rf"after the sample of {_CLOCK} was read: (.+)\.$", praise.text)
        if look:
            drawn = of.tick(look.groups()[:3])
            panel = next(kind for kind in Panel if within(PANELS[kind].label) == look[4])
            results = of.last.sheets.chart.of(PANELS[panel].channels[0])
            if drawn not in of.draws(frozenset({panel})) or not any(
                drawn <= reading.taken and reading.known <= praise.tick for reading in results
            ):
                yield f"'{praise.text}', which was not drawn or not read"
        return
    said = re.search(r"at NEWS2 (\d+)", praise.text)
    hour = of.cases[praise.tick // TICKS_PER_HOUR].sheets.hours[-1]
    if said is None or of.dosed(Family.DAMPENING) or int(said[1]) != hour.news2_total:
        yield f"'{praise.text}', but NEWS2 was {hour.news2_total}"


def _sums(found: Analysis) -> Iterator[str]:
    """Check that all losses together are the fall of the curve, all points what the score lacks."""
    fall = found.curve[0].in_view - found.curve[-1].in_view
    if abs(sum(one.loss for one in found.episodes) - fall) > 1e-6:
        yield "the losses are not the fall of the curve"
    charged = sum(one.points for one in found.episodes if one.charged)
    fever = sum(one.points for one in found.episodes if one.charged and one.cause is Cause.LATE_ANTIMICROBIAL)
    if charged - fever > PRICES_AT_MOST + 1e-9 or fever > FEVER_AT_MOST + 1e-9:
        yield f"prices of {charged:.1f} points"
    for earlier, later in pairwise(found.episodes):
        if earlier.first > later.first:
            yield "episodes out of order"
    score = found.score
    if score is None:
        return
    own = [one.points for one in found.episodes if not one.charged and one.cause is not Cause.CHANCE]
    lost, won = sum(max(0.0, one) for one in own), sum(max(0.0, -one) for one in own)
    total = 100.0 - lost + min(won, 10.0, lost) - charged
    if abs(min(100.0, max(0.0, total)) - score.total) > 0.501 and not (score.total == 84 and total > 84):
        yield f"a score of {score.total} from parts that come to {total:.1f}"
    parts = sum(one.lost for one in score.sums)
    if abs(parts - (lost - won + charged)) > 0.051 * max(1, len(score.sums)) + 1e-9:
        yield f"sums of {parts:.1f} from episodes of {lost - won + charged:.1f}"
    if abs(100.0 - parts - score.total) > 1.0 and not score.remarks:
        yield f"a score of {score.total} beside sums of {parts:.1f}, and no word why"
