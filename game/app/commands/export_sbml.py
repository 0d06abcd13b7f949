"""`export-sbml`: the model as SBML, so that anyone can run it in another engine."""

from __future__ import annotations

import argparse
from pathlib import Path

from game.app.exits import Exit, Fault
from game.files.output import write_bytes
from game.values.level import Phenotype

SUMMARY = "write the model as SBML or Antimony, for another engine to check"
EXAMPLES = """\
  cytokine-storm export-sbml covid.xml
  cytokine-storm export-sbml sepsis.ant --phenotype sepsis      Antimony, which needs no extra"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument("out", type=Path, metavar="OUT", help="file to write; .ant for Antimony, else SBML")
    parser.add_argument(
        "--phenotype", choices=[one.value for one in Phenotype], default=Phenotype.COVID.value, help="default: covid"
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
    print(f"Written: {given.out}")
    return Exit.GOOD
