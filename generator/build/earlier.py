"""The build that is there already: which of its files still hold, and whether all do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from generator.build import manifest, times
from generator.build.inputs import Needs, Sources
from generator.build.manifest import Manifest
from generator.build.manifest_shape import Record
from generator.build.request import Request
from generator.day import today
from generator.disk import reading
from generator.products.names import SITE, WEBSITE, form_word, unit_name


def unit_of(record: Record) -> str:
    """Return the name of the unit that a file belongs to: `rulebook-large/lantian-2`."""
    return unit_name(form_word(record["output"], record.get("variant", "")), record["committee"])


def path_in_website(path: str) -> str:
    """Return the path of a file of the website below the website's root."""
    return path.removeprefix(f"{WEBSITE}/")


@dataclass(frozen=True)
class Earlier:
    """A finished build in its folder; an empty one where there is none."""

    folder: Path
    manifest: Manifest

    @classmethod
    def of(cls, folder: Path) -> Earlier:
        """Return the build in a folder."""
        return cls(folder, manifest.read(folder))

    @cached_property
    def records(self) -> Mapping[str, Record]:
        """The record of each file in the manifest, by its path."""
        return {record["path"]: record for record in self.manifest.artifacts}

    @property
    def sizes(self) -> Mapping[str, int]:
        """The bytes of each file, by its path."""
        return {path: record["bytes"] for path, record in self.records.items()}

    def made_from(self, name: str, digest: str, paths: Iterable[str]) -> bool:
        """Tell whether a unit was made from what has this digest, and all its files are here."""
        return self.manifest.units.get(name) == digest and all(self.intact(path) for path in paths)

    def intact(self, path: str) -> bool:
        """Tell whether a file is here, whole."""
        return path in self.records and self.holds(self.records[path])

    def holds(self, record: Record) -> bool:
        """Tell whether a file that the manifest names is here, whole. It is looked at once."""
        path = record["path"]
        if path not in self._looked_at:
            untouched = times.untouched(self.folder, (path,), self.times)
            if not untouched:
                self.touched.add(path)
            self._looked_at[path] = untouched or manifest.intact(self.folder, record)
        return self._looked_at[path]

    @cached_property
    def times(self) -> Mapping[str, times.Written]:
        """When each file was written, by its path; nothing where that is not known for sure."""
        return times.of(self.folder)

    @cached_property
    def touched(self) -> set[str]:
        """The paths of files that were looked at and were written since, even if they say the same."""
        return set()

    @cached_property
    def _looked_at(self) -> dict[str, bool]:
        return {}

    def website(self) -> dict[str, bytes]:
        """Return every file of the website by its path below the website's root."""
        paths = (path for path, record in self.records.items() if record["output"] == WEBSITE)
        return {path_in_website(path): reading.read(self.folder / path) for path in paths}

    def units_of(self, records: Iterable[Record]) -> dict[str, str]:
        """Return the digests of those units of which every file is among the records."""
        listed = tuple(records)
        paths = {record["path"] for record in listed}
        lost = {unit_of(record) for path, record in self.records.items() if path not in paths}
        names = {unit_of(record) for record in listed} - lost
        return {name: digest for name, digest in self.manifest.units.items() if name in names}


def nothing_changed(request: Request) -> bool:
    """Tell whether a build would change nothing. Reads files, but nothing of what they mean.

    What each product depends on is told by the earlier build itself; another program's build is never taken for fresh,
    since the program is among what digests are made of.
    """
    described = manifest.read_without_files(request.destination)
    words = request.words or described.usual
    sources = Sources(request.root, described.fonts, today(described.fixed_day).isoformat())
    if described.unclear or not (request.cache and words and sources.committees.keys() >= {*request.committees}):
        return False
    if any(left_over(unit, sources) for unit in described.units):
        return False
    wanted = dict.fromkeys((*words, *(described.carried if WEBSITE in words else ())))
    return (
        all(word in described.needs for word in wanted)
        and all(
            described.units.get(unit_name(word, slug)) == sources.unit(word, described.needs[word], slug)
            for word in wanted
            for slug in asked_slugs(request, sources, described.needs[word], word)
        )
        and is_whole(request.destination)
    )


def is_whole(folder: Path) -> bool:
    """Tell whether all files of a finished build are here as they were made."""
    known = times.of(folder)
    if known and times.untouched(folder, known, known):
        return True
    earlier = Earlier.of(folder)
    records = (*earlier.records.values(), *earlier.manifest.lists)
    return not earlier.manifest.unclear and all(earlier.holds(record) for record in records)


def left_over(unit: str, sources: Sources) -> bool:
    """Tell whether a unit's committee is no more, so that it goes with the next build; its web pages stay for ever."""
    word, _, slug = unit.partition("/")
    return (slug in sources.closed and word != WEBSITE) or slug not in (SITE, *sources.committees)


def asked_slugs(request: Request, sources: Sources, needs: Needs, word: str) -> Iterator[str]:
    """Yield the slugs of those whose units of one form a build is asked for, SITE for the sub-district's own.

    Of a committee that is no more only the website is made.
    """
    if needs.subdistrict:
        yield SITE
    for slug in sources.committees if needs.each else ():
        asked = needs.whole or not request.committees or slug in request.committees
        if asked and (word == WEBSITE or slug not in sources.closed):
            yield slug
