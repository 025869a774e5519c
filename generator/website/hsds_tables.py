"""The data of a committee as tables, as the Tabular Data Package of HSDS has them.

There is one for each kind of object that people ask for; what else is known stands in the JSON.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from generator.products.website import DataFile
from generator.text.spreadsheet import csv_text

Record = Mapping[str, Any]

NUMBERS = ("extension", "timezone")
"""Columns that hold numbers."""

DAYS = ("assured_date", "valid_from", "valid_to", "dtstart", "until")
"""Columns that hold days."""


@dataclass(frozen=True)
class Table:
    """The table of a kind of object: its name in HSDS, its file, and its columns."""

    name: str
    file: DataFile
    columns: tuple[str, ...]


def _table(name: str, file: DataFile, columns: str) -> Table:
    return Table(name, file, ("id", *columns.split()))


TABLES = (
    _table("organization", DataFile.ORGANIZATIONS, "name alternate_name description website uri"),
    _table(
        "service",
        DataFile.SERVICES,
        "organization_id name alternate_name description url status application_process fees_description "
        "eligibility_description assured_date",
    ),
    _table("service_at_location", DataFile.SERVICE_AT_LOCATION, "service_id location_id description"),
    _table(
        "location",
        DataFile.LOCATIONS,
        "organization_id location_type name alternate_name description transportation",
    ),
    _table(
        "address",
        DataFile.ADDRESSES,
        "location_id address_1 city region state_province postal_code country address_type",
    ),
    _table("phone", DataFile.PHONES, "organization_id service_id number extension type description"),
    _table(
        "schedule",
        DataFile.SCHEDULES,
        "location_id service_at_location_id valid_from valid_to dtstart timezone until freq byday bymonthday exdate "
        "rdate description opens_at closes_at schedule_link notes",
    ),
    _table("required_document", DataFile.REQUIRED_DOCUMENTS, "service_id document"),
)
"""Every table; `exdate` and `rdate` are our own, the other names are those of HSDS."""

BY_FILE = {table.file: table for table in TABLES}

NESTED = {
    "locations": "location",
    "addresses": "address",
    "phones": "phone",
    "schedules": "schedule",
    "service_at_locations": "service_at_location",
    "required_documents": "required_document",
}
"""The kinds of the objects that are nested in others and have tables, by the property that holds them."""


class Rows(dict[str, list[Record]]):
    """The rows of each table by its name: what is nested in an object names it, and stands in a table of its own."""

    def add(self, kind: str, records: Iterable[Record]) -> None:
        """Add objects of a kind, and those nested in them."""
        for record in records:
            self.setdefault(kind, []).append(record)
            owner = {f"{kind}_id": record["id"]}
            for name in NESTED.keys() & record.keys():
                self.add(NESTED[name], [{**owner, **nested} for nested in record[name]])


def table_text(table: Table, rows: Rows) -> str:
    """Return a table as CSV."""
    return csv_text(table.columns, ([row.get(column) for column in table.columns] for row in rows.get(table.name, ())))


def resource(table: Table) -> dict[str, Any]:
    """Return how a Data Package describes a table (Tabular Data Resource)."""
    return {
        "name": table.name,
        "path": table.file.removeprefix("data/"),
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {"primaryKey": "id", "fields": [field(column) for column in table.columns]},
    }


def field(column: str) -> dict[str, str]:
    """Return how a Data Package describes a column."""
    if column in NUMBERS:
        return {"name": column, "type": "number"}
    if column in DAYS:
        return {"name": column, "type": "date"}
    return {"name": column, "type": "string"}
