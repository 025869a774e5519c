"""One sheet, from its data to the finished PDF, in whichever process does the work."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from generator import typeset
    from generator.privacy import Found


@dataclass(frozen=True)
class Sheet:
    """What a worker needs: where the file goes, where templates are, which one, the sheet's data, the author's file.

    `names` are those of the committee's staff, near whom no home address may stand. `finish` is what happens to the
    pages once they are set: `booklet`.
    """

    path: str
    templates: Path
    more_fonts: Path | None
    template: str
    data: Any
    subject: str
    names: tuple[str, ...] = ()
    finish: str = ""


class Printed(NamedTuple):
    """A finished PDF, and what in it looks like personal data."""

    content: bytes
    leaks: tuple[Found, ...]


def print_sheet(sheet: Sheet) -> Printed:
    """The PDF of a sheet, read again. Raises HandbookError with what the author or the template is to mend."""
    from generator import imposition, privacy  # slow to import, and a website needs none of it

    press = _press(sheet.templates, sheet.more_fonts)
    content = imposition.compact(press.pdf(sheet.template, with_symbols(sheet.data), sheet.subject))
    return Printed(content, tuple(privacy.find_in_file(sheet.path, content, sheet.names)))


def with_symbols(data: Any) -> Any:
    """The data with the drawn symbol beside each code's address."""
    from generator import qr

    if isinstance(data, dict):
        found = {key: with_symbols(value) for key, value in data.items()}
        return {**found, "svg": qr.svg(data["url"])} if "url" in data else found
    return [with_symbols(item) for item in data] if isinstance(data, list) else data


@lru_cache(maxsize=1)
def _press(templates: Path, more_fonts: Path | None) -> typeset.Press:
    from generator import typeset

    return typeset.Press(templates, more_fonts)
