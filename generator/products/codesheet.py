"""What the sheet of codes says: every code of a committee, to stick on and to look at once a week.

The labels are given to the printer like any paper that carries codes; the table for the weekly look, on the pages
behind them, says how things stand on the day and has no editions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from generator.codes import ledger
from generator.codes.number import plain
from generator.codes.pages import FOLDERS, CommitteePages
from generator.model.handbook import Handbook
from generator.model.ledger import Code
from generator.products import sheet
from generator.products.product import WHOLE, Artifact, Brief, Data, Imprint, Part, Product, always, print_file
from generator.products.says import PrintedCode
from generator.text import chinese


def codesheet(brief: Brief) -> Data:
    """Return the sheet's data: a label for each code; then the codes by where they are printed, for the weekly look.

    A code stands once, under the first print one walks past, with all the prints it is on. `issued` is the day and the
    edition in which it was last given to the printer, None where it never was.
    """
    handbook, pages = brief.handbook, brief.pages
    carriers = [(product, product.codes(handbook, pages)) for product in walked_past(brief.products)]
    issues = last_issued(pages)
    left = {code.code: code for code in in_use(pages)}

    def rows(printed: Iterable[str]) -> list[Data]:
        return [
            {
                **row(handbook, pages, left.pop(code)),
                "where": list(dict.fromkeys(codes[code] for _, codes in carriers if code in codes)),
                "issued": issues.get(code),
            }
            for code in printed
            if code in left
        ]

    groups: list[Data] = [
        {
            "title": product.title(handbook),
            "place": product.place(handbook, pages.committee),
            "rows": rows(codes),
        }
        for product, codes in carriers
    ]
    return {
        **sheet.masthead(handbook, pages, brief.values),
        "title": handbook.words.codesheet.title,
        "labels": [label(handbook, pages, code) for code in in_use(pages)],
        "groups": [*groups, {"title": None, "place": None, "rows": rows(tuple(left))}],
    }


def walked_past(products: Mapping[str, Product]) -> list[Product]:
    """Return the products that one comes to on the weekly walk along all codes, in the order of the walk."""
    stations = [(product.round, product) for product in products.values() if product.round is not None]
    return [product for _, product in sorted(stations, key=lambda station: station[0])]


def in_use(pages: CommitteePages) -> tuple[Code, ...]:
    """Return the codes that lead to something there is, each once."""
    return tuple({code.code: code for code in pages.ledger.codes if not code.retired}.values())


def codesheet_codes(pages: CommitteePages) -> tuple[str, ...]:
    """Return the codes the sheet prints: all that are in use, each once."""
    return tuple(code.code for code in in_use(pages))


def last_issued(pages: CommitteePages) -> dict[str, Data]:
    """Return the newest edition that carries each code, and its day, by the code; of issued sheets' codes only.

    Every code is on a label as well: that edition counts for those only that are on no other sheet.
    """
    known = {code.number: code.code for code in in_use(pages)}
    issues: dict[str, Data] = {}
    for edition in sorted(pages.ledger.editions, key=lambda edition: (edition.sheet != NAME, edition.serial)):
        for number in ledger.unpacked(edition.codes):
            if number in known:
                issues[known[number]] = {"edition": edition.edition, "date": chinese.date(edition.date)}
    return issues


def label(handbook: Handbook, pages: CommitteePages, code: Code) -> PrintedCode:
    """Return a code to draw and to stick on, with the title of its page beside it."""
    return sheet.code(handbook, pages, code.kind, code.id, title(pages, code))


def row(handbook: Handbook, pages: CommitteePages, code: Code) -> Data:
    """Return a code in words only: what it is drawn from stands on its label."""
    return {
        "number": code.code,
        "plain": plain(handbook.site.code_url, code.code),
        "caption": title(pages, code),
        "kind": handbook.language.pages[FOLDERS[code.kind]].title if code.kind in FOLDERS else None,
    }


def title(pages: CommitteePages, code: Code) -> str:
    """Return what a code's page is called now, or was called when it was still there."""
    page = pages.pages.get((code.kind, code.id))
    return page.title if page else code.title


# --- the product -----------------------------------------------------------------------------------------------------


def files(handbook: Handbook, pages: CommitteePages, variant: str) -> Iterator[Artifact]:
    """Yield every code as a label, and the sheet for the weekly look at them."""
    yield print_file(NAME, pages.committee.slug, "codesheet.typ", codesheet_codes(pages))


def data(brief: Brief, artifact: Artifact) -> Data:
    """Return what the sheet of codes says."""
    return codesheet(brief)


def labels_alone(data: Data) -> Mapping[Part, Data]:
    """Return what the labels say, without the table behind them."""
    committee = {key: data["committee"][key] for key in ("short_name", "full_name")}
    return {None: {"committee": committee, **{key: data[key] for key in ON_LABELS}}}


def imprinted(data: Data, imprints: Mapping[Part, Imprint]) -> Data:
    """Return the data with the labels' edition, and what stands on top of their pages if they are a proof.

    A label's code leads to its page alone, not to an edition: it says no more than what the page is called, and is not
    outdated because another label has changed.
    """
    (imprint,) = imprints.values()
    label_pages = -(-len(data["labels"]) // LABELS_ON_A_PAGE)
    return {**data, "edition": imprint.edition, "marks": [*[imprint.mark] * label_pages, ""]}


NAME = "codesheet"

ON_LABELS = ("district", "subdistrict", "office", "safety", "labels")
"""What the labels and the lines above and below them say, besides the committee's names."""

LABELS_ON_A_PAGE = 21
"""3 × 7, as the paper is sold; the template draws so many."""

PRODUCT = Product(
    name=NAME,
    title=lambda handbook: handbook.words.codesheet.title,
    files=files,
    data=data,
    paper=always("A4"),
    place=lambda handbook, committee: handbook.words.places.codesheet,
    issued=True,
    parts=replace(WHOLE, sheets=labels_alone, imprinted=imprinted),
)
