"""What is measured, in rounds, and the figures of every round."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks import bare_loop, hugo, measure
from tests.benchmarks.edits import COMMITTEE, CONTENT
from tests.benchmarks.measure import Cost
from tests.benchmarks.pages import Site, read_site

FULL = "full build, all committees, from nothing"
WEBSITE = "website alone, from nothing"
NOTHING = "build with no change"
AFTER_COMMITTEE = f"build after {COMMITTEE.name}"
AFTER_CONTENT = f"build after {CONTENT.name}"
BARE = "python-markdown + Jinja2, bare loop, same pages"
HUGO = "Hugo, same pages"

SOURCES = ("site_config.yml", "content", "committees", "templates")

Costs = dict[str, list[Cost]]


class Bench:
    """A copy of the handbook's data in a folder of its own, and every build beside it."""

    def __init__(self, package: Path, folder: Path) -> None:
        self.package = package
        self.root = folder / "handbook"
        self.build = folder / "build"
        self.website = folder / "website-build"
        self.bare, self.bare_made = folder / "bare", folder / "bare-made"
        self.hugo, self.hugo_made = folder / "hugo", folder / "hugo-made"
        self.site: Site | None = None
        self.root.mkdir(parents=True)
        for name in SOURCES:
            source = package / name
            if source.is_dir():
                shutil.copytree(source, self.root / name)
            else:
                shutil.copy2(source, self.root / name)

    def handbook(self, *words: str | Path) -> Cost:
        """The cost of one `handbook build` of the copy."""
        return measure.run(sys.executable, "-m", "generator", "build", *words, "--root", self.root, cwd=self.package)

    def prepare(self) -> Site:
        """Build the website once, turn its pages into Markdown, and let Hugo and the bare loop have them."""
        self.handbook("website", "--to", self.website, "--no-cache")
        site = read_site(self.website / "website")
        if hugo.installed():
            hugo.write_project(site, self.hugo)
            self.run_hugo()
            site = site.topped_up(self.hugo_made)
            shutil.rmtree(self.hugo)
            hugo.write_project(site, self.hugo)
            self.run_hugo()
        bare_loop.write_pages(site, self.bare)
        self.site = site
        return site

    def run_website(self) -> Cost:
        """`handbook build website`, from nothing."""
        shutil.rmtree(self.website)
        return self.handbook("website", "--to", self.website, "--no-cache")

    def run_bare(self) -> Cost:
        """The bare loop."""
        shutil.rmtree(self.bare_made, ignore_errors=True)
        words = (sys.executable, "-m", "tests.benchmarks.bare_loop", self.bare, self.bare_made)
        return measure.run(*words, cwd=Path(__file__).parents[2])

    def run_hugo(self) -> Cost:
        """Hugo."""
        shutil.rmtree(self.hugo_made, ignore_errors=True)
        return measure.run(*hugo.command(self.hugo, self.hugo_made))

    def websites(self) -> Iterator[tuple[str, Cost]]:
        """One round of everything that makes the website's pages."""
        yield WEBSITE, self.run_website()
        if hugo.installed():
            yield HUGO, self.run_hugo()
        yield BARE, self.run_bare()

    def builds(self) -> Iterator[tuple[str, Cost]]:
        """One round of whole builds, prints included."""
        shutil.rmtree(self.build, ignore_errors=True)
        yield FULL, self.handbook("--to", self.build, "--no-cache")
        yield NOTHING, self.handbook("--to", self.build)
        COMMITTEE.make(self.root)
        yield AFTER_COMMITTEE, self.handbook("--to", self.build)
        CONTENT.make(self.root)
        yield AFTER_CONTENT, self.handbook("--to", self.build)


def collect(rounds: Iterator[tuple[str, Cost]], costs: Costs) -> None:
    """Add the figures of one round."""
    for name, cost in rounds:
        costs.setdefault(name, []).append(cost)
