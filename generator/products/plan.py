"""What the handbook turns into: one small function per output, and the plan of all that will be made."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from types import MappingProxyType

from generator.codes.ledger import unpacked
from generator.codes.merge import reconciled
from generator.codes.pages import CommitteePages, Page, committee_pages
from generator.model.gone import ClosedCommittee
from generator.model.handbook import Handbook
from generator.model.ledger import Code, Ledger
from generator.problem import Problem, did_you_mean
from generator.products import board as board_
from generator.products.board import PANELS, SIZES, board_codes, panel_codes
from generator.products.codesheet import codesheet_codes
from generator.products.disclosure import disclosure_codes
from generator.products.doorsign import doorsign_codes
from generator.products.guide import guide_codes
from generator.products.roster import months, roster_codes
from generator.products.rulebook import book, changes

WEBSITE = "website"

SITE = ""
"""Stands for the sub-district itself, where otherwise a committee's slug stands."""


@dataclass(frozen=True)
class Artifact:
    """One file to be produced. `path` lies below build/; `codes` are those it prints or answers to.

    `variant` is the form an output takes besides its usual one: `large`, `a0`. `page` is the page a file shows, or the
    one thing a sheet is about. `imprint` is the serial of the issued sheet whose code leads to a page; `0` for a code
    that is on no issued sheet, nothing for a readable address. `copy_of` is the path of the print that the file is,
    byte for byte.
    """

    path: str
    output: str
    committee: str
    template: str
    codes: tuple[str, ...] = ()
    page: Page | None = None
    variant: str = ""
    imprint: str = ""
    copy_of: str = ""

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
    """A committee's pages, each at its readable address, at its code's, and at those of the issued sheets it is on."""
    slug = committee.committee.slug
    for key, page in committee.pages.items():
        code = committee.codes[key].code
        yield Artifact(f"website/{page.path}index.html", "website", slug, page.template, (code,), page)
        for former in committee.committee.profile.former_slugs:
            moved = f"website/{former}{page.path.removeprefix(slug)}index.html"
            yield Artifact(moved, "website", slug, "moved.html", (code,), page)
    yield from code_pages(committee)
    for name in COMMITTEE_FILES:
        yield Artifact(f"website/{slug}/{name}", "website", slug, name)
    for print_ in downloads(handbook, committee):
        yield Artifact(f"website/{download(print_)}", "website", slug, "", copy_of=print_.path)


def downloads(handbook: Handbook, committee: CommitteePages) -> Iterator[Artifact]:
    """Yield the prints of a committee that its website carries."""
    for name in carried_products(handbook):
        yield from PRODUCTS[name](handbook, committee)


def carried_products(handbook: Handbook) -> tuple[str, ...]:
    """Return the products that the website carries; `check_plan` tells of those that the settings ask for in vain."""
    return tuple(name for name in handbook.site.handbook.downloads if name in PRODUCTS and name not in NOT_CARRIED)


def download(sheet: Artifact) -> str:
    """The address of a print below the website's root: `lantian-2/print/guide-elder-meals.pdf`."""
    details = sheet.path.removeprefix(f"{sheet.output}/{sheet.committee}").removesuffix(".pdf")
    return f"{sheet.committee}/print/{sheet.output}{details}.pdf"


def code_pages(committee: CommitteePages) -> Iterator[Artifact]:
    """What each code ever given out leads to: its page, or one that says what it was and where to go now."""
    slug = committee.committee.slug
    for same, serials in numbered(committee.ledger):
        found = next((page for code in same if (page := committee.pages.get((code.kind, code.id)))), None)
        page = found or gone_page(same[0])
        for imprint in ("0", *map(str, serials)):
            folder = same[0].code if imprint == "0" else f"{same[0].code}/{imprint}"
            path = f"website/{folder}/index.html"
            yield Artifact(path, "website", slug, page.template, (same[0].code,), page, imprint=imprint)


def closed_pages(closed: ClosedCommittee) -> Iterator[Artifact]:
    """What the codes of a committee that is no more lead to."""
    for same, serials in numbered(reconciled(closed.ledger, closed.closing.number)):
        page = gone_page(same[0])
        for folder in ("", *(f"{serial}/" for serial in serials)):
            path = f"website/{same[0].code}/{folder}index.html"
            yield Artifact(path, "website", closed.slug, page.template, (same[0].code,), page, imprint="0")


def numbered(ledger: Ledger) -> Iterator[tuple[list[Code], tuple[int, ...]]]:
    """The codes of each number, what was issued first; and the serials of the sheets that carry it.

    There is more than one only where two branches issued one number for two things.
    """
    serials: dict[str, dict[int, None]] = {}
    for edition in ledger.editions:
        for number in unpacked(edition.codes):
            serials.setdefault(number, {})[edition.serial] = None
    for number, same in groupby(sorted(ledger.codes, key=lambda code: int(code.number)), key=lambda code: code.number):
        codes = sorted(same, key=lambda one: (one.issued is None, str(one.issued)))
        yield codes, tuple(serials.get(number, ()))


def gone_page(code: Code) -> Page:
    """The page of something that is no more; it has no address but its code's."""
    return Page("gone", code.number, code.title, f"{code.code}/", code)


def rulebook(handbook: Handbook, committee: CommitteePages) -> Iterator[Artifact]:
    """The rules bound into a book, A4."""
    slug = committee.committee.slug
    yield Artifact(f"rulebook/{slug}.pdf", "rulebook", slug, "rulebook.typ", book.codes_of(handbook, committee))


def rulebook_as(variant: str) -> Output:
    """The whole rulebook in one of its variants."""

    def made(handbook: Handbook, committee: CommitteePages) -> Iterator[Artifact]:
        slug, printed = committee.committee.slug, book.codes_of(handbook, committee)
        path = f"rulebook/{slug}-{variant}.pdf"
        yield Artifact(path, "rulebook", slug, "rulebook.typ", printed, variant=variant)

    return made


def rulebook_chapters(handbook: Handbook, committee: CommitteePages) -> Iterator[Artifact]:
    """Each chapter of the rulebook as a sheet of its own, A4."""
    slug, variant = committee.committee.slug, book.CHAPTERS_APART
    for (kind, id), code in book.chapter_codes(handbook, committee).items():
        page = committee.pages[book.page_of((kind, id))]
        path = f"rulebook/{slug}-{variant}-{kind}-{id}.pdf"
        yield Artifact(path, "rulebook", slug, "rulebook.typ", (code,), page, variant)


def rulebook_changes(handbook: Handbook, committee: CommitteePages) -> Iterator[Artifact]:
    """What the newest issued rulebook says otherwise than the one before it, A4; none where there are no two."""
    slug, variant = committee.committee.slug, changes.VARIANT
    if changes.compared(committee):
        printed = (committee.code("page", "changes").code,)
        yield Artifact(f"rulebook/{slug}-{variant}.pdf", "rulebook", slug, "changes.typ", printed, variant=variant)


def board(handbook: Handbook, committee: CommitteePages) -> Iterator[Artifact]:
    """The notice board of the service hall, in the size of the committee's own."""
    yield board_sheet(handbook, committee, board_.size(handbook, committee.committee))


def board_sheet(handbook: Handbook, committee: CommitteePages, size: str, variant: str = "") -> Artifact:
    """The board in one of boards.SIZES."""
    slug = committee.committee.slug
    panels = size == PANELS
    printed = (panel_codes if panels else board_codes)(handbook, committee)
    path = f"board/{slug}-{variant}.pdf" if variant else f"board/{slug}.pdf"
    return Artifact(path, "board", slug, "panels.typ" if panels else "board.typ", printed, variant=variant)


def board_in(size: str) -> Output:
    """The board in a size that need not be the committee's own."""
    return lambda handbook, committee: iter((board_sheet(handbook, committee, size, size),))


def board_as(variant: str) -> Output:
    """The committee's own board, finished in another way: with crop marks, or as tiles."""

    def output(handbook: Handbook, committee: CommitteePages) -> Iterator[Artifact]:
        yield board_sheet(handbook, committee, board_.size(handbook, committee.committee), variant)

    return output


def report(handbook: Handbook, committee: CommitteePages) -> Iterator[Artifact]:
    """How a committee stands, clause by clause, A4; and as a web page where the site's settings allow it."""
    slug = committee.committee.slug
    yield Artifact(f"report/{slug}.pdf", "report", slug, "report.typ")


def doorsign(handbook: Handbook, committee: CommitteePages) -> Iterator[Artifact]:
    """A sheet for the door of each room, A4."""
    slug = committee.committee.slug
    printed = doorsign_codes(handbook, committee)
    yield Artifact(f"doorsign/{slug}.pdf", "doorsign", slug, "doorsign.typ", printed)


def guide(handbook: Handbook, committee: CommitteePages) -> Iterator[Artifact]:
    """A sheet for each service to take home, A4."""
    slug = committee.committee.slug
    for id in handbook.services:
        printed, page = guide_codes(committee, id), committee.pages["service", id]
        yield Artifact(f"guide/{slug}-{id}.pdf", "guide", slug, "guide.typ", printed, page)


def roster(handbook: Handbook, committee: CommitteePages) -> Iterator[Artifact]:
    """Who is on duty this month and next, and the year at a glance, A3; none where no calendar covers these days."""
    slug = committee.committee.slug
    if months(handbook):
        yield Artifact(f"roster/{slug}.pdf", "roster", slug, "roster.typ", roster_codes(committee))


def disclosure(handbook: Handbook, committee: CommitteePages) -> Iterator[Artifact]:
    """What is made public today by the catalogue, A2."""
    slug = committee.committee.slug
    printed = disclosure_codes(committee)
    yield Artifact(f"disclosure/{slug}.pdf", "disclosure", slug, "disclosure.typ", printed)


def plates_sheet(handbook: Handbook, committee: CommitteePages) -> Iterator[Artifact]:
    """The exact texts of the plates for the sign maker, and the register of every plate, A4."""
    slug = committee.committee.slug
    yield Artifact(f"plates/{slug}.pdf", "plates", slug, "plates.typ")


def codesheet(handbook: Handbook, committee: CommitteePages) -> Iterator[Artifact]:
    """Every code as a label, and the sheet for the weekly look at them, A4."""
    slug = committee.committee.slug
    yield Artifact(f"codesheet/{slug}.pdf", "codesheet", slug, "codesheet.typ", codesheet_codes(committee))


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

VARIANTS: Mapping[str, Output] = MappingProxyType(
    {
        **{f"rulebook-{variant}": rulebook_as(variant) for variant in book.VARIANTS},
        "rulebook-chapters": rulebook_chapters,
        "rulebook-changes": rulebook_changes,
        **{f"board-{size}": board_in(size) for size in SIZES},
        **{f"board-{variant}": board_as(variant) for variant in ("bleed", "tiled-a3", "tiled-a4")},
    }
)
"""Further forms of outputs, by the name the command line gives them; made only when they are named."""

PRODUCTS: Mapping[str, Output] = MappingProxyType({**OUTPUTS, **VARIANTS})

NOT_CARRIED = ("website", "codesheet", "report", "rulebook-changes", "rulebook-internal")
"""What the website cannot carry: itself, what it shows on its pages, and what is for the office or the staff only."""

OVERVIEW = "report/overview.pdf"
"""How all committees stand."""

COMMITTEE_FILES = ("duty.ics", "office.vcf", "changes.atom", "find/entries.js")
"""What lies beside a committee's pages: for the phone's calendar and address book, and what can be found."""

SITE_FILES = (
    *(".nojekyll", ".well-known/security.txt", "_headers", "_redirects", "changes.atom"),
    *("icon-192.png", "icon-512.png", "nginx.conf"),
)
"""The website's files that no template makes, by their path below its root."""

SITE_PAGES = {
    "index.html": "site.html",
    "404.html": "404.html",
    "sitemap.xml": "sitemap.xml",
    "robots.txt": "robots.txt",
    "directory.js": "directory.js",
    "favicon.svg": "favicon.svg",
    "manifest.webmanifest": "manifest.webmanifest",
    "sw.js": "sw.js",
}
"""The website's own files, and the template of each."""


ASSETS = ("handbook.css", "report.css", "404.js", "find.js", "open.js", "page.js")
"""What many pages load; the name of each changes with its content, so that it may be kept for ever."""


TEXTUAL = (".html", ".css", ".js", ".json", ".svg", ".xml", ".txt", ".atom", ".webmanifest")
"""The endings of texts, which may have packed twins."""

PACKED = (".gz", ".br")
"""The endings of packed twins."""


def hashed(name: str, *sources: bytes) -> str:
    """`assets/handbook.1a2b3c4d.css`: a name that changes with what the file is made from."""
    found = hashlib.sha256(b"".join(len(source).to_bytes(8, "big") + source for source in sources)).hexdigest()
    stem, dot, ending = name.rpartition(".")
    return f"assets/{stem}.{found[:8]}{dot}{ending}"


def assets(handbook: Handbook) -> dict[str, str]:
    """The address of each asset below the website's root, by the name of its template."""
    templates = handbook.root / "templates"
    look = (templates / "shared" / "look.yml").read_bytes()
    return {name: hashed(name, (templates / "website" / name).read_bytes(), look) for name in ASSETS}


def plan(handbook: Handbook, products: Collection[str] = OUTPUTS, committees: Collection[str] = ()) -> Plan:
    """What these products will be, for all committees or those named. Nothing is made yet.

    The website is always whole, since its first page names every committee; so are the prints it carries.
    """
    carried = carried_products(handbook) if "website" in products else ()
    loaded = assets(handbook)
    pages = {committee.slug: committee_pages(handbook, committee) for committee in handbook.committees}
    units = []
    for name in dict.fromkeys((*products, *carried)):
        if own := tuple(of_the_site(handbook, name, loaded)):
            units.append(Unit(name, SITE, (*own, *twins(handbook, own))))
        for slug, committee in pages.items():
            if name in ("website", *carried) or not committees or slug in committees:
                made = tuple(PRODUCTS[name](handbook, committee))
                units.append(Unit(name, slug, (*made, *twins(handbook, made))))
        if name == "website":
            units += [Unit(name, closed.slug, tuple(closed_pages(closed))) for closed in handbook.closed]
    return Plan(tuple(units), pages, loaded)


def twins(handbook: Handbook, made: Iterable[Artifact]) -> Iterator[Artifact]:
    """The packed twins of a website's texts, where the settings ask for them."""
    if handbook.site.handbook.twins:
        for artifact in made:
            if artifact.output == "website" and artifact.path.endswith(TEXTUAL):
                yield from (replace(artifact, path=artifact.path + ending, codes=()) for ending in PACKED)


def of_the_site(handbook: Handbook, output: str, loaded: Mapping[str, str]) -> Iterator[Artifact]:
    """What an output makes for the sub-district itself: the website's first page and the like, and the overview."""
    if output == "website":
        for path, template in SITE_PAGES.items():
            yield Artifact(f"website/{path}", "website", SITE, template)
        for name, path in loaded.items():
            yield Artifact(f"website/{path}", "website", SITE, name)
        for path in SITE_FILES:
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
    """Promises that only the whole plan can break: a code that leads nowhere, an address twice."""
    owners: dict[str, str] = {}
    for slug, kept in (*((slug, pages.ledger) for slug, pages in found.committees.items()), *closed_ledgers(handbook)):
        for index, code in enumerate(kept.codes):
            if owners.setdefault(code.code, slug) != slug:
                hint = "把 number 改成没有别的居委会用过的号码"
                message = f"编码 {code.code} 和 {owners[code.code]} 的重复"
                yield Problem(kept.source.at("codes", index), "X2", message, hint, committee=slug)
    for pages in found.committees.values():
        yield from lost(pages)
        yield from mistaken(handbook, pages)
    for index, name in enumerate(handbook.site.handbook.downloads):
        place = handbook.site.setting("downloads", index)
        if name in NOT_CARRIED:
            yield Problem(place, "D073", f"“{name}”不能放到网站上下载", f"把 downloads 里的“{name}”去掉")
        elif name not in PRODUCTS:
            choices = [product for product in PRODUCTS if product not in NOT_CARRIED]
            yield Problem(place, "D073", f"没有叫“{name}”的成品", did_you_mean(name, choices))
    answered = set(owners)
    for artifact in found.artifacts:
        for printed in artifact.codes:
            if printed not in answered:
                place = handbook.site.source.at()
                yield Problem(place, "X1", f"{artifact.path} 上的编码 {printed} 没有页面", "这是程序的错，请报告")


def closed_ledgers(handbook: Handbook) -> Iterator[tuple[str, Ledger]]:
    """The ledgers of committees that are no more."""
    return ((closed.slug, closed.ledger) for closed in handbook.closed)


def lost(pages: CommitteePages) -> Iterator[Problem]:
    """X1: whatever is on paper and is gone from the data needs a word about where to go now."""
    for index, code in enumerate(pages.ledger.codes):
        if code.issued and not code.retired and (code.kind, code.id) not in pages.pages:
            message = f"“{code.title}”（{code.kind}:{code.id}）不见了，可是编码 {code.code} 已经印出去"
            hint = (
                f"把它加回来；真的没有了，就在 content/retired.yml 或 {pages.committee.slug}/register.yml 的 retired "
                f"里写明 {{kind: {code.kind}, id: {code.id}, date, successor, reason}}"
            )
            place = pages.ledger.source.at("codes", index)
            yield Problem(place, "X1", message, hint, committee=pages.committee.slug)


def mistaken(handbook: Handbook, pages: CommitteePages) -> Iterator[Problem]:
    """X1: what is said to be gone is gone, was there once, and its successor exists."""
    known = {f"{code.kind}:{code.id}" for code in pages.ledger.codes}
    for record in (handbook.retirements, pages.committee.register):
        for index, one in enumerate(record.retired):
            name = f"{one.kind}:{one.id}"
            place = record.source.at("retired", index)
            if (one.kind, one.id) in pages.pages:
                yield Problem(place, "X1", f"“{name}”还在，不能又写成没有了", "删掉这一行，或删掉那一项")
            if one.successor and _follow(pages, one.successor) is None:
                hint = (
                    did_you_mean(one.successor, sorted(known))
                    or "successor 写现在该去的那一项，例如 service:elder-meals"
                )
                yield Problem(place, "X1", f"接替“{name}”的“{one.successor}”没有页面", hint)


def _follow(pages: CommitteePages, target: str) -> Page | None:
    """The page at the end of a chain of successors; None where it leads nowhere or in a circle."""
    after = {f"{code.kind}:{code.id}": code.successor for code in pages.ledger.codes if code.retired}
    for _ in range(len(after) + 1):
        kind, _, id = target.partition(":")
        if found := pages.pages.get((kind, id)):
            return found
        target = after.get(target) or ""
    return None


def successor(pages: CommitteePages, code: Code) -> Page | None:
    """The page that now stands for what is gone, or None where nothing does."""
    return _follow(pages, code.successor) if code.successor else None
