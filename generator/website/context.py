"""What a page's template may use: what its committee's pages share, and what is its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache, partial
from types import MappingProxyType
from typing import Any

import jinja2
from markupsafe import Markup, escape

from generator.codes import ledger
from generator.codes.pages import CommitteePages, Page
from generator.model.facts import SharedText
from generator.model.gone import ClosedCommittee
from generator.model.ledger import Code
from generator.model.site import OwnAddress
from generator.products import sheet
from generator.products.catalogue import FORMS
from generator.products.plan import successor
from generator.products.product import Artifact
from generator.products.report import committee_report, overview, todo_list
from generator.products.rulebook import changes
from generator.products.rulebook.contents import RULEBOOK
from generator.products.says import drawn
from generator.products.website import download
from generator.text import markup, placeholder
from generator.text.placeholder import Values
from generator.website import editions, line_breaks, open_data, open_hours, search, structured, year
from generator.website.environment import ROOT, environment, mistakes_named
from generator.website.hsds import Source
from generator.website.hsds_tables import TABLES
from generator.website.inputs import CommitteeInputs, SiteInputs, SubdistrictInputs

IMPRINT = "\1"
"""Stands in a rendered page for what is said of the sheet whose code led there, which differs from code to code."""

FRAME = "frame.html"

Context = dict[str, Any]
"""The names that a template may use."""


def site_context(site: SiteInputs, values: Values) -> Context:
    """Return what every page's template may use."""
    handbook = site.handbook
    return {
        "handbook": handbook,
        "site": handbook.site,
        "policy": handbook.policy,
        "certificates": handbook.certificates.items,
        "root": ROOT,
        "imprint": IMPRINT,
        "plain": lambda text: placeholder.fill(text, values),
        "fill": lambda text: text_xhtml(line_breaks.marked(placeholder.fill(text, values))),
        "safety": handbook.words.safety,
    }


# --- the sub-district's own pages ------------------------------------------------------------------------------------


def subdistrict_context(inputs: SubdistrictInputs) -> Context:
    """Return what the sub-district's own pages share."""
    handbook = inputs.site.handbook
    return {
        **site_context(inputs.site, placeholder.values(handbook, None)),
        "look": inputs.site.templates.look,
        "committees": inputs.committees,
        "own_prints": [own_print(inputs, artifact) for artifact in inputs.carried],
        "numbers": highest_numbers(inputs.committees.values(), handbook.closed),
    }


def own_print(inputs: SubdistrictInputs, artifact: Artifact) -> dict[str, str]:
    """Return what a print of the sub-district's own is called, where the website carries it, and how large it is."""
    handbook, size = inputs.site.handbook, inputs.site.sizes.get(artifact.path)
    title = FORMS[artifact.word].title(handbook)
    return {"title": title, "href": ROOT + download(artifact), "size": file_size(size) if size else ""}


def own_page_context(inputs: SubdistrictInputs, page: Page) -> Context:
    """Return what a page of the sub-district's has besides: of the data, a report on one or on all, what is due."""
    handbook = inputs.site.handbook
    if page.kind == "open-data":
        catalogue = open_data.catalogue(handbook, inputs.committees.values())
        return {
            "page": page,
            "structured": structured.in_script(catalogue),
            "data": open_data.told(handbook),
            "words": handbook.words.open_data,
            "licence": handbook.words.open_data.licence(handbook.site.handbook.open_data.licence),
            "titles": {
                slug: open_data.about(Source(handbook, pages))["title"] for slug, pages in inputs.committees.items()
            },
            "tables": TABLES,
        }
    if not page.id:
        return {"page": page, "report": overview(handbook, inputs.judged), "todo": todo_list(handbook, inputs.todos)}
    if page.id == OwnAddress.TODO:
        return {"page": page, "report": todo_list(handbook, inputs.todos), "listed": [*inputs.committees]}
    committee = inputs.committees[page.id].committee
    return {"page": page, "report": committee_report(handbook, inputs.judged, committee)}


def highest_numbers(committees: Iterable[CommitteePages], closed: Iterable[ClosedCommittee] = ()) -> str:
    """Return each committee's number and its highest item, by which a mistyped code is put right: `003:92 016:91`.

    The codes of `closed` committees, which are no more, still lead somewhere.
    """
    given = (
        *((pages.committee.profile.number, pages.ledger.codes) for pages in committees),
        *((gone.closing.number, gone.ledger.codes) for gone in closed),
    )
    return " ".join(f"{number}:{max(int(code.number) for code in codes)}" for number, codes in given if codes)


# --- a committee's pages ---------------------------------------------------------------------------------------------


def committee_context(inputs: CommitteeInputs) -> Context:
    """Return what all pages of one committee share, the frame around them set already."""
    handbook, pages = inputs.site.handbook, inputs.pages
    days = open_hours.days_ahead(handbook, pages.committee)
    context = {
        **site_context(inputs.site, inputs.values),
        "committee": pages.committee,
        "pages": pages,
        "named": {name.partition(".")[2]: value for name, value in inputs.values.items()},
        "link": lambda kind, id: ROOT + pages.address(kind, id),
        "pdf": lambda word, part="": carried_print(inputs, word, part),
        "to": lambda kind, id: link_to(pages, kind, id),
        "body": lambda text: body_xhtml(text, pages, inputs.values),
        "hours": drawn(sheet.hours(handbook, pages)),
        "staff_of": partial(sheet.staff_of, handbook),
        "shift_days": lambda shift: sheet.shift_days(handbook, shift, handbook.today),
        "shifts_ahead": lambda shifts: sheet.shifts_from(shifts, handbook.today),
        "current": pages.committee.records.notices_on(handbook.today),
        "roster": days,
        "open_days": open_hours.for_script(days),
        "gatherings": pages.committee.records.gatherings_from(handbook.today),
        "seats": lambda id: sheet.seats(pages, id),
        "space_name": lambda id: sheet.space_name(handbook, pages, id),
    }
    with mistakes_named():
        return {**context, **frame(environment(inputs.site), context)}


def frame(templates: jinja2.Environment, context: Context) -> Context:
    """Return what stands above and below every page of one committee."""
    try:
        macros = templates.get_template(FRAME).make_module(context)
        return {name: getattr(macros, name)() for name in ("top", "menu", "foot")}
    except jinja2.UndefinedError:
        templates.handle_exception()  # so that the traceback names the template's own lines


def page_context(inputs: CommitteeInputs, page: Page) -> Context:
    """Return what a page of a committee has besides what all of them share."""
    if page.kind == "gone":
        return {"page": page, "subject": page.subject, **gone_context(inputs, page.subject)}
    handbook, pages, key = inputs.site.handbook, inputs.pages, (page.kind, page.id)
    context = {
        "page": page,
        "subject": page.subject,
        "code": pages.code(*key).code,
        "structured": structured.structured(handbook, pages, page, inputs.values),
    }
    if product := editions.product_of_page(page.kind, page.id):
        carried = carried_print(inputs, product.name, page.id) or carried_print(inputs, product.name)
        context["sheet"] = carried and {**carried, "name": product.title(handbook)}
    more = MORE_CONTEXT.get(key) or MORE_CONTEXT.get((page.kind, ""))
    return context | more(inputs, page) if more else context


def _rule(inputs: CommitteeInputs, page: Page) -> Context:
    book = inputs.standings.get((RULEBOOK, None))
    return {"earlier": editions.earlier_text(inputs.pages, page.id, book)}


def _print(inputs: CommitteeInputs, page: Page) -> Context:
    return {"on_paper": editions.sheets_on_paper(inputs.site.handbook, inputs.pages, inputs.standings)}


def _changes(inputs: CommitteeInputs, page: Page) -> Context:
    issued = ledger.of_sheet(inputs.pages.ledger, RULEBOOK)
    return {"notes": changes.by_chapter(inputs.site.handbook, inputs.pages), "notes_editions": len(issued)}


def _codes(inputs: CommitteeInputs, page: Page) -> Context:
    return {"all_codes": editions.all_codes(inputs.pages, inputs.standings)}


def _find(inputs: CommitteeInputs, page: Page) -> Context:
    return search.to_be_found(inputs.site.handbook, inputs.entries)


def _year(inputs: CommitteeInputs, page: Page) -> Context:
    return {"year": year.year(inputs.site.handbook, inputs.pages.committee)}


MORE_CONTEXT: Mapping[tuple[str, str], Callable[[CommitteeInputs, Page], Context]] = MappingProxyType(
    {
        ("rule", ""): _rule,
        ("page", "print"): _print,
        ("page", "changes"): _changes,
        ("page", "codes"): _codes,
        ("page", "find"): _find,
        ("page", "year"): _year,
    }
)
"""What some pages say that no other does, by kind and id; without an id, all of the kind."""


def gone_context(inputs: CommitteeInputs, code: Code) -> Context:
    """Return where to go instead of something that is gone, and with which committee it went, if with one."""
    closing, pages = inputs.closing, inputs.pages
    now = pages.pages.get((code.kind, code.id)) if closing else successor(pages, code)
    return {"code": code.code, "now": now, "closing": closing}


def carried_print(inputs: CommitteeInputs, word: str, part: str = "") -> dict[str, str] | None:
    """Return where the website carries a print, and how large it is; None where it does not.

    `part` is the id of the one thing that the file is about, empty for a file about more than one.
    """
    artifact = inputs.carried.get((word, part))
    if artifact is None:
        return None
    size = inputs.site.sizes.get(artifact.path)
    return {"href": ROOT + download(artifact), "size": file_size(size) if size else ""}


def file_size(size: int) -> str:
    """Return a number of bytes as people say it: `86 KB`, `1.2 MB`."""
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{max(1, round(size / 1000))} KB"


def imprint_context(inputs: CommitteeInputs, artifact: Artifact) -> Context:
    """Return what is said of the sheet whose code led to a page: which it is, and whether it still holds."""
    serial, page, code = int(artifact.imprint), artifact.page, artifact.codes[0]
    held = inputs.held.get(serial, [])
    others = editions.other_pages(inputs.pages, code, (page.kind, page.id)) if page and not inputs.closing else []
    return {"held": held, "code": code, "others": others}


# --- texts -----------------------------------------------------------------------------------------------------------


def body_xhtml(text: SharedText, pages: CommitteePages, values: Values) -> Markup:
    """Return a shared text's XHTML with its placeholders filled and its links leading to this committee's pages."""
    xhtml = acted_on(placeholder.fill_xhtml(text.body, values))
    return Markup(markup.LINK.sub(lambda link: link_to(pages, link[1], link[2]), xhtml))


acted_on = lru_cache(maxsize=4096)(markup.acted_on)


@lru_cache(maxsize=16384)
def text_xhtml(text: str) -> Markup:
    """Return a plain text as XHTML; most texts are the same for every committee."""
    return Markup(markup.acted_on(str(escape(text))))


def link_to(pages: CommitteePages, kind: str, id: str) -> Markup:
    """Return the attributes of a link to a page: its address, and its code, which is the target that paper can show."""
    code = pages.code("page", "forms") if kind == "form" else pages.code(kind, id)
    return Markup(f'href="{ROOT}{pages.address(kind, id)}" data-code="{code.code}"')
