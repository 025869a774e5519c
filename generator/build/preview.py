"""The website as it is being written: each page is made when it is asked for, and again only when it would change."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import ClassVar

from generator.build import gate
from generator.build.blame import at_the_authors
from generator.build.earlier import path_in_website
from generator.build.planned import Planned
from generator.build.prints import print_sheet, sheet_of
from generator.build.render import site_inputs, website_files
from generator.privacy.office import Office
from generator.problem import HandbookError, Problem
from generator.products.names import SITE, WEBSITE
from generator.products.product import Artifact, Unit
from generator.website.preview import PartialSite


@dataclass(frozen=True)
class Memory:
    """What a preview remembers from one edit to the next.

    `rendered` are the pages of each unit by its name, with the digest of what they were made from; `asked` are the
    paths of the pages that were asked for; `told` is what the author was told to look at.
    """

    rendered: dict[str, tuple[str, dict[str, bytes]]] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)
    told: set[Problem] = field(default_factory=set)

    def news(self, problems: Iterable[Problem]) -> list[Problem]:
        """Return those of the problems that the author was not told of after the edit before."""
        now = list(problems)
        new = [problem for problem in now if problem not in self.told]
        self.told.clear()
        self.told.update(now)
        return new


class Pages(PartialSite):
    """The pages of a website by their path below its root, each rendered when it is asked for.

    `words` name what of a handbook is planned for it. Raises HandbookError where pages that were asked for before, or
    one of each kind, cannot be made.
    """

    words: ClassVar[tuple[str, ...]] = (WEBSITE,)

    def __init__(self, planned: Planned, memory: Memory) -> None:
        self.planned = planned
        self.memory = memory
        self.site = site_inputs(planned, preview=True)
        self.sheets = {artifact.path: artifact for artifact in planned.plan.artifacts if artifact.output != WEBSITE}
        self.website = tuple(unit for unit in planned.plan.units if unit.output == WEBSITE)
        self.units = {path_in_website(artifact.path): unit for unit in self.website for artifact in unit.artifacts}
        self.look_again()

    @cached_property
    def left_out(self) -> Mapping[str, HandbookError]:
        """Return the mistakes of each committee that has some, by its slug, which is the folder of its pages."""
        return {slug: HandbookError(why) for slug, why in self.planned.stopped.items() if why}

    def __getitem__(self, path: str) -> bytes:
        if error := self.left_out.get(path.partition("/")[0]):
            raise error.with_traceback(None)  # else what is raised at each look would grow
        unit = self.units[path]
        self.memory.asked.add(path)
        # a packed twin is made from the page that its name begins with
        return self.pages(unit, {path, path.rpartition(".")[0]})[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self.units)

    def __len__(self) -> int:
        return len(self.units)

    def pages(self, unit: Unit, paths: Collection[str]) -> dict[str, bytes]:
        """Return pages of one unit, those of `paths` among them, each rendered again only where it would change.

        Raises HandbookError where a page cannot be made or looks as if it held personal data.
        """
        digest, rendered = self.planned.digests[unit.name], self.memory.rendered
        if unit.name not in rendered or rendered[unit.name][0] != digest:
            rendered[unit.name] = digest, {}
        pages = rendered[unit.name][1]
        wanted = (artifact for artifact in unit.artifacts if path_in_website(artifact.path) in paths)
        if missing := tuple(artifact for artifact in wanted if path_in_website(artifact.path) not in pages):
            part = replace(unit, artifacts=missing)
            files = website_files(self.planned, part, self.site) | self.prints(part)
            if problems := list(gate.website_leaks(self.planned.handbook, part, files)):
                raise HandbookError(problems)
            pages |= {path_in_website(path): content for path, content in files.items()}
        return pages

    def prints(self, unit: Unit) -> dict[str, bytes]:
        """Return the prints that the website carries among the files of a unit, by path, set now.

        Raises HandbookError where one cannot be made.
        """
        office = self.planned.office(unit.committee)
        copies = {artifact.path: self.sheets[artifact.copy_of] for artifact in unit.artifacts if artifact.copy_of}
        return {path: self.printed(sheet, office) for path, sheet in copies.items()}

    def printed(self, sheet: Artifact, office: Office) -> bytes:
        """Return a print, set now. Raises HandbookError, with the author's places, where it cannot be made."""
        try:
            return print_sheet(sheet_of(self.planned, sheet), office).content
        except HandbookError as error:
            raise HandbookError(at_the_authors(self.planned.handbook, sheet, error.problems)) from None

    def look_again(self) -> None:
        """Render the pages that were asked for before, and one of each kind, so that a mistake is told when it is made.

        Raises HandbookError with the mistakes.
        """
        for unit in self.website:
            paths = {path_in_website(artifact.path) for artifact in unit.artifacts}
            asked = {path for path in self.memory.asked & paths if not path.endswith(".pdf")}
            if asked or unit.committee == SITE:
                originals = [artifact for artifact in reversed(unit.artifacts) if not artifact.copy_of]
                kinds = {artifact.template: path_in_website(artifact.path) for artifact in originals}
                self.pages(unit, asked | {*kinds.values()})
