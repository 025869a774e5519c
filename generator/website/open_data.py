"""What other systems read: a committee's data as JSON and as tables, and where the sub-district's lie.

Nothing is in these files that is on no public page, and nobody's name; docs/open-data.md says what they hold.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from generator.codes.pages import CommitteePages
from generator.model.content import Service
from generator.model.handbook import Handbook
from generator.model.site import OwnAddress
from generator.products.website import DATA_INDEX, DataFile
from generator.website import hsds, hsds_services, structured
from generator.website.hsds import Record, Source
from generator.website.hsds_tables import BY_FILE, TABLES, Rows, resource, table_text

SPECIFICATION = "https://docs.openreferral.org/en/v3.0/"
SCHEMA_ORG = "https://schema.org"


@dataclass(frozen=True, eq=False)
class CommitteeData:
    """The data of one committee, each part worked out once for the files that hold it."""

    source: Source

    @classmethod
    def of(cls, handbook: Handbook, pages: CommitteePages) -> CommitteeData:
        """Return the data of a committee, from its pages."""
        return cls(Source(handbook, pages))

    @cached_property
    def organization(self) -> Record:
        """The committee itself, with its locations."""
        return hsds.organization(self.source)

    @cached_property
    def services(self) -> list[Record]:
        """What can be done there."""
        return hsds_services.services(self.source)

    @cached_property
    def rows(self) -> Rows:
        """Both as rows of tables."""
        rows = Rows()
        rows.add("organization", [self.organization])
        rows.add("service", self.services)
        return rows


def data_file(file: DataFile, data: CommitteeData) -> str:
    """Return a file of a committee's data."""
    match file:
        case DataFile.DATA:
            return written(whole(data))
        case DataFile.SCHEMA_ORG:
            return written(linked(data.source))
        case DataFile.PACKAGE:
            return written(package(data.source))
        case _:
            return table_text(BY_FILE[file], data.rows)


def written(data: Record) -> str:
    """Return data as JSON on one line, in the order in which they were put together."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"


def whole(data: CommitteeData) -> Record:
    """Return all data of a committee as one tree: what they are, then objects of HSDS, nested in each other."""
    return {
        **about(data.source),
        "organization": data.organization,
        "services": data.services,
        "taxonomies": hsds_services.taxonomies(data.source),
        "taxonomy_terms": list(hsds_services.taxonomy_terms(data.source)),
    }


def about(source: Source) -> Record:
    """Return what a committee's data are, whose, of which day, and what may be done with them (Data Package)."""
    handbook, pages = source.handbook, source.pages
    address = structured.address_of(handbook, pages)
    name = source.values["committee.full_name"]
    return {
        "name": pages.committee.slug,
        "id": source.id("page", "home", "data"),
        "title": source.words.dataset.format(committee=source.values["committee.short_name"]),
        **told(handbook),
        "homepage": address,
        "version": pages.committee.profile.updated.isoformat(),
        "created": f"{pages.committee.profile.updated.isoformat()}T00:00:00+08:00",
        "sources": [{"title": name, "path": address}],
        "contributors": [{"title": name, "role": "publisher", "path": address}],
    }


def told(handbook: Handbook) -> Record:
    """Return what is said of all data: what they hold, by which specification, and under which licence."""
    words = handbook.words.open_data
    licence = words.licence(handbook.site.handbook.open_data.licence)
    warning = words.demonstration if handbook.site.handbook.demonstration else ""
    return {
        "description": words.told + warning,
        "specification": {"name": "HSDS", "version": hsds.VERSION, "path": SPECIFICATION},
        "language": handbook.words.language,
        "licenses": [{"name": licence.id, "title": licence.name, "path": licence.url}],
    }


def package(source: Source) -> Record:
    """Return the descriptor of a committee's tables (Tabular Data Package)."""
    return {"profile": "tabular-data-package", **about(source), "resources": [resource(table) for table in TABLES]}


def linked(source: Source) -> Record:
    """Return the committee, its services and these data in the words of schema.org, for whoever knows no others.

    Each service is named, and told on its page, which says more of it in the same words.
    """
    handbook, pages, values = source.handbook, source.pages, source.values
    committee = structured.organization(handbook, pages, values)
    return {
        "@context": committee.pop("@context"),
        "@graph": [
            committee,
            *(named_service(source, subject, committee["@id"]) for subject in handbook.services.values()),
            dataset(source),
        ],
    }


def named_service(source: Source, subject: Service, committee: str) -> Record:
    """Return a service for schema.org: what it is, in a sentence, and on which page it is told."""
    own = subject.part == "办理"
    return {
        "@type": "Service" if own else "GovernmentService",
        "@id": source.page("service", subject.id),
        "name": subject.title,
        "description": source.said(subject.answer),
        **({"provider": {"@id": committee}} if own else {}),
    }


def dataset(source: Source) -> Record:
    """Return a committee's data for schema.org, with each of the files that hold them."""
    about_it = about(source)
    address = about_it["homepage"]
    return {
        "@type": "Dataset",
        "@id": f"{address}{DataFile.DATA}",
        "name": about_it["title"],
        "description": about_it["description"],
        "license": about_it["licenses"][0]["path"],
        "dateModified": source.pages.committee.profile.updated.isoformat(),
        "inLanguage": about_it["language"],
        "isAccessibleForFree": True,
        "creator": {"@id": address},
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": kind, "contentUrl": f"{address}{file}"}
            for file, kind in (
                (DataFile.DATA, "application/json"),
                (DataFile.SCHEMA_ORG, "application/ld+json"),
                *((table.file, "text/csv") for table in TABLES),
            )
        ],
    }


# --- the sub-district ------------------------------------------------------------------------------------------------


def index(handbook: Handbook, committees: Iterable[CommitteePages]) -> str:
    """Return `data/index.json`: every committee with the address of its data, and the day from which they are."""
    return written(
        {
            "title": f"{handbook.policy.subdistrict}{handbook.words.open_data.title}",
            **told(handbook),
            "homepage": f"{handbook.site.site_url}{OwnAddress.DATA}/",
            "committees": [entry(Source(handbook, pages)) for pages in committees],
        }
    )


def entry(source: Source) -> Record:
    """Return a committee in the index."""
    address = structured.address_of(source.handbook, source.pages)
    profile = source.pages.committee.profile
    return {
        "id": source.id("page", "home"),
        "name": source.values["committee.full_name"],
        "alternate_name": source.values["committee.short_name"],
        "identifier": profile.code,
        "website": address,
        "updated": profile.updated.isoformat(),
        "data": f"{address}{DataFile.DATA}",
        "datapackage": f"{address}{DataFile.PACKAGE}",
        "schema_org": f"{address}{DataFile.SCHEMA_ORG}",
    }


def catalogue(handbook: Handbook, committees: Iterable[CommitteePages]) -> Record:
    """Return the sub-district's data for schema.org: a catalogue that names each committee's."""
    licence = told(handbook)["licenses"][0]["path"]
    return {
        "@context": SCHEMA_ORG,
        "@type": "DataCatalog",
        "@id": handbook.site.site_url + DATA_INDEX,
        "url": f"{handbook.site.site_url}{OwnAddress.DATA}/",
        "name": f"{handbook.policy.subdistrict}{handbook.words.open_data.title}",
        "description": handbook.words.open_data.told,
        "license": licence,
        "dataset": [
            {
                "@type": "Dataset",
                "@id": f"{structured.address_of(handbook, pages)}{DataFile.DATA}",
                "name": about(Source(handbook, pages))["title"],
                "license": licence,
            }
            for pages in committees
        ],
    }
