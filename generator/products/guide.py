"""What the guides say: a service on one sheet, for those who read it on paper at the counter."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator, Mapping

from generator.codes import number
from generator.codes.pages import CommitteePages
from generator.model.content import Material, Service
from generator.model.handbook import Handbook
from generator.model.words import GuideWords
from generator.products import sheet
from generator.products.product import Artifact, Brief, Data, Part, Parts, Product, always, imprinted_whole, print_file
from generator.products.says import Drawn
from generator.text import chinese, placeholder
from generator.text.markup import ANCHOR, LINK_KINDS
from generator.text.placeholder import Values


def guide_codes(pages: CommitteePages, id: str) -> tuple[str, ...]:
    """Return the code a service's guide prints: that of the service's page."""
    return (pages.code("service", id).code,)


def guide(handbook: Handbook, pages: CommitteePages, values: Values, id: str) -> Data:
    """Return the data of one service's guide, in the order of the service's page; None where the data have a gap."""
    service = handbook.services[id]
    field = handbook.working_committees[service.working_committee]
    text, mentioned = body(handbook, pages, service, values)

    def fill(words: str) -> str:
        return placeholder.fill(words, values)

    return {
        **sheet.masthead(handbook, pages, values),
        "id": id,
        "kind": handbook.words.guide.title,
        "title": service.title,
        "owner": field.name,
        "colour": Drawn(field.colour),
        "elsewhere": service.part == "不办",
        "answer": fill(service.answer),
        "starts": chinese.date(service.valid_from)
        if service.valid_from and service.valid_from > handbook.today
        else None,
        "materials": [material_line(handbook.words.guide, material, fill) for material in service.materials],
        "forms": [handbook.forms[form].title for form in service.forms],
        "place": fill(service.place),
        "hours": fill(service.hours),
        "phones": [{"name": phone.name, "number": phone.number} for phone in service.phones],
        "time": fill(service.time),
        "fee": fill(service.fee),
        "audience": fill(service.audience),
        "conditions": [fill(condition) for condition in service.conditions],
        "steps": [fill(step) for step in service.steps],
        "result": fill(service.result),
        "part": service.part,
        "committee_part": fill(service.committee_part),
        "text": sections(text),
        "questions": [{"question": fill(asked.question), "answer": fill(asked.answer)} for asked in service.questions],
        "mentioned": mentioned,
        "basis": citations(service),
        "checked": {
            "date": chinese.date(service.checked.date),
            "by": service.checked.by,
        },
        "validity": validity(handbook.words.guide, service),
        "code": sheet.code(handbook, pages, "service", id, service.title),
    }


def material_line(words: GuideWords, material: Material, fill: Callable[[str], str]) -> Data:
    """Return something to bring: name, whether the original, how many copies, note; `fill` fills their placeholders."""
    original = words.original if material.original and words.original not in material.name else ""
    copies = words.copies.format(copies=material.copies) if material.copies else ""
    return {
        "name": fill(material.name),
        "kind": "，".join(part for part in (original, copies) if part) or None,
        "note": fill(material.note) if material.note else None,
    }


def citations(service: Service) -> list[str]:
    """Return the laws a service rests on, each named once with all its articles: `《上海市消防条例》第七条、第九条`."""
    articles: dict[str, list[str]] = {}
    for item in service.basis:
        articles.setdefault(item.law, []).extend([item.article] if item.article else [])
    return [f"《{law}》{'、'.join(dict.fromkeys(cited))}" for law, cited in articles.items()]


def validity(words: GuideWords, service: Service) -> str | None:
    """Return from when and until when a service is done like this, as one sentence; None where neither is known."""
    begins = words.begins.format(date=chinese.date(service.valid_from)) if service.valid_from else ""
    ends = words.ends.format(date=chinese.date(service.valid_until)) if service.valid_until else ""
    period = "，".join(part for part in (begins, ends) if part)
    return words.validity.format(period=period) if period else None


def body(handbook: Handbook, pages: CommitteePages, service: Service, values: Values) -> tuple[str, list[Data]]:
    """Return a service's text as XHTML without links, and the pages of the handbook it speaks of.

    Paper has no links: an address outside stands behind its words, the handbook's own are told at the end.
    """
    mentioned: dict[str, str] = {}

    def plain(anchor: re.Match[str]) -> str:
        target, words = anchor[1].removeprefix('href="').removesuffix('"'), anchor[2]
        kind, _, id = target.partition(":")
        if kind in LINK_KINDS:
            key = ("page", "forms") if kind == "form" else (kind, id)
            title = handbook.forms[id].title if kind == "form" else pages.pages[key].title
            mentioned.setdefault(title, number.plain(handbook.site.code_url, pages.code(*key).code))
            return words
        address = target.partition(":")[2].removeprefix("//")
        return words if address in words or target in words else f"{words}（{address}）"

    text = placeholder.fill_xhtml(ANCHOR.sub(plain, service.body), values)
    return text, [{"title": title, "plain": address} for title, address in mentioned.items()]


def sections(xhtml: str) -> list[list[str]]:
    """Return a text's sections, each as the fragments that need not stay together; a heading stays with what follows.

    A section that has headings of its own is left in one piece.
    """
    fragments: list[list[str]] = []
    heading = False
    for element in ET.fromstring(xhtml):
        element.tail = None
        block = ET.tostring(element, encoding="unicode")
        if element.tag == "h2" or not fragments:
            fragments.append([block])
        elif heading or any("<h3" in part for part in (*fragments[-1], block)):
            fragments[-1] = ["".join([*fragments[-1], block])]
        else:
            fragments[-1].append(block)
        heading = element.tag == "h2"
    return [[f"<div>{block}</div>" for block in section] for section in fragments]


# --- the product -----------------------------------------------------------------------------------------------------


def files(handbook: Handbook, pages: CommitteePages, variant: str) -> Iterator[Artifact]:
    """Yield a sheet for each service to take home."""
    for id in handbook.services:
        page = pages.pages["service", id]
        yield print_file("guide", pages.committee.slug, "guide.typ", guide_codes(pages, id), part=id, page=page)


def codes(handbook: Handbook, pages: CommitteePages) -> Mapping[str, str]:
    """Return the code of each service, on its guide."""
    return {code: handbook.words.guide.title for id in handbook.services for code in guide_codes(pages, id)}


def data(brief: Brief, artifact: Artifact) -> Data:
    """Return what the guide of one service says."""
    assert artifact.page  # `files` gives each its service's
    return guide(brief.handbook, brief.pages, brief.values, artifact.page.id)


def titles(handbook: Handbook, pages: CommitteePages) -> Mapping[Part, str]:
    """Return the services that have a guide, and what each is called."""
    return {service.id: service.title for service in handbook.services.values()}


PRODUCT = Product(
    name="guide",
    title=lambda handbook: handbook.words.guide.title,
    files=files,
    codes=codes,
    data=data,
    paper=always("A4"),
    both_sides=True,
    place=lambda handbook, committee: handbook.words.places.guide,
    in_hand=True,
    issued=True,
    parts=Parts(lambda data: {data["id"]: data}, imprinted_whole, titles),
    page=("service", ""),
    on_request=True,
    carried=True,
    round=6,
)
