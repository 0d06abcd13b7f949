"""What is promised to those who install the game: whose warnings count, which versions are enough."""

from __future__ import annotations

import tomllib
import warnings
from typing import Any

import pytest

from tests.test_house import ROOT
from tools.lowest_versions import lowest_versions


def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def warn_from(module: str) -> None:
    """Warn as code of this module would."""
    exec("import warnings; warnings.warn('old ways', DeprecationWarning)", {"__name__": module})  # noqa: S102


@pytest.mark.parametrize("module", ["game", "game.values.noise", "game.evidence.bench", "tests.ui.pilot"])
def test_a_warning_of_our_own_code_is_an_error(module: str) -> None:
    with pytest.raises(DeprecationWarning, match="old ways"):
        warn_from(module)


@pytest.mark.parametrize("module", ["numpy", "gamepads", "typst.game", "testsuite"])
def test_a_warning_of_somebody_else_is_none(module: str) -> None:
    with warnings.catch_warnings(record=True) as told:
        warn_from(module)

    assert [str(one.message) for one in told] == ["old ways"]


def test_every_bound_is_one_that_the_job_of_the_lowest_versions_installs() -> None:
    told = project()["project"]
    asked = [*told["dependencies"], *[one for extra in told["optional-dependencies"].values() for one in extra]]

    lowest = lowest_versions(project())

    assert len(asked) > 10
    for one in asked:
        name, _, rest = one.partition(">=")
        assert lowest[name.partition("[")[0]] == rest.partition(",")[0]
    assert set(lowest) == {one.partition(">=")[0].partition("[")[0] for one in [*asked, "hatchling>="]}


@pytest.mark.parametrize("bound", ["numpy", "numpy==2.2", "numpy<3", "numpy>2", "numpy>=2.2,!=2.3", "numpy>=2.3"])
def test_a_bound_that_cannot_be_installed_or_contradicts_another_is_refused(bound: str) -> None:
    made = project()
    made["project"]["optional-dependencies"]["more"] = [bound]

    with pytest.raises(ValueError, match="numpy"):
        lowest_versions(made)
