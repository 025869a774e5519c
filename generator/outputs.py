"""What the handbook turns into: one small function per output, and the plan of all that will be made."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from generator import codesheets, disclosures, doorsigns, finding, guides, hosting, icalendar, rosters, sheets
from generator.model import Handbook
from generator.pages import CommitteePages, Page, committee_pages
from generator.problem import Problem

SITE = ""
"""Stands for the sub-district itself, where otherwise a committee's slug stands."""


@dataclass(frozen=True)
class Artifact:
    """One file to be produced. `path` lies below build/; `codes` are those it prints or answers to.

    `variant` is the form an output takes besides its usual one: `large`, `a0`. `page` is the page a file shows, or the
    one thing a sheet is about.
    """

    path: str
    output: str
    committee: str
    template: str
    codes: tuple[str, ...] = ()
    page: Page | None = None
    variant: str = ""

    @property
    def product(self) -> str:
        """`rulebook`, or `rulebook-large` for a variant."""
        return product(self.output, self.variant)


def product(output: str, variant: str) -> str:
    """An output in one of its variants, as the command line calls it."""
    return f"{output}-{variant}" if variant else output


@dataclass(frozen=True)
class Unit:
    """What is made of one committee for one product: the unit of work, whose digest says whether to make it again."""

    product: str
    committee: str
    artifacts: tuple[Artifact, ...]

    @property
    def output(self) -> str:
        """The output that the product is a variant of."""
        return self.product.partition("-")[0]

    @property
    def name(self) -> str:
        """`rulebook/lantian-2`, `rulebook-large/lantian-2`; the sub-district's own pages are `website/`."""
        return f"{self.product}/{self.committee}"


@dataclass(frozen=True)
class Plan:
    """All that will be produced, the pages and codes of each committee by its slug, and the address of each asset."""

    units: tuple[Unit, ...]
    committees: Mapping[str, CommitteePages]
    assets: Mapping[str, str]

    @property
    def artifacts(self) -> Iterator[Artifact]:
        """Every file of every unit."""
        return (artifact for unit in self.units for artifact in unit.artifacts)


Output = Callable[[Handbook, CommitteePages], Iterator[Artifact]]


def website(handbook: Handbook, committee: CommitteePages) -> Iterator[Artifact]:
    """A committee's pages, each at its readable address and at its code's."""
    slug = committee.committee.slug
    for key, page in committee.pages.items():
        code = committee.codes[key].code
        for path in (page.path, f"{code}/"):
            yield Artifact(f"website/{path}index.html", "website", slug, page.template, (code,), page)
    for name in COMMITTEE_FILES:
        yield Artifact(f"website/{slug}/{name}", "website", slug, name)


def rulebook(handbook: Handbook, committee: CommitteePages) -> Iterator[Artifact]:
    """The rules bound into a book, A4."""
    slug = committee.committee.slug
    printed = sheets.rulebook_codes(handbook, committee)
    yield Artifact(f"rulebook/{slug}.pdf", "rulebook", slug, "rulebook.typ", printed)


def board(handbook: Handbook, committee: CommitteePages) -> Iterator[Artifact]:
    """The notice board of the service hall, A1."""
    slug = committee.committee.slug
    yield Artifact(f"board/{slug}.pdf", "board", slug, "board.typ", sheets.board_codes(handbook, committee))


def report(handbook: Handbook, committee: CommitteePages) -> Iterator[Artifact]:
    """How a committee stands, clause by clause, A4; and as a web page where the site's settings allow it."""
    slug = committee.committee.slug
    yield Artifact(f"report/{slug}.pdf", "report", slug, "report.typ")


def doorsign(handbook: Handbook, committee: CommitteePages) -> Iterator[Artifact]:
    """A sheet for the door of each room, A4."""
    slug = committee.committee.slug
    printed = doorsigns.doorsign_codes(handbook, committee)
    yield Artifact(f"doorsign/{slug}.pdf", "doorsign", slug, "doorsign.typ", printed)


def guide(handbook: Handbook, committee: CommitteePages) -> Iterator[Artifact]:
    """A sheet for each service to take home, A4."""
    slug = committee.committee.slug
    for id in handbook.services:
        printed, page = guides.guide_codes(committee, id), committee.pages["service", id]
        yield Artifact(f"guide/{slug}-{id}.pdf", "guide", slug, "guide.typ", printed, page)


def roster(handbook: Handbook, committee: CommitteePages) -> Iterator[Artifact]:
    """Who is on duty this month and next, and the year at a glance, A3; none where no calendar covers these days."""
    slug = committee.committee.slug
    if rosters.months(handbook):
        yield Artifact(f"roster/{slug}.pdf", "roster", slug, "roster.typ", rosters.roster_codes(committee))


def disclosure(handbook: Handbook, committee: CommitteePages) -> Iterator[Artifact]:
    """What is made public today by the catalogue, A2."""
    slug = committee.committee.slug
    printed = disclosures.disclosure_codes(committee)
    yield Artifact(f"disclosure/{slug}.pdf", "disclosure", slug, "disclosure.typ", printed)


def plates_sheet(handbook: Handbook, committee: CommitteePages) -> Iterator[Artifact]:
    """The exact texts of the plates for the sign maker, and the register of every plate, A4."""
    slug = committee.committee.slug
    yield Artifact(f"plates/{slug}.pdf", "plates", slug, "plates.typ")


def codesheet(handbook: Handbook, committee: CommitteePages) -> Iterator[Artifact]:
    """Every code as a label, and the sheet for the weekly look at them, A4."""
    slug = committee.committee.slug
    yield Artifact(f"codesheet/{slug}.pdf", "codesheet", slug, "codesheet.typ", codesheets.codesheet_codes(committee))


def forms(handbook: Handbook, committee: CommitteePages) -> Iterator[Artifact]:
    """The blank forms, each a sheet of A4."""
    slug = committee.committee.slug
    yield Artifact(f"forms/{slug}.pdf", "forms", slug, "forms.typ")


OUTPUTS: Mapping[str, Output] = MappingProxyType(
    {
        "website": website,
        "rulebook": rulebook,
        "board": board,
        "doorsign": doorsign,
        "guide": guide,
        "roster": roster,
        "disclosure": disclosure,
        "plates": plates_sheet,
        "codesheet": codesheet,
        "forms": forms,
        "report": report,
    }
)

VARIANTS: Mapping[str, Output] = MappingProxyType({})
"""Further forms of outputs, by the name the command line gives them; made only when they are named."""

PRODUCTS: Mapping[str, Output] = MappingProxyType({**OUTPUTS, **VARIANTS})

OVERVIEW = "report/overview.pdf"
"""How all committees stand."""

COMMITTEE_FILES: Mapping[str, Callable[[Handbook, CommitteePages], str]] = MappingProxyType(
    {
        "duty.ics": lambda handbook, pages: icalendar.calendar(handbook, pages.committee),
        "office.vcf": lambda handbook, pages: icalendar.card(handbook, pages.committee),
        "changes.atom": hosting.feed,
        "find/entries.js": lambda handbook, pages: finding.index_script(finding.entries(handbook, pages)),
    }
)
"""What lies beside a committee's pages: for the phone's calendar and address book, and what can be found."""

SITE_PAGES = {
    "index.html": "site.html",
    "404.html": "404.html",
    "sitemap.xml": "sitemap.xml",
    "robots.txt": "robots.txt",
    "assets/directory.js": "directory.js",
    "favicon.svg": "favicon.svg",
    "manifest.webmanifest": "manifest.webmanifest",
    "sw.js": "sw.js",
}
"""The website's own files, and the template of each."""


ASSETS = ("handbook.css", "404.js", "find.js", "open.js", "page.js")
"""What many pages load; the name of each changes with its content, so that it may be kept for ever."""


def assets(handbook: Handbook) -> dict[str, str]:
    """The address of each asset below the website's root, by the name of its template."""
    templates = handbook.root / "templates"
    look = (templates / "shared" / "look.yml").read_bytes()
    return {name: hosting.hashed(name, (templates / "website" / name).read_bytes(), look) for name in ASSETS}


def plan(handbook: Handbook, products: Iterable[str] = OUTPUTS, committees: Collection[str] = ()) -> Plan:
    """What these products will be, for all committees or those named. Nothing is made yet.

    The website is always whole, since its first page names every committee.
    """
    loaded = assets(handbook)
    pages = {committee.slug: committee_pages(handbook, committee) for committee in handbook.committees}
    units = []
    for name in products:
        if own := tuple(of_the_site(handbook, name, loaded)):
            units.append(Unit(name, SITE, (*own, *twins(handbook, own))))
        for slug, committee in pages.items():
            if name == "website" or not committees or slug in committees:
                made = tuple(PRODUCTS[name](handbook, committee))
                units.append(Unit(name, slug, (*made, *twins(handbook, made))))
    return Plan(tuple(units), pages, loaded)


def twins(handbook: Handbook, made: Iterable[Artifact]) -> Iterator[Artifact]:
    """The packed twins of a website's texts, where the settings ask for them."""
    if handbook.site.handbook.twins:
        for artifact in made:
            if artifact.output == "website" and artifact.path.endswith(hosting.TEXTUAL):
                yield from (replace(artifact, path=artifact.path + ending, codes=()) for ending in hosting.PACKED)


def of_the_site(handbook: Handbook, output: str, loaded: Mapping[str, str]) -> Iterator[Artifact]:
    """What an output makes for the sub-district itself: the website's first page and the like, and the overview."""
    if output == "website":
        for path, template in SITE_PAGES.items():
            yield Artifact(f"website/{path}", "website", SITE, template)
        for name, path in loaded.items():
            yield Artifact(f"website/{path}", "website", SITE, name)
        for path in hosting.SITE_FILES:
            yield Artifact(f"website/{path}", "website", SITE, path)
        if handbook.site.handbook.report:
            yield from report_pages(handbook)
    if output == "report":
        yield Artifact(OVERVIEW, "report", SITE, "overview.typ")


def report_pages(handbook: Handbook) -> Iterator[Artifact]:
    """The reports as web pages: the overview and one a committee."""
    first = Page("report", "", "达标情况", "report/")
    yield Artifact("website/report/index.html", "website", SITE, "reports.html", page=first)
    for committee in handbook.committees:
        page = Page("report", committee.slug, f"{committee.profile.name}达标情况", f"report/{committee.slug}/")
        yield Artifact(f"website/{page.path}index.html", "website", SITE, "report.html", page=page)


def check_plan(handbook: Handbook, found: Plan) -> Iterator[Problem]:
    """Promises that only the whole plan can break: a code without a page, an address twice."""
    owners: dict[str, str] = {}
    for slug, pages in found.committees.items():
        ledger = pages.ledger
        source = ledger.source
        for index, code in enumerate(ledger.codes):
            place = source.at("codes", index)
            if (code.kind, code.id) not in pages.pages:
                hint = f"把“{code.title}”加回来。印出去的编码不能没有页面"
                message = f"编码 {code.code} 指向的“{code.title}”（{code.kind}:{code.id}）没有页面了"
                yield Problem(place, "X1", message, hint, committee=slug)
            if code.code in owners:
                hint = "把 number 改成没有别的居委会用过的号码"
                message = f"编码 {code.code} 和 {owners[code.code]} 的重复"
                yield Problem(place, "X2", message, hint, committee=slug)
            owners[code.code] = slug
    answered = set(owners)
    for artifact in found.artifacts:
        for printed in artifact.codes:
            if printed not in answered:
                place = handbook.site.source.at()
                yield Problem(place, "X1", f"{artifact.path} 上的编码 {printed} 没有页面", "这是程序的错，请报告")
