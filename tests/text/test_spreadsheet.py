"""Tables that a spreadsheet opens as they are, and runs nothing of."""

from __future__ import annotations

import csv
import io

import pytest

from generator.text.spreadsheet import as_text, csv_text


@pytest.mark.parametrize("cell", ["=1+1", "+86", "-1", "@SUM(A1)", "＝1", " =1", "\u3000=1", "\t1", "\r1", "\n=1"])
def test_what_a_spreadsheet_would_work_out_is_a_text(cell: str) -> None:
    assert as_text(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "021-5555-0116", "a=1", "周一至周五", "1-2", "'=1"])
def test_other_cells_stay_as_they_are(cell: str) -> None:
    assert as_text(cell) == cell


def test_a_table_is_read_back_as_it_was() -> None:
    text = csv_text(("id", "名称"), [(1, 'a,"b"\r\nc'), (None, "")])
    assert text.startswith("\ufeffid,名称\r\n")
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert rows == [["id", "名称"], ["1", 'a,"b"\r\nc'], ["", ""]]
