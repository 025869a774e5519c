"""The annexes of the rulebook: reference lists, certificates that nobody may ask for, blank forms."""

from __future__ import annotations

from generator.model.handbook import Handbook
from generator.products import sheet
from generator.products.product import Data
from generator.products.rulebook.body import body
from generator.products.rulebook.contents import Book
from generator.text import chinese, placeholder
from generator.text.placeholder import Values


def lists(handbook: Handbook) -> list[Data]:
    """Return the reference lists, each with its entries."""
    return [
        {
            "title": reference.title,
            "note": reference.note,
            "demonstration": reference.demonstration,
            "entries": [
                {
                    "kind": entry.kind,
                    "title": entry.title,
                    "department": entry.department,
                    "basis": sheet.basis(entry.basis),
                }
                for entry in reference.entries
            ],
        }
        for reference in handbook.lists.lists
    ]


def certificates(handbook: Handbook, values: Values) -> Data:
    """Return the certificates nobody may ask the committee for, and where to go instead."""
    certificates = handbook.certificates
    return {
        "answer": placeholder.fill(certificates.answer, values),
        "document": certificates.document,
        "checked": chinese.date(certificates.checked.date),
        "items": [
            {"name": item.name, "instead": placeholder.fill(item.instead, values)} for item in certificates.items
        ],
    }


def forms(book: Book) -> list[Data]:
    """Return the blank forms, each with its places to write on and how it is filled."""
    return [{**sheet.form(book.handbook, form, book.values), "body": body(book, form)} for form in book.forms]
