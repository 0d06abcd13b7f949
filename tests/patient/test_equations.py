"""The equations as source: only arithmetic that rounds alike everywhere, unpacked in the order of the tables."""

from __future__ import annotations

import ast
import inspect

import pytest

from game.patient import compartments, constants, equations, method
from game.patient.body import AMBIENT, Inputs
from game.patient.equations import rate
from game.patient.signs import oxygen_pressure_mmhg
from game.values.level import Phenotype
from tests.patient.hosts import drawn

ARITHMETIC = (ast.Add, ast.Sub, ast.Mult, ast.Div)
UNITS = ("_mg_per_l", "_ug_per_l", "_mmol_per_l", "_umol_per_l", "_per_h", "_mmhg", "_mg", "_l", "_c", "_h")


def _function(name: str) -> ast.FunctionDef:
    tree = ast.parse(inspect.getsource(equations))
    return next(node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == name)


def _bare(name: str) -> str:
    name = name.removeprefix("_")
    for unit in UNITS:
        if name.endswith(unit):
            return name.removesuffix(unit)
    return name


def _unpacked(argument: str, function: str = "rate") -> list[str]:
    """Return the names into which `function` unpacks one of its arguments."""
    for node in _function(function).body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Name) and node.value.id == argument:
            target = node.targets[0]
            assert isinstance(target, ast.Tuple)
            return [name.id for name in target.elts if isinstance(name, ast.Name)]
    raise AssertionError(f"{function} does not unpack {argument}")


@pytest.mark.parametrize("module", [equations, method], ids=lambda module: module.__name__)
def test_only_arithmetic_that_every_machine_rounds_alike(module: object) -> None:
    """`+ - * /`, `sqrt`, `abs`: no power, exp, log, sum, which differ in the last bit between machines and versions."""
    tree = ast.parse(inspect.getsource(module))  # type: ignore[arg-type]
    own = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    allowed = own | {"sqrt", "abs"} | ({"rate", "zip", "tuple", "range"} if module is method else set())
    # Ticks are counted in whole numbers, which have no last bit to differ in.
    operators = (*ARITHMETIC, ast.FloorDiv) if module is method else ARITHMETIC
    for node in ast.walk(tree):
        place = f"{module.__name__}:{getattr(node, 'lineno', 0)}"  # type: ignore[attr-defined]
        if isinstance(node, ast.BinOp):
            assert isinstance(node.op, operators), f"{place}: {type(node.op).__name__}"
        if isinstance(node, ast.AugAssign):
            assert isinstance(node.op, operators), f"{place}: {type(node.op).__name__}"
        if isinstance(node, ast.Call):
            assert isinstance(node.func, ast.Name), f"{place}: a method is called"
            assert node.func.id in allowed, f"{place}: {node.func.id}"
        if isinstance(node, ast.ImportFrom) and node.module in {"math", "cmath", "numpy"}:
            assert {alias.name for alias in node.names} <= {"sqrt"}, place
        if isinstance(node, ast.Import):
            assert not {alias.name for alias in node.names} & {"math", "cmath", "numpy"}, place


def test_the_equations_never_branch() -> None:
    """A branch would need one patient at a time; the same line must serve a column."""
    for name in ("rate", "pressure_and_gas"):
        for node in ast.walk(_function(name)):
            assert not isinstance(node, (ast.If, ast.IfExp, ast.BoolOp, ast.For, ast.While, ast.Match, ast.Try)), (
                f"{name}:{node.lineno}"  # type: ignore[attr-defined]
            )


def test_the_state_is_unpacked_in_the_order_of_the_table() -> None:
    assert [_bare(name) for name in _unpacked("state")] == [_bare(name) for name in compartments.NAMES]


def test_the_constants_are_unpacked_in_the_order_of_the_table() -> None:
    assert [_bare(name) for name in _unpacked("parameters")] == [_bare(name) for name in constants.NAMES]


def test_the_inputs_are_unpacked_in_the_order_of_the_ward() -> None:
    unpacked = [name.removeprefix("_") for name in _unpacked("inputs", "pressure_and_gas")]
    assert all(
        full.startswith(short.removesuffix("_rate")) for short, full in zip(unpacked, Inputs._fields, strict=True)
    )


def test_the_changes_are_returned_in_the_order_of_the_table() -> None:
    last = _function("rate").body[-1]
    assert isinstance(last, ast.Return)
    assert isinstance(last.value, ast.Tuple)
    returned = [name.id.removeprefix("d_") for name in last.value.elts if isinstance(name, ast.Name)]
    for short, full in zip(returned, compartments.NAMES, strict=True):
        assert short in full, f"{full} gets the change of {short}"


def test_every_constant_is_used() -> None:
    """A constant that moves nothing would be a lie in the table; those read elsewhere begin with an underscore."""
    read = {
        node.id for node in ast.walk(_function("rate")) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    }
    unused = [name for name in _unpacked("parameters") if name not in read and not name.startswith("_")]
    assert not unused
    assert not [name for name in _unpacked("state") if name not in read and not name.startswith("_")]


@pytest.mark.parametrize("pressure", [27.0, 40.0, 60.0, 80.0, 110.0])
def test_the_pressure_of_oxygen_is_the_curve_of_saturation_read_backwards(pressure: float) -> None:
    """Severinghaus 1979: half saturated at 27 mmHg."""
    carried = pressure**3 + 150.0 * pressure
    saturation = carried / (carried + 23400.0)

    assert oxygen_pressure_mmhg(saturation) == pytest.approx(pressure, rel=1e-6)
    assert pressure != 27.0 or saturation == pytest.approx(0.5, abs=0.01)


def test_a_fungus_grows_in_proportion_to_itself() -> None:
    """Nothing grows from nothing, and twice as much grows twice as fast while both are few."""
    state, parameters = drawn(Phenotype.COVID, 0)
    at = compartments.INDEX["fungus"]
    grows = [rate((*state[:at], few, *state[at + 1 :]), parameters, AMBIENT)[at] for few in (0.0, 1e-6, 2e-6)]

    assert grows[0] == 0.0
    assert abs(grows[1]) < 1e-6
    assert grows[2] == pytest.approx(2.0 * grows[1], rel=1e-3)
