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
from game.values.order_words import order_words
from game.values.ticks import clock_text, hour_text
from game.values.words import say, within

if TYPE_CHECKING:
    from game.policy.policy import Policy
    from game.review.verdict import Score

SUMMARY = "commands.simulate.summary"
EXAMPLES = "commands.simulate.examples"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument("level", metavar="LEVEL", help=say("commands.simulate.id_of_a_shipped_level"))
    who = parser.add_mutually_exclusive_group()
    who.add_argument("--orders", type=Path, metavar="FILE", help=say("commands.simulate.orders_to_carry_out"))
    who.add_argument("--policy", metavar="NAME", help=say("commands.simulate.a_player_made_of_code"))
    parser.add_argument("--csv", type=Path, metavar="OUT", help=say("commands.simulate.write_a_table_with_a"))
    parser.add_argument("--save", type=Path, metavar="OUT", help=say("commands.simulate.write_a_case_file_one"))
    parser.add_argument("--seed", type=seed, metavar="N", help=say("commands.simulate.the_patient_of_this_number"))


def run(given: argparse.Namespace) -> int:
    """Play the case and print it."""
    level = find_level(given.level)
    chance = level.seed if given.seed is None else given.seed
    orders = _of_policy(given.policy) if given.policy else read_orders(given.orders) if given.orders else ()
    from game.app.confirming import confirmed
    from game.app.run import HEAD, run_case
    from game.futures.sweep import ColumnFutures
    from game.review.scoring.score import score
    from game.review.valuation.tracks import CaseTracks

    ran = run_case(level, chance, orders, with_rows=given.csv is not None)
    assert ran.log.end is not None
    if given.csv is not None:
        write_csv(given.csv, HEAD, ran.rows)
    futures = ColumnFutures()
    tracks = CaseTracks(level, ran.log, begun=ran.begun, move=futures.move)
    result = score(level, ran.log, futures, tracks=tracks)
    if given.save is not None:
        end = structs.replace(ran.log.end, score=result.total, score_version=result.version)
        log = replace(ran.log, end=end)
        whole = case_bytes(log)
        faults = confirmed(level, log, whole, worth=lambda: result.total).faults
        if faults:
            raise Fault(
                Exit.FINDINGS, say("commands.simulate.is_not_written_since_it", save=given.save, faults=faults[0])
            )
        write_bytes(given.save, whole, fresh=True)
    print(say("commands.simulate.seed", title=level.title, level=level.id, chance=chance))
    for fact in ran.facts:
        told = _told(fact)
        if told:
            print(f"  {clock_text(fact.tick, level.start.clock_minute):<14} {told}")
    drawn = Counter(PANELS[fact.panel].label for fact in ran.facts if isinstance(fact, SampleTaken))
    print(
        say(
            "commands.simulate.samples",
            value=", ".join((f"{label} {count}" for label, count in drawn.items())) or "none",
        )
    )
    late = say("commands.simulate.after_the_end_and_not", unused=ran.unused) if ran.unused else ""
    print(
        say(
            "commands.simulate.orders_carried_out_refused",
            entries=len(ran.log.entries) - ran.refused,
            refused=ran.refused,
            late=late,
        )
    )
    print(say("commands.simulate.hour", hour=hour_text(ran.log.end.tick), ending_sentence=result.ending_sentence))
    _print_score(result)
    return Exit.GOOD


def _of_policy(name: str) -> Policy:
    from game.policy.registry import POLICIES

    if name not in POLICIES:
        guess = nearest(name, POLICIES)
        hint = say("commands.simulate.did_you_mean", guess=guess) if guess else ""
        raise Fault(
            Exit.USAGE,
            say("commands.simulate.there_is_no_policy_there", name=name, policies=", ".join(POLICIES), hint=hint),
        )
    return POLICIES[name]


def _told(fact: Fact) -> str:
    """Return what happened, if it is worth a line."""
    match fact:
        case DoseGiven(regimen=regimen, amount=amount):
            return say("commands.simulate.mg_given", drug=FORMULARY[regimen].label, amount=f"{amount:,.0f}")
        case OrderRefused(entry=entry, reason=reason):
            return say("commands.simulate.refused", order=within(order_words(entry.order)), reason=reason)
        case SupportChanged(text=text):
            return say("commands.simulate.support", text=text)
        case _:
            return ""


def _print_score(result: Score) -> None:
    from game.review.wording import CAUSE_WORDS, PITFALL_LABELS, VERDICT_WORDS, points_number, whole_points

    print(
        say(
            "commands.simulate.score_of_100_of_3",
            total=result.total,
            stars=result.stars,
            hindsight_total=result.hindsight_total,
        )
    )
    print(f"  {result.outcome.reason}")
    for cause, points in whole_points(result):
        print(f"  {CAUSE_WORDS[cause]:<28}{points_number(points):>5}")
    for one in result.pitfalls:
        print(f"  {PITFALL_LABELS[one.pitfall]:<28}{VERDICT_WORDS[one.verdict]}: {one.reason}")
    for remark in result.remarks:
        print(f"  {remark}")
