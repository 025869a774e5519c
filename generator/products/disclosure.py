"""What the panel for public affairs says: each group of affairs by the catalogue, and what is made public now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from generator.codes.pages import CommitteePages
from generator.model.committee import Committee
from generator.model.content import DisclosureItem
from generator.model.handbook import Handbook
from generator.model.records import Notice
from generator.products import sheet
from generator.products.product import Artifact, Brief, Data, Product, always, print_file
from generator.products.says import Drawn
from generator.text import chinese
from generator.text.placeholder import Values


def disclosure_codes(pages: CommitteePages) -> tuple[str, ...]:
    """Return the codes the panel prints: that of its page."""
    return (pages.code("page", "disclosure").code,)


def disclosure(handbook: Handbook, pages: CommitteePages, values: Values) -> Data:
    """Return the panel's data, in the order of the catalogue."""
    catalogue, notices = handbook.disclosure, current(handbook, pages.committee)
    usual = usual_place(notices)
    return {
        **sheet.masthead(handbook, pages, values),
        "title": handbook.words.disclosure,
        "board": catalogue.board_kind,
        "as_of": Drawn(chinese.date(handbook.today)),
        "items": [affairs_group(affairs, notices, usual) for affairs in catalogue.items],
        "recorded": bool(pages.committee.records.notices),
        "answer_days": handbook.policy.answers.days,
        "place": usual,
        "basis": sheet.basis(catalogue.basis),
        "code": sheet.code(handbook, pages, "page", "disclosure", handbook.words.disclosure),
    }


def current(handbook: Handbook, committee: Committee) -> list[Notice]:
    """Return the notices that hang today, those published last first."""
    return sorted(committee.records.notices_on(handbook.today), key=lambda notice: notice.published, reverse=True)


def usual_place(notices: list[Notice]) -> str | None:
    """Return where most of the notices hang, which is said once for all of them; None where there are none."""
    return max((places := Counter(notice.place for notice in notices)), key=lambda place: places[place], default=None)


def affairs_group(affairs: DisclosureItem, notices: list[Notice], usual: str | None) -> Data:
    """Return a group of affairs: how often it is made public, and its notices, each with its place unless `usual`."""
    return {
        "name": affairs.name,
        "frequency": affairs.frequency,
        "notices": [
            {
                "title": notice.title,
                "published": chinese.date(notice.published),
                "expires": chinese.date(notice.expires),
                "place": notice.place if notice.place != usual else None,
            }
            for notice in notices
            if notice.item == affairs.id
        ],
    }


# --- the product -----------------------------------------------------------------------------------------------------


def files(handbook: Handbook, pages: CommitteePages, variant: str) -> Iterator[Artifact]:
    """Yield the panel: what is made public today, by the catalogue."""
    yield print_file("disclosure", pages.committee.slug, "disclosure.typ", disclosure_codes(pages))


def codes(handbook: Handbook, pages: CommitteePages) -> Mapping[str, str]:
    """Return the codes the panel prints."""
    return dict.fromkeys(disclosure_codes(pages), handbook.disclosure.board_kind)


def data(brief: Brief, artifact: Artifact) -> Data:
    """Return what the panel says."""
    return disclosure(brief.handbook, brief.pages, brief.values)


PRODUCT = Product(
    name="disclosure",
    title=lambda handbook: handbook.disclosure.board_kind,
    files=files,
    codes=codes,
    data=data,
    paper=always("A2"),
    place=lambda handbook, committee: committee.register.place_of(handbook.disclosure.board_kind),
    issued=True,
    dated=True,
    page=("page", "disclosure"),
    carried=True,
    round=4,
)
