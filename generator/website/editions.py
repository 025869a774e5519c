"""What pages say of issued sheets: the one in the reader's hand, all there are on paper, and their codes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.codes import ledger
from generator.codes.compare import Facts
from generator.codes.pages import CommitteePages, Page
from generator.model.handbook import Handbook
from generator.model.ledger import Edition
from generator.products.catalogue import FORMS, PRODUCTS
from generator.products.product import Data, Form, Product
from generator.products.rulebook.contents import RULEBOOK
from generator.products.standing import Standing, Standings
from generator.text.articles import words_by_article
from generator.text.chinese import date

CHANGES_TOLD = 5
"""How many changes a page tells; a resident wants to know that something changed, and the most of what."""


def other_pages(pages: CommitteePages, address: str, shown: tuple[str, str]) -> list[Page]:
    """Return the pages besides the one `shown`, a kind and an id, to which the code at this address leads as well.

    There are such where two branches gave out the same number and were merged.
    """
    keys = ((code.kind, code.id) for code in pages.ledger.codes if code.code == address)
    return [pages.pages[key] for key in keys if key != shown and key in pages.pages]


def sheets_in_hand(pages: CommitteePages, serial: int, standings: Standings) -> list[Data]:
    """Return what the page behind a code says of the sheet in the reader's hand, which bears this serial.

    There are two where two branches gave one serial and were merged.
    """
    editions = (edition for edition in pages.ledger.editions if edition.serial == serial)
    return [sheet_in_hand(pages, edition, standings[edition.sheet, edition.part]) for edition in editions]


def sheet_in_hand(pages: CommitteePages, held: Edition, now: Standing) -> Data:
    """Return which sheet is in the reader's hand, whether it still holds, and if not, what is different today."""
    newest = now.latest or held
    product = FORMS[held.sheet].product if held.sheet in FORMS else None
    changes = list(differences(pages, held, now))
    return {
        "name": now.name,
        "in_hand": bool(product and product.in_hand),
        "book": bool(product and product.bound),
        "number": held.edition,
        "date": date(held.date),
        "newest": {"number": newest.edition, "date": date(newest.date)},
        "state": state(held, now),
        "changes": changes[:CHANGES_TOLD],
        "more": max(0, len(changes) - CHANGES_TOLD),
    }


def state(held: Edition, now: Standing) -> str:
    """Return how an edition stands: `current`, `changed` since it was issued, `older` than the newest, or `gone`."""
    if now.gone:
        return "gone"
    if now.latest and now.latest.serial != held.serial:
        return "current" if now.matches(held) else "older"
    return "current" if now.current else "changed"


def differences(pages: CommitteePages, held: Edition, now: Standing) -> Iterator[str]:
    """Yield in words what is different today from a sheet in the reader's hand; nothing where that is not known."""
    earlier = pages.kept(held)
    if earlier is not None and not now.gone:
        yield from (change.words for change in now.since(held, earlier))


def earlier_text(pages: CommitteePages, id: str, now: Standing | None) -> Data | None:
    """Return the newest issued text of a rule that is not today's: its edition and its articles; None without one.

    `now` is how the rulebook stands; None where it was never issued.
    """
    if now is None or now.gone:
        return None
    today = rule_articles(now.says, id)
    for edition in reversed(ledger.of_sheet(pages.ledger, RULEBOOK)):
        articles = rule_articles(pages.kept(edition), id)
        if articles and articles != today:
            return {"number": edition.edition, "date": date(edition.date), "articles": _named(articles, now.handbook)}
    return None


def _named(articles: Mapping[str, str], handbook: Handbook) -> list[tuple[str, str]]:
    return [(handbook.labels.changes.article(name), words) for name, words in articles.items()]


def rule_articles(book: Facts, id: str) -> Mapping[str, str]:
    """Return a rule's articles as a rulebook says them, each text by its name; none where the book lacks the rule."""
    chapters = (chapter for part in (book or {}).get("parts", ()) for chapter in part["chapters"])
    rule = next((chapter for chapter in chapters if (chapter["kind"], chapter["id"]) == ("rule", id)), None)
    return words_by_article(rule["body"]) if rule else {}


# --- what there is on paper ------------------------------------------------------------------------------------------


def product_of_page(kind: str, id: str) -> Product | None:
    """Return the product that tells on paper what a page tells; None where none does."""
    wanted = ((kind, id), (kind, ""))
    return next((product for product in PRODUCTS.values() if product.issued and product.page in wanted), None)


def sheets_on_paper(handbook: Handbook, pages: CommitteePages, standings: Standings) -> list[Data]:
    """Return every sheet a committee has or could have: name, edition, place, and the page that tells the same."""
    issued = {word for word, _ in standings}
    shown = [
        form
        for product in PRODUCTS.values()
        if product.issued
        for form in sorted(product.forms, key=lambda form: form.word)
        if not form.variant.name or form.word in issued
    ]
    return [{"name": form.title(handbook), "sheets": list(_sheets(handbook, pages, standings, form))} for form in shown]


def _sheets(handbook: Handbook, pages: CommitteePages, standings: Standings, form: Form) -> Iterator[Data]:
    issued = {part: sheet for (word, part), sheet in standings.items() if word == form.word}
    titles = {**{part: sheet.title for part, sheet in issued.items()}, **form.product.parts.titles(handbook, pages)}
    for part, subject in titles.items():
        sheet = issued.get(part)
        newest = sheet.latest if sheet else None
        yield {
            "product": form.word,
            "part": part or "",
            "title": subject,
            "twin": _twin(pages, form.product, part),
            "edition": handbook.words.editions.dated.format(number=newest.edition, date=date(newest.date))
            if newest
            else None,
            "place": newest.place if newest else None,
            "copies": newest.copies if newest else None,
            "state": "" if sheet is None else "gone" if sheet.gone else "current" if sheet.current else "changed",
        }


def _twin(pages: CommitteePages, product: Product, part: str | None) -> tuple[str, str] | None:
    """Return the page that tells the same as a sheet, by kind and id; None where there is none."""
    if product.page is None:
        return None
    kind, id = product.page
    key = (kind, id or part or "")
    return key if key in pages.pages else None


def all_codes(pages: CommitteePages, standings: Standings) -> list[Data]:
    """Return every code a committee ever had: what it means, when it was first issued, which sheets carry it now."""
    carried: dict[str, list[str]] = {}
    for sheet in standings.values():
        if sheet.latest and not sheet.gone:
            for number in ledger.unpacked(sheet.latest.codes):
                carried.setdefault(number, []).append(sheet.name)
    return [
        {
            "code": code.code,
            "title": pages.pages[code.kind, code.id].title if (code.kind, code.id) in pages.pages else code.title,
            "gone": (code.kind, code.id) not in pages.pages,
            "issued": code.issued,
            "carried": carried.get(code.number, []),
        }
        for code in pages.ledger.codes
    ]
