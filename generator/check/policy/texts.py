"""Texts that a clause asks for: that they are in the handbook, and that they say what they must."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.finding import Finding, breach
from generator.model.facts import SharedText, texts_within
from generator.model.handbook import Handbook

KINDS = {"service": "办事指南", "room": "空间", "rule": "制度", "form": "表单", "working-committee": "工作委员会"}


def needed(handbook: Handbook, rule: str) -> list[SharedText]:
    """Return those texts that a rule's clause asks for and the handbook has."""
    known = handbook.texts_by_kind
    asked = (need.partition(":") for need in handbook.policy.requirements[rule].needs)
    return [known[kind][id] for kind, _, id in asked if id in known.get(kind, {})]


def texts_there(handbook: Handbook, rule: str) -> Iterator[Finding]:
    """Yield a breach for each text that a clause asks for and that is lacking, and for each word none of them says."""
    requirement = handbook.policy.requirements[rule]
    known = handbook.texts_by_kind
    for need in requirement.needs:
        kind, _, id = need.partition(":")
        if id not in known.get(kind, {}):
            place = handbook.contents.source.at(f"{kind.replace('-', '_')}s")
            hint = f"写 content/{kind}s/{id}.md，并列入 contents.yml"
            yield breach(place, f"手册里没有{KINDS.get(kind, '内容')}“{id}”", hint)
    texts = needed(handbook, rule)
    content = "\n".join(map(_said, texts))
    for word in requirement.says if texts else ():
        if word not in content:
            names = "、".join(text.source.file for text in texts)
            yield breach(texts[0].source.at(), f"没有写到“{word}”", f"在 {names} 里写明")


def _said(text: SharedText) -> str:
    """Return what a text says, gathered once: a text that was not read anew is the same object."""
    known = _SAID.get(text.source.file)
    if known is None or known[0] is not text:
        known = _SAID[text.source.file] = text, "\n".join(_words(text))
    return known[1]


_SAID: dict[str, tuple[SharedText, str]] = {}


def _words(text: SharedText) -> Iterator[str]:
    """Yield what a text says now; what it once said stands in its list of changes."""
    yield from (words for path, words in texts_within(text) if path[0] != "changes")
    yield text.markdown


def titles(handbook: Handbook, rule: str) -> str:
    """Return the titles of the texts a clause asks for, as evidence; a working committee has a name instead."""
    return "、".join(f"《{getattr(text, 'title', getattr(text, 'name', ''))}》" for text in needed(handbook, rule))
