"""The model in other engines' language: Antimony text, and SBML by way of Antimony (extra `[sbml]`).

Nothing is written by hand: `equations.rate` is read as source and each of its lines becomes a rule, so the exported
model cannot drift from the one that is played. Doses and what the ward does are changes of values from outside.
"""

from __future__ import annotations

import ast
import inspect
from importlib import import_module
from importlib.util import find_spec
from typing import Final

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
_ARGUMENTS: Final = {"state": compartments.NAMES, "parameters": constants.NAMES, "inputs": Inputs._fields}
"""What the arguments of `rate` hold, by name."""


class SbmlMissingError(RuntimeError):
    """The extra `[sbml]` is not installed."""


class UntranslatableError(ValueError):
    """The equations use something that this translation does not know."""


def installed() -> bool:
    """Say whether Antimony is there."""
    return find_spec("antimony") is not None


class _Rules:
    """The lines of the equations as assignment rules; a name that is assigned again gets a new symbol."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._taken = {"time", *compartments.NAMES, *constants.NAMES, *Inputs._fields}
        tree = ast.parse(inspect.getsource(equations))
        self._functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}

    def _symbol(self, name: str) -> str:
        symbol, number = name, 1
        while symbol in self._taken:
            number += 1
            symbol = f"{name}_{number}"
        self._taken.add(symbol)
        return symbol

    def call(self, function: str, arguments: list[str | tuple[str, ...]]) -> tuple[str, ...]:
        """Write out a function of the equations; return the symbols of what it returns."""
        definition = self._functions[function]
        known: dict[str, str | tuple[str, ...]] = dict(
            zip([argument.arg for argument in definition.args.args], arguments, strict=True)
        )
        for line in definition.body:
            match line:
                case ast.Expr(value=ast.Constant()):
                    continue
                case ast.Assign(targets=[ast.Tuple(elts=names)], value=value):
                    values = self._several(value, known)
                    known.update(zip([ast.unparse(name) for name in names], values, strict=True))
                case ast.Assign(targets=[ast.Name(id=name)], value=value):
                    text = self._text(value, known)
                    known[name] = self._symbol(name)
                    self.lines.append(f"{known[name]} := {text};")
                case ast.Return(value=ast.Tuple(elts=values)):
                    return tuple([self._text(value, known) for value in values])
                case ast.Return(value=ast.expr() as value):
                    return (self._text(value, known),)
                case _:
                    raise UntranslatableError(f"{function}, line {line.lineno}: {ast.unparse(line)}")
        raise UntranslatableError(f"{function} returns nothing")

    def _several(self, value: ast.expr, known: dict[str, str | tuple[str, ...]]) -> tuple[str, ...]:
        if isinstance(value, ast.Name) and isinstance(known[value.id], tuple):
            return tuple(known[value.id])
        if isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id in self._functions:
            arguments = [known[one.id] if isinstance(one, ast.Name) else self._text(one, known) for one in value.args]
            return self.call(value.func.id, arguments)
        raise UntranslatableError(ast.unparse(value))

    def _text(self, value: ast.expr, known: dict[str, str | tuple[str, ...]]) -> str:
        match value:
            case ast.Constant(value=float() | int() as number):
                return repr(float(number))
            case ast.Name(id=name) if isinstance(known[name], str):
                return str(known[name])
            case ast.Subscript(value=ast.Name(id=name), slice=ast.Constant(value=int() as place)):
                return known[name][place]
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return f"(-{self._text(operand, known)})"
            case ast.BinOp(left=left, op=operator, right=right) if type(operator) in _OPERATORS:
                return f"({self._text(left, known)} {_OPERATORS[type(operator)]} {self._text(right, known)})"
            case ast.Compare(left=left, ops=[comparison], comparators=[right]) if type(comparison) in _COMPARISONS:
                sides = f"{self._text(left, known)} {_COMPARISONS[type(comparison)]} {self._text(right, known)}"
                return f"piecewise(1, {sides}, 0)"
            case ast.Call(func=ast.Name(id="abs" | "sqrt" as function), args=[one]):
                return f"{function}({self._text(one, known)})"
            case ast.Call(func=ast.Name(id=function)) if function in self._functions:
                return self._several(value, known)[0]
        raise UntranslatableError(ast.unparse(value))


def _label(name: str, meaning: str, unit: str) -> str:
    return f'{name} is "{meaning} ({unit or "no unit"})";'


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
    rules = _Rules()
    changes = rules.call("rate", [*_ARGUMENTS.values()])
    lines = [
        f"// Cytokine Storm, {METHOD}, phenotype {phenotype.value}. For education, never for care. Time in hours.",
        f"model cytokine_storm_{phenotype.value}()",
        "// Constants of this host",
        *[
            f"{row.name} = {value!r}; {_label(row.name, row.meaning, row.unit)}"
            for row, value in zip(constants.TABLE, parameters, strict=True)
        ],
        "// What the ward does",
        *[f"{name} = {value!r};" for name, value in zip(Inputs._fields, inputs, strict=True)],
        "// Rules, line by line as in the source",
        *rules.lines,
        "// Compartments",
        *[
            f"{name} = {value!r}; {name}' = {change}; {_label(name, meaning, unit)}"
            for (name, unit, meaning), value, change in zip(compartments.COMPARTMENTS, state, changes, strict=True)
        ],
        "end",
    ]
    return "\n".join(lines) + "\n"


def sbml_text(phenotype: Phenotype, parameters: tuple[float, ...] | None = None) -> str:
    """Return the same as SBML. Raises SbmlMissingError without Antimony."""
    if not installed():
        raise SbmlMissingError(MISSING)
    antimony = import_module("antimony")
    antimony.clearPreviousLoads()
    if antimony.loadAntimonyString(antimony_text(phenotype, parameters)) < 0:
        raise UntranslatableError(antimony.getLastError())
    return str(antimony.getSBMLString(f"cytokine_storm_{phenotype.value}"))
