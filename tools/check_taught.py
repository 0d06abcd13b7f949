"""Check that whatever the game teaches is held by something: a row of the validation, a test, a study.

    python tools/check_taught.py         name every sentence that is not held, and every proof that does not hold
    python tools/check_taught.py --list  print what teaches, with what it says

`docs/taught.toml` names the proof of every claim, in the words in which it is made:

    ["glossary.crp.words"]
    "it rises within 6 to 12 hours" = "row kinetics-crp-onset"

or lists the sentence under `nothing`, since it claims nothing. Whether a sentence is taught stands in its id in the
catalogue, or in its place in a level. Every number and every word of direction in it has to stand in words that have
their proof:

    row ID          that row of docs/validation.csv is good, and the numbers agree with it
    test PATH::NAME that test exists, and the numbers stand in it
    study KEY       that study is on the list of `docs/taught.toml`, and the numbers are among its figures
    sum A = B       the sum is right
    against PROOF   somebody in the game says it, it is not so, and this row, test or study shows it
    means           it says what a word of the glossary is, and no more
    tells           somebody of a level tells of themselves, or it is asked of the class

Any other sentence that holds a number or a word of direction is listed under `elsewhere`: it tells this case, a rule of
the screens or how they are used. So a sentence that teaches in a place that nobody thought of is found too.
"""

from __future__ import annotations

import argparse
import ast
import csv
import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).parents[1]
if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))

from game.values.english import FORMS, SENTENCES

TAUGHT: Final = re.compile(
    r"glossary\..+\.(words|normal)|abbreviation\..+\.words|inside\.(now|change|line)\..+|(explainer|coach|guided)\..+|"
    r"bedside\.hint\..+|bedside\.prescribing\.what_a_taper_is|bedside\.support\.(the_ward_runs|you_choose).+|"
    r"regimen\..+\.(lasts|check_first|to_know)|scoring\.(episodes\.why|charges|judgement|costless)\..+|toolkit\.help\..+_(\d+|cost).*|"
    r"review\.praise\..+|menus\.storm_art\..+|bedside\.ended\.acts_on\.hidden|"
    r"debrief\.(next_time|verdicts\.what_it_is|decision\.luck|truth_chart\.head\w*)\..+|news2\.response\..+|bedside\.news2\.of_wards|"
    r"training\.guide\.(ask|do|safe)\..+|menus\.patient_card\.all_come.+|"
    r"(charts\.plot|debrief\.truth_chart)\.no_measure"
)
"""Ids of the catalogue whose sentences teach."""
OPERATES: Final = re.compile(
    r"(app|files|commands|classroom|web|keys|replay|toolkit\.keys|training\.(board|sent)|"
    r"menus\.(finished|interrupted|join|opening|session|settings))\..+"
)
"""Ids of sentences about files, commands, keys and classes: no patient stands in them."""
FEWEST: Final = 4
"""Words of a sentence; less is a label."""
WORDS: Final = (
    r"ris(?:e|es|ing)|rais(?:e|es|ed)|falls?|falling|fell|lower(?:s|ed)?|high(?:er|est)|more|most|less|least|fewer|fast|"
    r"faster|slow(?:s|er|ly)?|sooner|earlier|later|longer|shorter|better|best|worse|worst|(?:in|de)creases?|doubles?|half|"
    r"halves|twice|times|spares?|saved?|saves|helps?|harm(?:s|ful)?|costs?|kills?|brings?|masks?|hides?|cannot|never|"
    r"always|nothing|hardly|reduce[sd]?|improve[sd]?|prevents?|climbs?|drops?|dropped|grows?|multipl(?:y|ies)|worsens?|"
    r"causes?|cures?|protects?|weakens?|strengthens?|triggers?|stops|survives?|dies|spreads?"
)
"""Words that say which way something goes, how far, or that it never does."""
SMALL: Final = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
NUMBERS: Final = {word: number for number, word in enumerate(SMALL, 2)}
_CLAIM: Final = re.compile(
    rf"(?<![\w.,/-])(?:[<>≥≤−-]?\d[\d,]*(?:\.\d+)?)|\b(?:{WORDS}|{'|'.join(NUMBERS)})\b", re.IGNORECASE
)
_NAMES: Final = re.compile(
    r"IL-6|COVID-19|NEWS2|TNF-α|10\{exponent\}|\{\w+\}|Space|T cells|FiO₂|SpO₂|CO₂|Stage 1|grades? [1-4]\b|day \{day\}"
)
"""Names that hold a figure, and places where the game puts one in."""
HOURS: Final = {"min": 1 / 60, "minute": 1 / 60, "h": 1.0, "hour": 1.0, "d": 24.0, "day": 24.0, "week": 168.0}
ROUNDED: Final = 0.1
"""A sentence may round: a tenth off the range that is right, or off what the model gives, is the same number."""


@dataclass(frozen=True)
class Told:
    """A number of a sentence."""

    number: float
    unit: str
    """Of time, without its plural; empty for any other."""
    bound: str
    """'under' or 'over', where the sentence says so."""


@dataclass(frozen=True)
class Row:
    """A row of the validation, as far as a sentence is held by it."""

    letter: str
    unit: str
    low: float
    high: float
    model: float
    words: str

    def agrees(self, told: Told) -> bool:
        """Say whether a number of a sentence is one of this row: the expected, the model's, or one of its words."""
        number = told.number
        if number in numbers(self.words):
            return True
        if told.unit in HOURS and self.unit in HOURS:
            number = number * HOURS[told.unit] / HOURS[self.unit]
        low, high = sorted((abs(self.low), abs(self.high)))
        if told.bound:
            return max(high, self.model) <= number if told.bound == "under" else min(low, self.model) >= number
        near = abs(number - abs(self.model)) <= ROUNDED * abs(self.model)
        return near or low * (1 - ROUNDED) <= number <= high * (1 + ROUNDED)


@dataclass
class Table:
    """What `docs/taught.toml` holds."""

    nothing: set[str]
    studies: Mapping[str, Mapping[str, Any]]
    claims: Mapping[str, Mapping[str, str | list[str]]]
    rows: Mapping[str, Row] = field(default_factory=dict)
    elsewhere: frozenset[str] = frozenset()


def numbers(words: str) -> list[float]:
    """Return the numbers of a text."""
    return [float(one.replace(",", "")) for one in re.findall(r"\d[\d,]*(?:\.\d+)?", words)]


def table(path: Path = ROOT / "docs" / "taught.toml") -> Table:
    """Read the table, and the rows of the validation."""
    read = tomllib.loads(path.read_text("utf-8"))
    with (ROOT / "docs" / "validation.csv").open(encoding="utf-8", newline="") as opened:
        rows = {
            one["id"]: Row(
                one["letter"],
                one["unit"],
                float(one["expected_low"]),
                float(one["expected_high"]),
                float(one["model"]),
                " ".join((one["what"], one["how"], one["study"])),
            )
            for one in csv.DictReader(opened)
        }
    claims = {id_: one for id_, one in read.items() if id_ not in {"nothing", "studies", "elsewhere"}}
    return Table(set(read["nothing"]["ids"]), read["studies"], claims, rows, frozenset(read["elsewhere"]["ids"]))


def taught() -> dict[str, str]:
    """Return every sentence that teaches, by its id."""
    found = {id_: words for id_, words in SENTENCES.items() if TAUGHT.fullmatch(id_)}
    found |= {id_: forms[1] for id_, forms in FORMS.items() if TAUGHT.fullmatch(id_)}
    for path in sorted((ROOT / "levels").rglob("*.toml")):
        found |= dict(_of_level(path))
    return found


def others() -> dict[str, str]:
    """Return every other sentence with a number or a word of direction, by its id."""
    every = SENTENCES | {id_: forms[1] for id_, forms in FORMS.items()}
    found = {id_: words for id_, words in every.items() if not TAUGHT.fullmatch(id_) and not OPERATES.fullmatch(id_)}
    for path in sorted((ROOT / "levels").rglob("*.toml")):
        found |= dict(_told_by_level(path))
    return {id_: words for id_, words in found.items() if len(words.split()) >= FEWEST and claims_of(words)}


def _told_by_level(path: Path) -> Iterator[tuple[str, str]]:
    """Yield what a level tells of its patient: who it is, what it was, and what the nurse writes."""
    level = tomllib.loads(path.read_text("utf-8"))
    yield f"{path.stem}.summary", level["summary"]
    yield f"{path.stem}.story", level["patient"]["story"]
    for kind, key in (("courses", "was"), ("notes", "text")):
        for index, one in enumerate(level.get(kind, ()), 1):
            yield f"{path.stem}.{kind}.{index}", one[key]


def _of_level(path: Path) -> Iterator[tuple[str, str]]:
    level = tomllib.loads(path.read_text("utf-8"))
    for kind in ("objectives", "teaching_points", "voices"):
        for index, one in enumerate(level.get(kind, ()), 1):
            yield f"{path.stem}.{kind}.{index}", one["text"]
    for kind in ("practises", "questions"):
        for index, line in enumerate(level.get(kind, ()), 1):
            yield f"{path.stem}.{kind}.{index}", line
    for key, words in level.get("guide", {}).items():
        for index, line in enumerate([words] if isinstance(words, str) else words, 1):
            yield f"{path.stem}.guide.{key}" + (f".{index}" if isinstance(words, list) else ""), line


def faults_elsewhere(of: Table, sentences: Mapping[str, str]) -> list[str]:
    """Return which other sentences claim something and are not known to teach nothing, and which are no more."""
    new = [f"{id_}: it teaches, so let TAUGHT know it; or name it under elsewhere: {words}"
           for id_, words in sentences.items() if id_ not in of.elsewhere]  # fmt: skip
    return new + [f"{id_}: stands under elsewhere, and claims nothing" for id_ in of.elsewhere if id_ not in sentences]


def faults(of: Table, sentences: Mapping[str, str]) -> list[str]:
    """Return what is wrong, a line each."""
    found = [f"{id_}: stands in taught.toml, and nothing teaches it" for id_ in (*of.nothing, *of.claims)
             if id_ not in sentences]  # fmt: skip
    found += [f"study {key}: says nowhere what it found" for key, one in of.studies.items()
              if not {"citation", "found", "read"} <= one.keys()]  # fmt: skip
    used = {by.partition(" ")[2] for claims in of.claims.values() for one in claims.values() for by in _proofs(one)}
    found += [f"study {key}: no sentence rests on it" for key in of.studies if key not in used]
    for id_, sentence in sentences.items():
        claims = of.claims.get(id_, {})
        if bool(claims) == (id_ in of.nothing):
            found.append(f"{id_}: name its proof in taught.toml, or that it claims nothing (not both): {sentence}")
            continue
        found += _unheld(id_, sentence, list(claims))
        for words, proofs in claims.items():
            found += [f"{id_}: '{words}': {fault}" for fault in _faults_of_claim(of, id_, words, _proofs(proofs))]
    return found


def _faults_of_claim(of: Table, id_: str, words: str, proofs: list[str]) -> Iterator[str]:
    """Yield which proofs do not hold, and which numbers none of them knows."""
    for proof in proofs:
        fault = fault_of(of, id_, proof)
        if fault:
            yield fault
    if any(proof.startswith(("against", "means", "tells")) for proof in proofs):
        return
    for told in _told(words):
        if not any(_knows(of, proof, told) for proof in proofs):
            yield f"{told.number:g} is not what {' or '.join(proofs)} says"


def _proofs(proofs: str | list[str]) -> list[str]:
    return [proofs] if isinstance(proofs, str) else proofs


def _unheld(id_: str, sentence: str, held: list[str]) -> list[str]:
    """Return the numbers and words of direction of a sentence that stand in no words with a proof."""
    missing = [f"{id_}: it no longer says '{words}'" for words in held if words not in sentence]
    spans = [(at.start(), at.end()) for words in held for at in re.finditer(re.escape(words), sentence)]
    open_ = [
        found.group()
        for found in claims_of(sentence)
        if not any(start <= found.start() and found.end() <= end for start, end in spans)
    ]
    return missing + ([f"{id_}: no proof for {', '.join(open_)} in: {sentence}"] if open_ else [])


def claims_of(sentence: str) -> list[re.Match[str]]:
    """Return where a sentence holds a number or a word of direction."""
    return list(_CLAIM.finditer(_NAMES.sub(lambda found: "_" * len(found.group()), sentence)))


def fault_of(of: Table, id_: str, proof: str) -> str:
    """Return why a proof does not hold; nothing where it does."""
    kind, _, name = proof.partition(" ")
    match kind:
        case "against":
            return fault_of(of, id_, name)
        case "row":
            row = of.rows.get(name)
            return "" if row is not None and row.letter == "G" else f"the validation has no good row {name}"
        case "test":
            return f"there is no test {name}" if _source_of(name) is None else ""
        case "study":
            return "" if name in of.studies else f"there is no study {name} on the list"
        case "sum":
            left, _, right = name.partition("=")
            return "" if _worth(left) == _worth(right) else f"{name} is not so"
        case "means":
            return "" if id_.startswith(("glossary.", "abbreviation.")) else "only a glossary says what a word means"
        case "tells":
            return "" if ".guide." in id_ or ".voices." in id_ or ".questions." in id_ else "nobody tells this"
        case _:
            return f"'{kind}' is no kind of proof"


def _knows(of: Table, proof: str, told: Told) -> bool:
    """Say whether a number stands in a proof."""
    kind, _, name = proof.partition(" ")
    match kind:
        case "row":
            return name in of.rows and of.rows[name].agrees(told)
        case "test":
            source = _source_of(name) or ""
            return told.number in {*numbers(source), *(NUMBERS.get(one, -1) for one in re.findall(r"[a-z]+", source))}
        case "study":
            return told.number in numbers(of.studies.get(name, {}).get("found", ""))
        case _:
            return told.number in numbers(name)


def _told(words: str) -> Iterator[Told]:
    """Yield the numbers that words claim."""
    words = re.sub(r"\ba (day|week) or two\b", r"1 to 2 \1", words)
    bare = _NAMES.sub(" ", words)
    number = rf"\d[\d,]*(?:\.\d+)?|\b(?:{'|'.join(NUMBERS)})\b"
    for found in re.finditer(rf"(under |below |over |above )?({number})(?: (?:to|or) ({number}))? ?([a-z]*)", bare):
        bound = {"under ": "under", "below ": "under", "over ": "over", "above ": "over"}.get(found[1] or "", "")
        for digits in filter(None, (found[2], found[3])):
            value = NUMBERS.get(digits) or float(digits.rstrip(",").replace(",", ""))
            yield Told(float(value), found[4].removesuffix("s") if found[4] != "s" else "", bound)


@cache
def _source_of(name: str) -> str | None:
    """Return the text of a test, its decorators included."""
    path, _, test = name.partition("::")
    file = ROOT / path
    if not file.is_file() or not file.name.startswith("test_"):
        return None
    text = file.read_text("utf-8")
    for node in ast.parse(text).body:
        if isinstance(node, ast.FunctionDef) and node.name == test and test.startswith("test_"):
            first = min([node.lineno, *(one.lineno for one in node.decorator_list)])
            own = "\n".join(text.splitlines()[first - 1 : node.end_lineno])
            return "\n".join((test.replace("_", " "), own, *_constants(ast.parse(text), own)))
    return None


def _constants(tree: ast.Module, source: str) -> Iterator[str]:
    """Yield the lines of a test file that name what a test speaks of."""
    for node in tree.body:
        if isinstance(node, ast.Assign) and any(
            isinstance(name, ast.Name) and re.search(rf"\b{name.id}\b", source)
            for target in node.targets
            for name in ast.walk(target)
        ):
            yield ast.unparse(node)


def _worth(sum_: str) -> float:
    """Return what a sum of numbers comes to."""

    def of(node: ast.expr) -> float:
        match node:
            case ast.Constant(value=int() | float() as number):
                return float(number)
            case ast.BinOp(left=left, op=op, right=right):
                a, b = of(left), of(right)
                match op:
                    case ast.Mult():
                        return a * b
                    case ast.Div():
                        return a / b
                    case ast.Add():
                        return a + b
                    case ast.Pow():
                        return float(a**b)
        raise ValueError(f"'{sum_}' is no sum of numbers")

    return of(ast.parse(sum_.strip(), mode="eval").body)


def main() -> int:
    """Check, or list; the exit code is one where something is not held."""
    asked = argparse.ArgumentParser(description="Check that what is taught is held by something.")
    asked.add_argument("--list", action="store_true", help="print what teaches")
    sentences = taught()
    if asked.parse_args().list:
        for id_, sentence in sentences.items():
            print(f"{id_}\t{sentence}")
        return 0
    found = faults(table(), sentences) + faults_elsewhere(table(), others())
    for line in found:
        print(line, file=sys.stderr)
    return int(bool(found))


if __name__ == "__main__":
    raise SystemExit(main())
