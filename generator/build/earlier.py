"""The build that is there already."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.build import manifest
from generator.build.inputs import Sources
from generator.products.plan import Unit, product


def unit_name(found: manifest.Record) -> str:
    """The name of the unit a file belongs to."""
    return f"{product(found['output'], found.get('variant', ''))}/{found['committee']}"


@dataclass(frozen=True)
class Earlier:
    """The build that is there already."""

    folder: Path
    units: Mapping[str, str]
    records: Mapping[str, manifest.Record]

    @classmethod
    def of(cls, folder: Path) -> Earlier:
        """The build in a folder; an empty one where there is none."""
        found = manifest.read(folder)
        return cls(folder, found["units"], {record["path"]: record for record in found["artifacts"]})

    def has(self, unit: Unit, sources: Sources) -> bool:
        """Whether every file of the unit is here, made from what is on disk now."""
        fresh = self.units.get(unit.name) == sources.unit(unit.product, unit.committee)
        return fresh and all(self.intact(artifact.path) for artifact in unit.artifacts)

    def intact(self, path: str) -> bool:
        """Whether a file is here, whole."""
        return path in self.records and manifest.intact(self.folder, self.records[path])

    def units_of(self, records: Iterable[manifest.Record]) -> dict[str, str]:
        """The digests of those units of which every file is among the records."""
        kept = {record["path"] for record in records}
        lost = {unit_name(record) for path, record in self.records.items() if path not in kept}
        names = {unit_name(record) for record in records} - lost
        return {name: digest for name, digest in self.units.items() if name in names}
