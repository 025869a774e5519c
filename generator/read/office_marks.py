"""Marks of the office where YAML wants its own: `【甲，乙】` for a list, `“001”` for quotes, `－ 甲` for a dash."""

from __future__ import annotations

import re
from typing import Any

from generator.read.comments import quoted

DASHES = "－—–―·•●▪◆■○‧・﹣−"
"""What stands in Word before the lines of a list."""

LIST_OF = re.compile(r"[【［〔\[（(]([^【［〔\[（(]*)[】］〕\]）)]", re.DOTALL)
NUMBERED = re.compile(r"[0-9]{1,2}[.、．]|[（(][0-9一二三四五六七八九十]+[)）]|[①-⑳]")
COMMAS = re.compile(r"(?<!\s)\s*[，、；;,]\s*")
QUOTES = {"“": "”", "‘": "’", "「": "」", "『": "』", "＂": "＂", "”": "”", "《": "》"}
GROUP = re.compile(r"[｛{].*[｝}]", re.DOTALL)
KEY = re.compile(r"[^\s：:，,]{1,30}[：﹕︰]")
LONGEST = 100
"""Characters of a value that are written again in a hint."""


def advice(kind: str, written: Any, raw: str) -> str:
    """Return what to do about a value that does not fit, by the type of pydantic's error, if a mark is to blame.

    `raw` is a list or a group as its author wrote it, within brackets.
    """
    if kind == "string_type" and not isinstance(written, str):
        return f"是文字，整个值加上英文双引号：{quoted(raw)}" if raw else ""
    if not isinstance(written, str) or not written or len(written) > LONGEST:
        return ""
    if kind == "tuple_type":
        return for_list(written)
    if kind in ("model_type", "dict_type"):
        return for_group(written)
    if kind in ("scalar", "literal_error") and QUOTES.get(written[0]) == written[-1] and len(written) > 2:
        return f"去掉外面的引号，写成 {written[1:-1]}"
    return ""


def for_list(written: str) -> str:
    """Return how a list is written that came as one text."""
    if written[0] in DASHES:
        item = re.split(f"[{DASHES}]", written[1:])[0].strip() or "甲"
        return f"行首的“{written[0]}”换成英文短横，后面空一格，例如“- {item}”"
    if NUMBERED.match(written):
        return "行首不写编号，写英文短横，后面空一格，例如“- 甲”"
    if written[0] == "-":
        return "短横后面空一格，再写内容"
    bracketed = LIST_OF.fullmatch(written)
    inner = bracketed[1] if bracketed else written
    if QUOTES.get(inner[:1]) == inner[-1:] and len(inner) > 2:
        inner = inner[1:-1]
    items = ", ".join(item for item in COMMAS.split(inner) if item)
    return f"{'方括号和逗号要用英文的，' if bracketed else ''}写成 [{items}]"


def for_group(written: str) -> str:
    """Return how a group of keys is written that came as one text."""
    if GROUP.fullmatch(written):
        return "花括号、冒号、逗号都用英文的，冒号、逗号后面空一格，例如 {名称: 甲, 编号: 乙}"
    if KEY.match(written):
        return "冒号是中文的“：”，改成英文冒号“:”，后面空一格"
    return ""
