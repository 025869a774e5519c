"""The handbook as a MkDocs plugin: MkDocs' own commands make what those of `handbook` make."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from generator import journey
from generator.build.earlier import Earlier
from generator.build.preview import Memory
from generator.build.request import DESTINATION, Request
from generator.cli.messages import say_news, say_problems
from generator.disk.places import resolved
from generator.products.names import WEBSITE
from generator.website.mkdocs import Site, SitePlugin


class HandbookPlugin(SitePlugin):
    """Gives MkDocs the whole website, or for a preview one whose pages are made when asked for."""

    memory: ClassVar[Memory] = Memory()

    def make(self, root: Path) -> Site:
        """Return the website of the handbook in `root`. Raises HandbookError."""
        if self.is_preview:
            pages = journey.preview(root, self.memory)
            say_news(self.memory, pages)
            return pages
        destination = resolved(root / DESTINATION)
        built = journey.build(Request(root, destination, (WEBSITE,), strict=True))
        if built.problems:
            say_problems(built.problems)
        return Earlier.of(destination).website()

    def finished(self, root: Path) -> Path | None:
        """Return the folder in which every build leaves the website finished."""
        return resolved(root / DESTINATION / WEBSITE)
