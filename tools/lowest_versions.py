"""Print the lowest versions that pyproject.toml promises, as a constraints file for pip.

    python tools/lowest_versions.py > lowest.txt && pip install -c lowest.txt '.[test]'

pip takes the newest versions it can; what the lower bounds promise is only true if it is installed and run.
"""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
_BOUND = re.compile(r"(?P<name>[A-Za-z0-9._-]+)(\[[^]]*\])?>=(?P<lowest>[0-9][0-9.]*)(,<[0-9][0-9.]*)?")


def lowest_versions(project: dict[str, Any]) -> dict[str, str]:
    """Return the lower bound of every package that the game, its extras or its build ask for.

    Raises ValueError for one without a lower bound, or with two.
    """
    told = project["project"]
    asked = [*project["build-system"]["requires"], *told["dependencies"]]
    asked += [one for extra in told["optional-dependencies"].values() for one in extra]
    found: dict[str, str] = {}
    for one in asked:
        parts = _BOUND.fullmatch(one)
        if parts is None:
            raise ValueError(
                f"{one!r} has no lower bound that can be installed: name>=version, or name>=version,<version"
            )
        name, lowest = parts["name"], parts["lowest"]
        if found.setdefault(name, lowest) != lowest:
            raise ValueError(f"{name} has two lower bounds: {found[name]} and {lowest}")
    return found


def main() -> None:
    """Print a line for each package."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    sys.stdout.writelines(f"{name}=={lowest}\n" for name, lowest in sorted(lowest_versions(project).items()))


if __name__ == "__main__":
    main()
