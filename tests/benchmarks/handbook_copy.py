"""A copy of the handbook's data in a folder of its own, and what a program costs that is run on it."""

from __future__ import annotations

import os
import re
import shutil
import sys
from pathlib import Path

from tests.benchmarks import growth, measure
from tests.benchmarks.edits import Edit
from tests.benchmarks.measure import Cost

DATA = ("site_config.yml", "content", "committees")
PROGRAM = ("templates",)
"""What belongs to a program and not to the data: its templates."""

ALL = (
    "website",
    "rulebook",
    "board",
    "doorsign",
    "guide",
    "roster",
    "disclosure",
    "plates",
    "codesheet",
    "forms",
    "report",
)
"""The words of everything that the handbook's offices use; the variants of rulebook and board are made on request."""

USUAL = ()
"""No words at all: the program then makes everything but the guides."""

DOWNLOADS = re.compile(r"^ +downloads:.*\n", re.MULTILINE)
"""The setting with which a website carries the prints, and so cannot be made without making them."""


class HandbookCopy:
    """The data of the handbook in `data`, grown to `total` committees, for the program in the folder `program`."""

    def __init__(self, program: Path, data: Path, folder: Path, total: int = 0) -> None:
        self.program = program
        self.folder = folder
        self.root = folder / "handbook"
        self.website = folder / "website-build"
        self.build = folder / "build"
        self.root.mkdir(parents=True)
        for source in (*(data / name for name in DATA), *(program / name for name in PROGRAM)):
            put = shutil.copytree if source.is_dir() else shutil.copy2
            put(source, self.root / source.name)
        settings = self.root / "site_config.yml"
        settings.write_text(DOWNLOADS.sub("", settings.read_text(encoding="utf-8")), encoding="utf-8")
        if total:
            growth.grow(self.root, total)

    @property
    def size(self) -> int:
        """How many committees there are."""
        return sum(folder.is_dir() for folder in (self.root / "committees").iterdir())

    def run(self, command: str, *words: str | Path) -> Cost:
        """Run one `handbook` command on the copy and return its cost."""
        return measure.run(sys.executable, "-m", "generator", command, *words, "--root", self.root, cwd=self.program)

    def warm_up(self) -> None:
        """Run a little of everything once, so that no run that counts finds the program's modules uncompiled."""
        self.check()
        self.run("build", "website", "plates", "--committee", "lantian-2", "--to", self.website, "--no-cache")

    def check(self) -> Cost:
        """Run `handbook check`."""
        return self.run("check")

    def check_for_the_first_time(self) -> Cost:
        """Run it where nothing is kept of files that were read before."""
        shutil.rmtree(os.environ["XDG_CACHE_HOME"], ignore_errors=True)
        Path(os.environ["XDG_CACHE_HOME"]).mkdir()
        return self.check()

    def website_from_nothing(self) -> Cost:
        """Build the website alone, where there is none."""
        shutil.rmtree(self.website, ignore_errors=True)
        return self.run("build", "website", "--to", self.website, "--no-cache")

    def website_again(self, edit: Edit | None = None) -> Cost:
        """Build the website that is there once more, after an edit or with no change."""
        if edit:
            edit.make(self.root)
        return self.run("build", "website", "--to", self.website)

    def everything_from_nothing(self) -> Cost:
        """Build all prints and the website, where there are none."""
        shutil.rmtree(self.build, ignore_errors=True)
        return self.run("build", *ALL, "--to", self.build, "--no-cache")

    def all_but_guides_from_nothing(self) -> Cost:
        """Build what is made when nothing is named, in a folder that is not kept."""
        target = self.folder / "without-guides"
        cost = self.run("build", *USUAL, "--to", target, "--no-cache")
        shutil.rmtree(target)
        return cost

    def everything_again(self, edit: Edit | None = None) -> Cost:
        """Build everything that is there once more, after an edit or with no change; count the sheets made again."""
        if edit:
            edit.make(self.root)
        before = sheets(self.build)
        cost = self.run("build", *ALL, "--to", self.build)
        return cost._replace(sheets=len(sheets(self.build) - before))

    def remove(self) -> None:
        """Remove the copy and all that was built of it: memory may be what the disk is made of."""
        shutil.rmtree(self.folder)


def sheets(build: Path) -> set[tuple[Path, int]]:
    """Return every PDF of a build with the moment it was written, which a file that is only kept does not lose."""
    return {(path, path.stat().st_mtime_ns) for path in build.rglob("*.pdf")}
