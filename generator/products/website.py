"""The public website as a product: the address of every page, and which files lie beside them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from enum import StrEnum
from itertools import groupby

from generator.codes.ledger import unpacked
from generator.codes.merge import reconciled
from generator.codes.pages import CommitteePages, Page
from generator.model.gone import ClosedCommittee
from generator.model.handbook import Handbook
from generator.model.ledger import Code, Ledger
from generator.model.site import OwnAddress
from generator.products.names import SITE, WEBSITE
from generator.products.product import Artifact, Product, SubdistrictBrief, SubdistrictFiles


def files(handbook: Handbook, pages: CommitteePages, variant: str) -> Iterator[Artifact]:
    """Yield a committee's pages, each at its readable address, its code's, and those of issued sheets it is on."""
    slug = pages.committee.slug
    for key, page in pages.pages.items():
        code = pages.codes[key].code
        yield web_file(f"{page.path}index.html", slug, page.template, (code,), page)
        for former in pages.committee.profile.former_slugs:
            moved = f"{former}{page.path.removeprefix(slug)}index.html"
            yield web_file(moved, slug, "moved.html", (code,), page)
    yield from code_pages(pages)
    yield web_file(f"{slug}/{PAGES}", slug, PAGES)
    for name in (*CommitteeFile, *(DataFile if handbook.site.handbook.open_data.public else ())):
        yield web_file(f"{slug}/{name}", slug, name)


def web_file(
    path: str, committee: str, template: str, codes: tuple[str, ...] = (), page: Page | None = None, imprint: str = ""
) -> Artifact:
    """Return a file of the website; `path` lies below the website's root."""
    return Artifact(f"{WEBSITE}/{path}", WEBSITE, committee, template, codes, page, imprint=imprint)


def code_pages(pages: CommitteePages) -> Iterator[Artifact]:
    """Yield what each code ever given out leads to: its page, or one that says what it was and where to go now."""
    slug = pages.committee.slug
    for same, serials in numbered(pages.ledger):
        present = next((page for code in same if (page := pages.pages.get((code.kind, code.id)))), None)
        page, codes = present or gone_page(same[0]), (same[0].code,)
        for imprint in ("0", *map(str, serials)):
            folder = codes[0] if imprint == "0" else f"{codes[0]}/{imprint}"
            yield web_file(f"{folder}/index.html", slug, page.template, codes, page, imprint)


def closed_pages(closed: ClosedCommittee) -> Iterator[Artifact]:
    """Yield what the codes of a committee that is no more lead to."""
    for same, serials in numbered(reconciled(closed.ledger, closed.closing.number)):
        page = gone_page(same[0])
        for folder in ("", *(f"{serial}/" for serial in serials)):
            path = f"{same[0].code}/{folder}index.html"
            yield web_file(path, closed.slug, page.template, (same[0].code,), page, "0")


def numbered(ledger: Ledger) -> Iterator[tuple[list[Code], tuple[int, ...]]]:
    """Yield the codes of each number, what was issued first, and the serials of the sheets that carry it.

    There is more than one only where two branches issued one number for two things.
    """
    serials: dict[str, dict[int, None]] = {}
    for edition in ledger.editions:
        for number in unpacked(edition.codes):
            serials.setdefault(number, {})[edition.serial] = None
    for number, same in groupby(sorted(ledger.codes, key=lambda code: int(code.number)), key=lambda code: code.number):
        codes = sorted(same, key=lambda code: (code.issued is None, str(code.issued)))
        yield codes, tuple(serials.get(number, ()))


def gone_page(code: Code) -> Page:
    """Return the page of something that is no more; it has no address but its code's."""
    return Page("gone", code.number, code.title, f"{code.code}/", code)


class CommitteeFile(StrEnum):
    """A file beside a committee's pages that no template makes, by its path below the committee's address."""

    MEETINGS = "meetings.ics"
    DUTY = "duty.ics"
    OFFICE = "office.vcf"
    CHANGES = "changes.atom"
    ENTRIES = "find/entries.js"
    WORDS = "find/words.js"


class ReportFile(StrEnum):
    """The joint list as a file beside its page, by its path below the reports' address."""

    TABLE = "todo.csv"
    WORKBOOK = "todo.xlsx"
    CALENDAR = "todo.ics"


class DataFile(StrEnum):
    """A file of a committee's data for other systems, by its path below the committee's address.

    All in one tree, the same for schema.org, and as a Tabular Data Package whose tables have the names of HSDS.
    """

    DATA = "data.json"
    SCHEMA_ORG = "data/schema-org.json"
    PACKAGE = "data/datapackage.json"
    ORGANIZATIONS = "data/organizations.csv"
    SERVICES = "data/services.csv"
    SERVICE_AT_LOCATION = "data/service_at_location.csv"
    LOCATIONS = "data/locations.csv"
    ADDRESSES = "data/addresses.csv"
    PHONES = "data/phones.csv"
    SCHEDULES = "data/schedules.csv"
    REQUIRED_DOCUMENTS = "data/required_documents.csv"


class SiteFile(StrEnum):
    """A file of the website's own that no template makes, by its path below the website's root."""

    NO_JEKYLL = ".nojekyll"
    SECURITY = ".well-known/security.txt"
    HEADERS = "_headers"
    REDIRECTS = "_redirects"
    CHANGES = "changes.atom"
    BUILD = "build.json"
    DIRECTORY = "directory.js"
    SMALL_ICON = "icon-192.png"
    LARGE_ICON = "icon-512.png"
    NGINX = "nginx.conf"


DATA_INDEX = f"{OwnAddress.DATA}/index.json"
"""Where the data of each committee lie, for other systems, by its path below the website's root."""

NOT_FOUND = "404.html"
"""The page for wrong addresses, by its path below the website's root; hosts look for it there."""

PAGES = "pages.xml"
"""A list of pages for search engines, of a committee or of the sub-district: one for all would grow beyond 50,000."""

SITE_PAGES = {
    "index.html": "site.html",
    NOT_FOUND: "404.html",
    "sitemap.xml": "sitemap.xml",
    PAGES: PAGES,
    "robots.txt": "robots.txt",
    "favicon.svg": "favicon.svg",
    "manifest.webmanifest": "manifest.webmanifest",
    "sw.js": "sw.js",
}
"""The website's own files, and the template of each."""


ASSETS = ("handbook.css", "report.css", "404.js", "find.js", "open.js", "page.js")
"""What many pages load; the name of each changes with its content, so that it may be kept for ever."""


def subdistrict_files(brief: SubdistrictBrief) -> Iterator[Artifact]:
    """Yield the website's first page and the like, its assets at their addresses, and reports where they are public."""
    for path, template in SITE_PAGES.items():
        yield web_file(path, SITE, template)
    for name, path in brief.assets.items():
        yield web_file(path, SITE, name)
    for file in SiteFile:
        yield web_file(str(file), SITE, file)
    if brief.handbook.site.handbook.open_data.public:
        page = Page("open-data", "", brief.handbook.words.open_data.title, f"{OwnAddress.DATA}/")
        yield web_file(f"{page.path}index.html", SITE, "open-data.html", page=page)
        yield web_file(DATA_INDEX, SITE, DATA_INDEX)
    if brief.handbook.site.handbook.report:
        yield from report_pages(brief.handbook)


def report_pages(handbook: Handbook) -> Iterator[Artifact]:
    """Yield the reports as web pages: the overview, the joint list with its files, and one a committee."""
    first = Page("report", "", handbook.words.report.page, f"{OwnAddress.REPORT}/")
    yield web_file(f"{first.path}index.html", SITE, "reports.html", page=first)
    todo = Page("report", OwnAddress.TODO, handbook.words.report.todo_page, f"{first.path}{OwnAddress.TODO}/")
    yield web_file(f"{todo.path}index.html", SITE, "todo.html", page=todo)
    for file in ReportFile:
        yield web_file(f"{first.path}{file}", SITE, file)
    for committee in handbook.committees:
        page = Page(
            "report",
            committee.slug,
            f"{committee.profile.name}{handbook.words.report.page}",
            f"{first.path}{committee.slug}/",
        )
        yield web_file(f"{page.path}index.html", SITE, "report.html", page=page)


PRODUCT = Product(
    name=WEBSITE,
    title=lambda handbook: handbook.words.website,
    files=files,
    subdistrict=SubdistrictFiles(subdistrict_files),
    dated=True,
)


# --- names of assets, and packed twins -------------------------------------------------------------------------------

TEXTUAL = (".html", ".css", ".js", ".json", ".csv", ".svg", ".xml", ".txt", ".atom", ".webmanifest")
"""The endings of texts, which may have packed twins."""

BROTLI = ".br"
PACKED = (".gz", BROTLI)
"""The endings of packed twins."""


def hashed(name: str, *sources: bytes) -> str:
    """Return a name that changes with what the file is made from: `assets/handbook.1a2b3c4d.css`."""
    digest = hashlib.sha256(b"".join(len(source).to_bytes(8, "big") + source for source in sources)).hexdigest()
    stem, dot, ending = name.rpartition(".")
    return f"{OwnAddress.ASSETS}/{stem}.{digest[:8]}{dot}{ending}"


def addresses(sources: Mapping[str, bytes], look: bytes) -> dict[str, str]:
    """Return the address of each asset below the website's root, by the name of its template.

    `sources` are the templates' bytes by name, `look` those of the colours and sizes that style sheets take in.
    """
    return {name: hashed(name, sources[name], look) for name in ASSETS}


def twins(handbook: Handbook, artifacts: Iterable[Artifact]) -> Iterator[Artifact]:
    """Yield the packed twins of a website's texts, where the settings ask for them."""
    if handbook.site.handbook.twins:
        for artifact in artifacts:
            if artifact.output == WEBSITE and artifact.path.endswith(TEXTUAL):
                yield from (replace(artifact, path=artifact.path + ending, codes=()) for ending in PACKED)


# --- prints that the website carries ---------------------------------------------------------------------------------


def download(sheet: Artifact) -> str:
    """Return the address of a print below the website's root: `lantian-2/print/guide-elder-meals.pdf`.

    One of the sub-district's own is `print/subdistrictbook-rulebook.pdf`.
    """
    if sheet.committee == SITE:
        return f"{OwnAddress.PRINT}/{sheet.path.replace('/', '-')}"
    details = sheet.path.removeprefix(f"{sheet.output}/{sheet.committee}").removesuffix(".pdf")
    return f"{sheet.committee}/print/{sheet.output}{details}.pdf"


def carried(sheets: Iterable[Artifact]) -> Iterator[Artifact]:
    """Yield the website's copies of prints."""
    for sheet in sheets:
        yield Artifact(f"{WEBSITE}/{download(sheet)}", WEBSITE, sheet.committee, "", copy_of=sheet.path)
