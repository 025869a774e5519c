"""A template and its data → PDF, by Typst; a warning is a failure."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import typst

from generator.problem import HandbookError, Location, Problem

STANDARDS: list[typst.PDFStandard] = ["ua-1", "a-3a"]
"""Accessible (PDF/UA-1) and fit for the archive (PDF/A-3a), in one file."""

TIMESTAMP = 0
"""No time of making in the file: the same data give the same bytes."""

SHEETS_REMEMBERED = 3
COMPILATIONS_TO_FORGET = 11
"""Typst keeps what it worked out for ten compilations, some 45 MB a book: after a few books it is made to let go."""

PANIC = re.compile(r'panicked with: "?(.*?)"?$', re.DOTALL)
PLACE = re.compile(r"([\w/.-]+\.typ):(\d+):(\d+)")


class Press:
    """Typst with the templates and fonts of one handbook; it looks for fonts nowhere else."""

    def __init__(self, templates: Path, more_fonts: Path | None = None) -> None:
        self.templates = templates
        folders = [templates / "fonts", *([more_fonts] if more_fonts else [])]
        fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=list(folders))
        self.compiler = typst.Compiler(root=templates, font_paths=fonts)
        self.sheets = 0

    def pdf(self, template: str, data: Any, subject: str) -> bytes:
        """The PDF of a template below templates/ and its data.

        `subject` is the file of the author whose data they are. Raises HandbookError where the content does not fit,
        where the template fails, and for every warning.
        """
        self.sheets += 1
        if self.sheets % SHEETS_REMEMBERED == 0:
            self.forget()
        try:
            found, warnings = self.compiler.compile_with_warnings(
                input=self.templates / template,
                format="pdf",
                sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
                pdf_standards=STANDARDS,
                timestamp=TIMESTAMP,
            )
        except typst.TypstError as error:
            raise HandbookError([problem(error.message, error.diagnostic, template, subject)]) from None
        if warnings:
            raise HandbookError(problem(each.message, each.diagnostic, template, subject) for each in warnings)
        assert isinstance(found, bytes)
        return found

    def forget(self) -> None:
        """Set nothing, often enough that Typst drops what it remembers of earlier sheets."""
        for _ in range(COMPILATIONS_TO_FORGET):
            self.compiler.compile(input=b"", format="svg", sys_inputs={})


OVERFULL = "放不下"
"""How a template begins its complaint where content does not fit its place on the sheet."""


def problem(message: str, diagnostic: str, template: str, subject: str) -> Problem:
    """Typst's complaint: as the author's, where a template says that content does not fit, else as the template's."""
    found = PLACE.search(diagnostic)
    # Typst names files from where the program was started
    place = (found[1].rpartition("templates/")[2], int(found[2]), int(found[3])) if found else (template, 1, 1)
    file, line, column = place
    panic = PANIC.search(message.strip())
    if panic and panic[1].startswith(OVERFULL):
        return Problem(Location(subject), "D050", panic[1], "把那一栏的文字写短些，或少列几项")
    complaint = panic[1] if panic else f"排版模板出错：{message.strip()}"
    return Problem(Location(f"templates/{file}", line, column), "D041", complaint, f"排的是 {subject} 的内容")
