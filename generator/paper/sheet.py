"""A sheet that is to be set: a template, its data, and how it is finished."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Sheet:
    """What setting a sheet needs: where the file goes, where templates are, which one, its data, the author's file.

    `finish` is what happens to the pages once they are set: one of finish.FINISHES, or nothing. `codes` are the
    addresses of the codes on it, as people type them; whoever lays its pages on others wants them.
    """

    path: str
    templates: Path
    more_fonts: Path | None
    template: str
    data: Any
    subject: str
    finish: str = ""
    codes: tuple[str, ...] = ()
