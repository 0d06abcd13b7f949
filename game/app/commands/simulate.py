"""`simulate`: a case without a window."""

from __future__ import annotations

import argparse
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import structs

from game.app.exits import Exit, Fault
from game.app.levels import find_level
from game.app.numbers import seed
from game.files.case_file import case_bytes
from game.files.orders_file import read_orders
from game.files.output import write_bytes, write_csv
from game.files.problem import nearest
from game.values.channel import PANELS
from game.values.drug import FORMULARY
from game.values.fact import DoseGiven, Fact, OrderRefused, SampleTaken, SupportChanged
from game.values.level import Level
from game.values.order import Entry
from game.values.ticks import clock_text, hours

if TYPE_CHECKING:
    from game.review.verdict import Score

SUMMARY = "run a case without a window, and print what happened and its score"
EXAMPLES = """\
  cytokine-storm simulate covid_storm                         nobody does anything
  cytokine-storm simulate covid_storm --policy reference      the reference policy plays
  cytokine-storm simulate covid_storm --orders my-orders.toml --csv hours.csv
  cytokine-storm simulate covid_storm --orders my-case.jsonl --save again.jsonl

orders as TOML:  [[orders]]                 or as CSV:  hour,order,what
                 hour = 26                              26,give,tocilizumab
                 order = "give"                         27.5,draw,il6
                 what = "tocilizumab"
order is give, stop, draw, device, prone, pressor or fluid. A case file, or its order lines alone, will do too."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument("level", metavar="LEVEL", help="id of a shipped level, or path of a level file")
    who = parser.add_mutually_exclusive_group()
    who.add_argument("--orders", type=Path, metavar="FILE", help="orders to carry out")
    who.add_argument("--policy", metavar="NAME", help="a player made of code: idle, reference or one of the traps")
    parser.add_argument("--csv", type=Path, metavar="OUT", help="write a table with a row for every hour")
    parser.add_argument("--save", type=Path, metavar="OUT", help="write a case file; one that is there is kept")
    parser.add_argument(
        "--seed", type=seed, metavar="N", help="the patient of this number, and its luck, not the level's own"
    )


def run(given: argparse.Namespace) -> int:
    """Play the case and print it."""
    level = find_level(given.level)
    chance = level.seed if given.seed is None else given.seed
    entries = read_orders(given.orders) if given.orders else ()
    if given.policy:
        entries = _of_policy(level, chance, given.policy)
    from game.app.confirming import confirmed
    from game.app.run import HEAD, run_case
    from game.futures.sweep import ColumnFutures
    from game.review.scoring.score import score

    ran = run_case(level, chance, entries, with_rows=given.csv is not None)
    assert ran.log.end is not None
    if given.csv is not None:
        write_csv(given.csv, HEAD, ran.rows)
    result = score(level, ran.log, ColumnFutures())
    if given.save is not None:
        end = structs.replace(ran.log.end, score=result.total, score_version=result.version)
        log = replace(ran.log, end=end)
        whole = case_bytes(log)
        faults = confirmed(level, log, whole, worth=lambda: result.total).faults
        if faults:
            raise Fault(Exit.FINDINGS, f"{given.save} is not written, since it would not be confirmed: {faults[0]}")
        write_bytes(given.save, whole, fresh=True)
    print(f"{level.title} ({level.id}), seed {chance}")
    for fact in ran.facts:
        told = _told(fact)
        if told:
            print(f"  {clock_text(fact.tick, level.start.clock_minute):<14} {told}")
    drawn = Counter(PANELS[fact.panel].label for fact in ran.facts if isinstance(fact, SampleTaken))
    print(f"  samples: {', '.join(f'{label} {count}' for label, count in drawn.items()) or 'none'}")
    late = f", {ran.unused} after the end and not carried out" if ran.unused else ""
    print(f"  orders: {len(ran.log.entries) - ran.refused} carried out, {ran.refused} refused{late}")
    print(f"\nHour {hours(ran.log.end.tick):g}: {result.ending_sentence}")
    _print_score(result)
    return Exit.GOOD


def _of_policy(level: Level, chance: int, name: str) -> tuple[Entry, ...]:
    from game.case.case import admit_case
    from game.policy.policy import play_out
    from game.policy.registry import POLICIES

    if name not in POLICIES:
        guess = nearest(name, POLICIES)
        hint = f" Did you mean '{guess}'?" if guess else ""
        raise Fault(Exit.USAGE, f"There is no policy '{name}'. There are: {', '.join(POLICIES)}.{hint}")
    return play_out(admit_case(level, chance), POLICIES[name])[1]


def _told(fact: Fact) -> str:
    """Return what happened, if it is worth a line."""
    match fact:
        case DoseGiven(regimen=regimen, amount=amount):
            return f"{FORMULARY[regimen].label}, {amount:,.0f} mg given"
        case OrderRefused(entry=entry, reason=reason):
            return f"refused: {getattr(entry.order, 'regimen', type(entry.order).__name__)}. {reason}"
        case SupportChanged(text=text):
            return f"support: {text}"
        case _:
            return ""


def _print_score(result: Score) -> None:
    from game.review.wording import CAUSE_WORDS, PITFALL_LABELS, VERDICT_WORDS, points_number

    print(f"Score {result.total} of 100, {result.stars} of 3 stars; with hindsight {result.hindsight_total}")
    print(f"  {result.outcome.reason}")
    for summed in result.sums:
        print(f"  {CAUSE_WORDS[summed.cause]:<28}{points_number(summed.lost):>5}")
    for one in result.pitfalls:
        print(f"  {PITFALL_LABELS[one.pitfall]:<28}{VERDICT_WORDS[one.verdict]}: {one.reason}")
    for remark in result.remarks:
        print(f"  {remark}")
