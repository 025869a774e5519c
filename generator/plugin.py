"""The handbook as a MkDocs plugin: `mkdocs build` and `mkdocs serve` make what `handbook` makes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import ClassVar

from generator.build import WEBSITE, Prepared, leaks_of, prepare, write_ledgers
from generator.digest import Sources
from generator.outputs import SITE, Unit
from generator.problem import HandbookError
from generator.render import Renderer
from generator.website import Site, SitePlugin

Rendered = dict[str, tuple[str, dict[str, bytes]]]
"""The pages of each unit by its name, and the digest of what they were made from."""


class HandbookPlugin(SitePlugin):
    """Loads, checks and plans; a build renders every page, a preview those that are asked for."""

    rendered: ClassVar[Rendered] = {}
    asked: ClassVar[set[str]] = {SITE}

    def make(self, root: Path) -> Site:
        """The website of the handbook in `root`. Raises HandbookError."""
        ready = prepare(root, (WEBSITE,))
        sources = Sources(root, day=ready.handbook.today.isoformat())
        pages = Pages(ready, sources, self.rendered, self.asked, preview=self.command != "build")
        if self.command == "build":
            write_ledgers(root, ready.plan)
            return dict(pages)
        pages.look_again()
        return pages


class Pages(Mapping[str, bytes]):
    """The pages of a website by their path below its root, each unit rendered when one of its pages is asked for."""

    def __init__(
        self, ready: Prepared, sources: Sources, rendered: Rendered, asked: set[str], *, preview: bool = False
    ) -> None:
        self.renderer = Renderer(ready.handbook, ready.plan, ready.judged, preview=preview)
        self.sources = sources
        self.rendered = rendered
        self.asked = asked
        self.units = {_inside(artifact.path): unit for unit in ready.plan.units for artifact in unit.artifacts}

    def __getitem__(self, path: str) -> bytes:
        unit = self.units[path]
        self.asked.add(unit.committee)
        return self.pages(unit)[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self.units)

    def __len__(self) -> int:
        return len(self.units)

    def pages(self, unit: Unit) -> dict[str, bytes]:
        """The pages of one unit, rendered again only where what they are made from has changed."""
        digest = self.sources.unit(unit.product, unit.committee)
        if unit.name not in self.rendered or self.rendered[unit.name][0] != digest:
            made = self.renderer.website(unit)
            if problems := list(leaks_of(self.renderer.handbook, unit, made)):
                raise HandbookError(problems)
            self.rendered[unit.name] = digest, {_inside(path): content for path, content in made.items()}
        return self.rendered[unit.name][1]

    def look_again(self) -> None:
        """Render what was asked for before, so that a mistake is told when it is made. Raises HandbookError."""
        for unit in {unit.name: unit for unit in self.units.values()}.values():
            if unit.committee in self.asked:
                self.pages(unit)


def _inside(path: str) -> str:
    return path.removeprefix(f"{WEBSITE}/")
