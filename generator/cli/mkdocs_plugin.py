"""The handbook as a MkDocs plugin: `mkdocs build` and `mkdocs serve` make what `handbook` makes."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from generator import journey
from generator.build.earlier import Earlier
from generator.build.preview import Memory
from generator.build.request import Request
from generator.products.names import WEBSITE
from generator.website.mkdocs import Site, SitePlugin

FINISHED = "build"
"""The folder below the root of which MkDocs is given the website; `handbook build` makes everything there, too."""


class HandbookPlugin(SitePlugin):
    """Gives MkDocs the whole website for a build, and for a preview one whose pages are made when asked for."""

    memory: ClassVar[Memory] = Memory()

    def make(self, root: Path) -> Site:
        """Return the website of the handbook in `root`. Raises HandbookError."""
        if self.command != "build":
            return journey.preview(root, self.memory)
        journey.build(Request(root, root / FINISHED, (WEBSITE,)))
        return Earlier.of(root / FINISHED).website()
