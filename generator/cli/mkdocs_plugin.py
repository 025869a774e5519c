"""The handbook as a MkDocs plugin: `mkdocs build` and `mkdocs serve` make what `handbook` makes."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from generator import journey
from generator.build.preview import Memory, whole_site
from generator.website.mkdocs import Site, SitePlugin

FINISHED = "build"
"""The folder below the root in which finished prints may lie."""


class HandbookPlugin(SitePlugin):
    """Gives MkDocs the whole website for a build, and for a preview one whose pages are made when asked for."""

    memory: ClassVar[Memory] = Memory()

    def make(self, root: Path) -> Site:
        """Return the website of the handbook in `root`. Raises HandbookError."""
        if self.command == "build":
            return whole_site(journey.prepare(root, ("website",)), root / FINISHED)
        return journey.preview(root, self.memory)
