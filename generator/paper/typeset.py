"""A template and its data → PDF, by Typst; a warning is a failure."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path
from typing import Any

import typst

from generator.problem import HandbookError, Location, Problem, in_other_words

STANDARDS: list[typst.PDFStandard] = ["ua-1", "a-3a"]
"""Accessible (PDF/UA-1) and fit for the archive (PDF/A-3a), in one file."""

TIMESTAMP = 0
"""No time of making in the file: the same data give the same bytes."""

PANIC = re.compile(r'panicked with: "?(.*?)"?$', re.DOTALL)
PLACE = re.compile(r"(?<![\w/.-])([\w/.-]+\.typ):(\d+):(\d+)")


MAIN, DATA = "main.typ", "data.json"
"""What a sheet is set from besides files: the document, which takes in a template, and the data that this reads."""


class Press:
    """Typst with the templates and fonts of one handbook; it looks for fonts nowhere else."""

    def __init__(self, templates: Path, more_fonts: Path | None = None) -> None:
        self.templates = templates
        folders = [templates / "fonts", *([more_fonts] if more_fonts else [])]
        fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=list(folders))
        self.compiler = typst.Compiler(root=templates, font_paths=fonts)
        self.remembered = 0.0

    def pdf(self, template: str, data: Any, subject: str, before: str = "") -> bytes:
        """Return the PDF of a template below templates/ and its data.

        `subject` is the file of the author whose data they are, `before` is what holds on every page, as Typst has it.
        Raises HandbookError where the content does not fit, where the template fails, and for every warning.
        """
        if self.remembered > self.SECONDS_REMEMBERED:
            self.forget()
        began = time.process_time()
        try:
            return self.set(template, data, subject, before)
        finally:
            self.remembered += time.process_time() - began

    def set(self, template: str, data: Any, subject: str, before: str) -> bytes:
        """Return and raise the same as `pdf`, whatever Typst remembers."""
        try:
            pdf, warnings = self.compiler.compile_with_warnings(  # type: ignore[type-var]  # it takes files by name as well
                input={
                    MAIN: f'{before}#include "/{template}"\n'.encode(),
                    DATA: json.dumps(data, ensure_ascii=False).encode(),
                },
                format="pdf",
                pdf_standards=STANDARDS,
                timestamp=TIMESTAMP,
            )
        except typst.TypstError as error:
            raise HandbookError([problem(error.message, error.diagnostic, template, subject)]) from None
        if warnings:
            raise HandbookError(problem(warning.message, warning.diagnostic, template, subject) for warning in warnings)
        assert isinstance(pdf, bytes)
        return pdf

    # --- how Typst is made to forget ---------------------------------------------------------------------------------
    #
    # What it does: Typst keeps what it worked out until ten compilations have not asked for it, and has no call to drop
    # it. Compiling nothing eleven times does that.
    #
    # Why it is worth it: a process sets dozens of books, and each leaves behind what the next has no use for. Of small
    # sheets the next one has: guides share their head and foot, and those of one service most of their words. How much
    # there is to forget goes with the time that went into it.
    #
    # Measured on five rulebooks of 114 pages in one process, Typst 0.15.2: forgetting after each costs 8 % of the time
    # and keeps the process at 0.34 GB; never, 0.69 GB; with the figure below 0.43 GB at 3 %. 72 guides take 10 % less
    # where they are never forgotten and those of one service follow each other, and 0.23 GB.

    SECONDS_REMEMBERED = 1.5
    COMPILATIONS_TO_FORGET = 11

    def forget(self) -> None:
        """Drop what Typst remembers of earlier sheets."""
        self.remembered = 0.0
        for _ in range(self.COMPILATIONS_TO_FORGET):
            self.compiler.compile(input=b"", format="svg")


OVERFULL = "overfull: "
"""What templates put before their words where content does not fit its place (`overfull` in shared/fit.typ)."""


def problem(message: str, diagnostic: str, template: str, subject: str) -> Problem:
    """Return Typst's complaint as a problem.

    Where a template says that content does not fit, it is the author's, in his file `subject`; else the template's.
    """
    file, line, column = template, 1, 1
    if place := PLACE.search(diagnostic):
        # Typst names files from where the program was started
        file, line, column = place[1].rpartition("templates/")[2], int(place[2]), int(place[3])
    panic = PANIC.search(message.strip())
    if panic and panic[1].startswith(OVERFULL):
        words = panic[1].removeprefix(OVERFULL)
        return Problem(Location(subject), "D050", words, "把那一栏的文字写短些，或少列几项")
    complaint, hint = panic[1] if panic else "", f"排的是 {subject} 的内容"
    if not panic:
        told = in_other_words(message.strip(), TYPST) or "这一行的写法不对"
        complaint, hint = f"排版模板出错：{told}", f"{hint}；Typst 的原话是：{message.strip()}"
    return Problem(Location(f"templates/{file}", line, column), "D041", complaint, hint)


TYPST = (
    (r"unknown variable: (.+)", "没有“{}”这个名称"),
    (r"unknown font family: (.+)", "没有“{}”这种字体"),
    (r"file not found.*", "没有这个文件"),
    (r"expected (.+), found (.+)", "这里要写“{}”，写的是“{}”"),
    (r"unclosed (?:delimiter|string|label|raw text)", "括号或引号没有收尾"),
)
"""What Typst says of templates, and how staff are told."""
