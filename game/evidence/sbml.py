"""The model in other engines' language: Antimony text, and SBML by way of Antimony (extra `[sbml]`).

Nothing is written by hand: `equations.rate` is read as source and each of its lines becomes a rule, so the exported
model cannot drift from the one that is played. Doses and what the ward does are changes of values from outside.
"""

from __future__ import annotations

import ast
import inspect
import re
from collections import Counter
from fractions import Fraction
from importlib import import_module
from importlib.util import find_spec
from itertools import combinations
from typing import Final, NamedTuple, TypeAlias

from game.evidence.units import NO_UNIT, OF_INPUTS, OF_LINES, Unit, Units, definition, powered, product, symbol
from game.patient import compartments, constants, equations
from game.patient.body import AMBIENT, Inputs, draw_host, first_state
from game.patient.method import METHOD
from game.values.level import Patient, Phenotype

__all__ = ["MISSING", "SbmlMissingError", "antimony_text", "installed", "sbml_text"]

MISSING: Final = (
    "SBML needs Antimony: pip install 'cytokine-storm[sbml]'. Without it, export to a file that ends in .ant."
)
_OPERATORS: Final[dict[type[ast.operator], str]] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}
_COMPARISONS: Final[dict[type[ast.cmpop], str]] = {ast.Gt: ">", ast.Lt: "<", ast.GtE: ">=", ast.LtE: "<="}
_MEDIAN: Final = Patient(name="Median host", age_years=65, sex="female", weight_kg=75.0)
_ARGUMENTS: Final = (compartments.NAMES, constants.NAMES, Inputs._fields)
"""What the arguments of `rate` hold."""
_HOUR: Final = Units.read("h")
_OF_THE_MODEL: Final = {
    "time_unit": "3600 second",
    "substance": "1e-3 gram",
    "extent": "1e-3 gram",
    "volume": "1 litre",
    "area": "1 metre^2",
    "length": "1 metre",
}
"""Units that SBML wants named for a whole model. Time alone is used; there are no species and no volumes."""
_NOTES: Final = (
    "For education, never for care: a teaching model that was not validated on patients. Time is in hours. "
    "Temperature is in degrees Celsius, which SBML can only call kelvin."
)


class SbmlMissingError(RuntimeError):
    """The extra `[sbml]` is not installed."""


class UntranslatableError(ValueError):
    """The equations use something that this translation does not know."""


def installed() -> bool:
    """Say whether Antimony is there."""
    return find_spec("antimony") is not None


class _Term(NamedTuple):
    """A part of a formula. A number in it stands as a mark until its unit is known."""

    text: str
    unit: Unit


_Known: TypeAlias = dict[str, _Term | tuple[_Term, ...]]
_MARK: Final = re.compile("«([0-9]+)»")


class _Assignments:
    """The lines of the equations as assignment rules; a name that is assigned again gets a new symbol."""

    def __init__(self) -> None:
        self.units = Units()
        self._numbers: list[tuple[int, float, Unit]] = []
        """The statement of each, its value and its unit."""
        self._statement = 0
        self._lines: list[tuple[str, _Term]] = []
        self._taken = {"time", *compartments.NAMES, *constants.NAMES, *Inputs._fields}
        tree = ast.parse(inspect.getsource(equations))
        self._functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}

    def settle(self) -> None:
        """Choose where the equations let us: ones are pure numbers, and like numbers of a statement are alike."""
        for _, value, unit in self._numbers:
            if value == 1.0:
                self.units.prefer(unit, NO_UNIT)
        for (statement, value, unit), (another, same, other) in combinations(self._numbers, 2):
            if (statement, value) == (another, same):
                self.units.prefer(unit, other)

    def written(self, text: str, used: dict[str, Unit]) -> str:
        """Return a formula with the units of its numbers; they are put into `used` by their symbols."""

        def number(mark: re.Match[str]) -> str:
            _, value, unit = self._numbers[int(mark[1])]
            return f"{value!r} {_used(self.units.found(unit), used)}"

        return _MARK.sub(number, text)

    def lines(self, used: dict[str, Unit]) -> list[str]:
        """Return the rules found so far, each with its unit."""
        return [
            f"{name} := {self.written(term.text, used)}; {name} has {_used(self.units.found(term.unit), used)};"
            for name, term in self._lines
        ]

    def _symbol(self, name: str) -> str:
        symbol, number = name, 1
        while symbol in self._taken:
            number += 1
            symbol = f"{name}_{number}"
        self._taken.add(symbol)
        return symbol

    def call(self, function: str, arguments: list[_Term | tuple[_Term, ...]]) -> tuple[_Term, ...]:
        """Write out a function of the equations; return what it returns."""
        definition = self._functions[function]
        known: _Known = dict(zip([argument.arg for argument in definition.args.args], arguments, strict=True))
        for line in definition.body:
            self._statement += 1
            match line:
                case ast.Expr(value=ast.Constant()):
                    continue
                case ast.Assign(targets=[ast.Tuple(elts=names)], value=value):
                    values = self._several(value, known)
                    known.update(zip([ast.unparse(name) for name in names], values, strict=True))
                case ast.Assign(targets=[ast.Name(id=name)], value=value):
                    term = self._term(value, known)
                    if name in OF_LINES:
                        self.units.same(term.unit, Units.read(OF_LINES[name]), ast.unparse(line))
                    symbol = self._symbol(name)
                    known[name] = _Term(symbol, term.unit)
                    self._lines.append((symbol, term))
                case ast.Return(value=ast.Tuple(elts=values)):
                    return tuple([self._term(value, known) for value in values])
                case ast.Return(value=ast.expr() as value):
                    return (self._term(value, known),)
                case _:
                    raise UntranslatableError(f"{function}, line {line.lineno}: {ast.unparse(line)}")
        raise UntranslatableError(f"{function} returns nothing")

    def _several(self, value: ast.expr, known: _Known) -> tuple[_Term, ...]:
        if isinstance(value, ast.Name) and not isinstance(several := known[value.id], _Term):
            return several
        if isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id in self._functions:
            arguments = [known[one.id] if isinstance(one, ast.Name) else self._term(one, known) for one in value.args]
            return self.call(value.func.id, arguments)
        raise UntranslatableError(ast.unparse(value))

    def _term(self, value: ast.expr, known: _Known) -> _Term:
        match value:
            case ast.Constant(value=float() | int() as number):
                self._numbers.append((self._statement, float(number), self.units.new()))
                return _Term(f"«{len(self._numbers) - 1}»", self._numbers[-1][2])
            case ast.Name(id=name) if isinstance(term := known[name], _Term):
                return term
            case ast.Subscript(value=ast.Name(id=name), slice=ast.Constant(value=int() as place)):
                several = known[name]
                assert not isinstance(several, _Term)
                return several[place]
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                term = self._term(operand, known)
                return _Term(f"(-{term.text})", term.unit)
            case ast.BinOp(left=left, op=operator, right=right) if type(operator) in _OPERATORS:
                one, other = self._term(left, known), self._term(right, known)
                text = f"({one.text} {_OPERATORS[type(operator)]} {other.text})"
                if isinstance(operator, ast.Mult | ast.Div):
                    return _Term(text, product(one.unit, other.unit, 1 if isinstance(operator, ast.Mult) else -1))
                self.units.same(one.unit, other.unit, ast.unparse(value))
                return _Term(text, one.unit)
            case ast.Compare(left=left, ops=[comparison], comparators=[right]) if type(comparison) in _COMPARISONS:
                one, other = self._term(left, known), self._term(right, known)
                self.units.same(one.unit, other.unit, ast.unparse(value))
                sides = f"{one.text} {_COMPARISONS[type(comparison)]} {other.text}"
                return _Term(f"piecewise(1 dimensionless, {sides}, 0 dimensionless)", NO_UNIT)
            case ast.Call(func=ast.Name(id="abs"), args=[inner]):
                term = self._term(inner, known)
                return _Term(f"abs({term.text})", term.unit)
            case ast.Call(func=ast.Name(id="sqrt"), args=[inner]):
                term = self._term(inner, known)
                return _Term(f"sqrt({term.text})", powered(term.unit, Fraction(1, 2)))
            case ast.Call(func=ast.Name(id=function)) if function in self._functions:
                return self._several(value, known)[0]
        raise UntranslatableError(ast.unparse(value))


def _used(unit: Unit, used: dict[str, Unit]) -> str:
    """Return the symbol of a unit, which is put with those that the model must define."""
    name = symbol(unit)
    used[name] = unit
    return name


def _labels() -> dict[str, str]:
    """Return what programs show for each quantity; the name stands in front where several mean 'clearance'."""
    rows = [*[(row.name, row.unit, row.meaning) for row in constants.TABLE], *compartments.COMPARTMENTS]
    labels = {name: f"{meaning} ({unit or 'no unit'})" for name, unit, meaning in rows}
    times = Counter(labels.values())
    return {
        name: label if times[label] == 1 else f"{name.replace('_', ' ')}: {label}" for name, label in labels.items()
    }


def antimony_text(
    phenotype: Phenotype,
    parameters: tuple[float, ...] | None = None,
    state: tuple[float, ...] | None = None,
    inputs: Inputs = AMBIENT,
) -> str:
    """Return the model of one host as Antimony text; without parameters and state, the median host's at the start."""
    if parameters is None:
        parameters = draw_host(phenotype, _MEDIAN, {}, 0, spread=0.0)
    if state is None:
        state = first_state(phenotype, parameters)
    rules = _Assignments()
    units = {row.name: row.unit for row in constants.TABLE} | {
        name: unit for name, unit, _ in compartments.COMPARTMENTS
    }
    units |= OF_INPUTS
    arguments = [tuple([_Term(name, Units.read(units[name])) for name in names]) for names in _ARGUMENTS]
    changes = rules.call("rate", [*arguments])
    for name, change in zip(compartments.NAMES, changes, strict=True):
        rules.units.same(change.unit, product(Units.read(units[name]), _HOUR, -1), f"change of {name}")
    rules.settle()
    used: dict[str, Unit] = {}

    labels = _labels()

    def quantity(name: str, value: float) -> str:
        label = f' {name} is "{labels[name]}";' if name in labels else ""
        return f"{name} = {value!r}; {name} has {_used(Units.read(units[name]), used)};{label}"

    lines = [
        "// Constants of this host",
        *[quantity(name, value) for name, value in zip(constants.NAMES, parameters, strict=True)],
        "// What the ward does",
        *[quantity(name, value) for name, value in zip(Inputs._fields, inputs, strict=True)],
        "// Rules, line by line as in the source",
        *rules.lines(used),
        "// Compartments",
        *[
            f"{quantity(name, value)} {name}' = {rules.written(change.text, used)};"
            for name, value, change in zip(compartments.NAMES, state, changes, strict=True)
        ],
    ]
    del used["dimensionless"]
    notes = f"Cytokine Storm, {METHOD}, phenotype {phenotype.value}. {_NOTES}"
    return "\n".join(
        [
            f"// {notes}",
            f"model cytokine_storm_{phenotype.value}()",
            *[f"unit {kind} = {unit};" for kind, unit in _OF_THE_MODEL.items()],
            *[f"unit {name} = {definition(unit)};" for name, unit in sorted(used.items())],
            *lines,
            f"model notes ```<p>{notes}</p>```",
            "end",
            "",
        ]
    )


def sbml_text(phenotype: Phenotype, parameters: tuple[float, ...] | None = None) -> str:
    """Return the same as SBML. Raises SbmlMissingError without Antimony."""
    if not installed():
        raise SbmlMissingError(MISSING)
    antimony = import_module("antimony")
    antimony.clearPreviousLoads()
    if antimony.loadAntimonyString(antimony_text(phenotype, parameters)) < 0:
        raise UntranslatableError(antimony.getLastError())
    text = str(antimony.getSBMLString(f"cytokine_storm_{phenotype.value}"))
    # Antimony writes 3600 seconds as 3.6 kiloseconds; COPASI knows an hour only by the number 3600.
    return text.replace('scale="3" multiplier="3.6"', 'scale="0" multiplier="3600"')
