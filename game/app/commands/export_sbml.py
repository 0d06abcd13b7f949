"""`export-sbml`: the model as SBML, so that anyone can run it in another engine."""

from __future__ import annotations

import argparse
from pathlib import Path

from game.app.exits import Exit, Fault
from game.files.output import write_bytes
from game.values.level import Phenotype
from game.values.words import say

SUMMARY = "commands.export_sbml.summary"
EXAMPLES = "commands.export_sbml.examples"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument("out", type=Path, metavar="OUT", help=say("commands.export_sbml.file_to_write_ant_for"))
    parser.add_argument(
        "--phenotype",
        choices=[one.value for one in Phenotype],
        default=Phenotype.COVID.value,
        help=say("commands.export_sbml.default_covid"),
    )


def run(given: argparse.Namespace) -> int:
    """Write the median host of the phenotype."""
    from game.evidence.sbml import SbmlMissingError, antimony_text, sbml_text

    phenotype = Phenotype(given.phenotype)
    try:
        text = antimony_text(phenotype) if given.out.suffix == ".ant" else sbml_text(phenotype)
    except SbmlMissingError as error:
        raise Fault(Exit.ENVIRONMENT, str(error)) from error
    write_bytes(given.out, text.encode("utf-8"))
    print(say("commands.export_sbml.written", out=given.out))
    return Exit.GOOD
