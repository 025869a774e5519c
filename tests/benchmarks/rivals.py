"""What else can make the website's pages, or write its files: Hugo, a bare loop, and a raw write."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks import bare_loop, hugo, measure, raw_write
from tests.benchmarks.measure import Cost
from tests.benchmarks.pages import read_site

RAW = "raw write of the website's files"
BARE = "python-markdown + Jinja2, bare loop, same pages"
HUGO = "Hugo, same pages"


class Rivals:
    """The pages of the website built in the folder `website`, as each of the others wants them, below `folder`."""

    def __init__(self, website: Path, folder: Path) -> None:
        self.website = website
        self.bare, self.bare_made = folder / "bare", folder / "bare-made"
        self.hugo, self.hugo_made = folder / "hugo", folder / "hugo-made"
        self.raw_made = folder / "raw-made"
        self.site = read_site(website / "website")
        if hugo.installed():
            hugo.write_project(self.site, self.hugo)
            self.run_hugo()
            self.site = self.site.topped_up(self.hugo_made)
            shutil.rmtree(self.hugo)
            hugo.write_project(self.site, self.hugo)
            self.run_hugo()
        bare_loop.write_pages(self.site, self.bare)

    def costs(self) -> Iterator[tuple[str, Cost]]:
        """Yield the cost of each, one after the other."""
        if hugo.installed():
            yield HUGO, self.run_hugo()
        yield RAW, raw_write.run(self.website, self.raw_made)
        yield BARE, self.run_bare()

    def run_bare(self) -> Cost:
        """Run the bare loop."""
        shutil.rmtree(self.bare_made, ignore_errors=True)
        words = (sys.executable, "-m", "tests.benchmarks.bare_loop", self.bare, self.bare_made)
        return measure.run(*words, cwd=raw_write.REPOSITORY)

    def run_hugo(self) -> Cost:
        """Run Hugo."""
        shutil.rmtree(self.hugo_made, ignore_errors=True)
        return measure.run(*hugo.command(self.hugo, self.hugo_made))

    def told(self) -> str:
        """Return how many pages there are, and how many of Hugo's are of another size."""
        pages = f"{len(self.site.pages)} pages"
        if not hugo.installed():
            return f"{pages}. Hugo is not installed (Debian: `apt install hugo`)."
        off = self.site.off_size(self.hugo_made)
        return f"{pages}; {off} of Hugo's differ by more than 10 % in size from the website's."
