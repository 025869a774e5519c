"""The handbook as a MkDocs plugin: `mkdocs build` and `mkdocs serve` make what `handbook` makes."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from generator.build import WEBSITE, prepare, write_ledgers
from generator.digest import Sources
from generator.render import Renderer
from generator.website import Site, SitePlugin


class HandbookPlugin(SitePlugin):
    """Loads, checks, plans and renders; during a preview only what has changed is rendered again."""

    rendered: ClassVar[dict[str, tuple[str, dict[str, bytes]]]] = {}

    def make(self, root: Path) -> Site:
        """The website of the handbook in `root`. Raises HandbookError."""
        ready = prepare(root, (WEBSITE,))
        if self.command == "build":
            write_ledgers(root, ready.plan)
        renderer = Renderer(ready.handbook, ready.plan)
        sources = Sources(root)
        site: dict[str, bytes] = {}
        for unit in ready.plan.units:
            digest = sources.unit(unit.output, unit.committee)
            if self.rendered.get(unit.name, ("",))[0] != digest:
                self.rendered[unit.name] = digest, renderer.website(unit)
            site |= self.rendered[unit.name][1]
        return {path.removeprefix(f"{WEBSITE}/"): content for path, content in site.items()}
