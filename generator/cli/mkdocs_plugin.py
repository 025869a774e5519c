"""The handbook as a MkDocs plugin: `mkdocs build` and `mkdocs serve` make what `handbook` makes."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

from generator.build import gate
from generator.build.inputs import Sources
from generator.build.prints import print_sheet, sheet_of
from generator.build.whole import Prepared, leaks_of, prepare, sources_of, whole_site, write_ledgers
from generator.problem import HandbookError
from generator.products.plan import SITE, WEBSITE, Unit
from generator.website.mkdocs import Site, SitePlugin
from generator.website.render import Renderer

FINISHED = "build"
"""The folder below the root in which finished prints may lie."""

Rendered = dict[str, tuple[str, dict[str, bytes]]]
"""The pages of each unit by its name, and the digest of what they were made from."""


class HandbookPlugin(SitePlugin):
    """Loads, checks and plans; a build renders every page, a preview those that are asked for."""

    rendered: ClassVar[Rendered] = {}
    asked: ClassVar[set[str]] = set()

    def make(self, root: Path) -> Site:
        """The website of the handbook in `root`. Raises HandbookError."""
        ready = prepare(root, (WEBSITE,))
        if self.command == "build":
            write_ledgers(root, ready.plan)
            return whole_site(ready, root / FINISHED)
        pages = Pages(ready, sources_of(ready.handbook), self.rendered, self.asked)
        pages.look_again()
        return pages


class Pages(Mapping[str, bytes]):
    """The pages of a website by their path below its root, each rendered when it is asked for."""

    def __init__(self, ready: Prepared, sources: Sources, rendered: Rendered, asked: set[str]) -> None:
        self.renderer = Renderer(ready.handbook, ready.plan, ready.judged, preview=True)
        self.sources = sources
        self.rendered = rendered
        self.asked = asked
        self.sheets = {artifact.path: artifact for artifact in ready.plan.artifacts if artifact.output != WEBSITE}
        self.website = tuple(unit for unit in ready.plan.units if unit.output == WEBSITE)
        self.units = {_inside(artifact.path): unit for unit in self.website for artifact in unit.artifacts}

    def __getitem__(self, path: str) -> bytes:
        unit = self.units[path]
        self.asked.add(path)
        # a packed twin is made from the page that its name begins with
        return self.pages(unit, {path, path.rpartition(".")[0]})[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self.units)

    def __len__(self) -> int:
        return len(self.units)

    def pages(self, unit: Unit, paths: Collection[str]) -> dict[str, bytes]:
        """Pages of one unit, those of `paths` among them, rendered again only where what they are made from has
        changed. Raises HandbookError.
        """
        digest = self.sources.unit(unit.product, unit.committee)
        if unit.name not in self.rendered or self.rendered[unit.name][0] != digest:
            self.rendered[unit.name] = digest, {}
        found = self.rendered[unit.name][1]
        missing = tuple(one for one in unit.artifacts if _inside(one.path) in paths and _inside(one.path) not in found)
        if missing:
            part = replace(unit, artifacts=missing)
            made = self.renderer.website(part) | self.prints(part)
            if problems := list(leaks_of(self.renderer.handbook, part, made)):
                raise HandbookError(problems)
            found |= {_inside(path): content for path, content in made.items()}
        return found

    def prints(self, unit: Unit) -> dict[str, bytes]:
        """The prints that the website carries among the files of a unit, set now. Raises HandbookError."""
        wanted = {artifact.path: self.sheets[artifact.copy_of] for artifact in unit.artifacts if artifact.copy_of}
        names = gate.names(self.renderer.handbook, unit.committee)
        return {path: print_sheet(sheet_of(self.renderer, sheet), names).content for path, sheet in wanted.items()}

    def look_again(self) -> None:
        """Render the pages that were asked for before, and a page of each kind, so that a mistake in a text or a
        template is told when it is made. Raises HandbookError.
        """
        for unit in self.website:
            paths = {_inside(artifact.path) for artifact in unit.artifacts}
            asked = {path for path in self.asked & paths if not path.endswith(".pdf")}
            if asked or unit.committee == SITE:
                own = [artifact for artifact in reversed(unit.artifacts) if not artifact.copy_of]
                kinds = {artifact.template: _inside(artifact.path) for artifact in own}
                self.pages(unit, asked | {*kinds.values()})


def _inside(path: str) -> str:
    return path.removeprefix(f"{WEBSITE}/")
