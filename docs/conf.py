"""How Sphinx makes the documentation site: `sphinx-build -W docs build/site`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from pygments.lexers import PythonLexer

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

import game  # noqa: E402  the path comes first

project = "Cytokine Storm"
author = "the Cytokine Storm contributors"
project_copyright = "the Cytokine Storm contributors; MIT licence"
release = version = game.__version__

extensions = ["myst_parser", "sphinx.ext.autodoc"]
source_suffix = {".md": "markdown"}
myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 3
# The pages are read on their own too, where a link to a source file is right.
suppress_warnings = ["myst.xref_missing", "myst.header"]

autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_default_options = {"members": True, "undoc-members": False, "show-inheritance": False}

html_theme = "furo"
html_title = "Cytokine Storm"
html_static_path: list[str] = []
html_show_sphinx = False


def setup(app: Any) -> None:
    """Colour the formulas of docs/model.md, which tests run, as the Python that they are."""
    app.add_lexer("equations", PythonLexer)
    app.add_lexer("signs", PythonLexer)
