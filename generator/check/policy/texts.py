"""Texts that a clause asks for: that they are in the handbook, and that they say what they must."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from generator.check.finding import Finding, breach
from generator.check.policy.shared import found_once
from generator.model.facts import SharedText, texts_within
from generator.model.handbook import Handbook
from generator.model.policy import Policy
from generator.problem import Location
from generator.text.chinese import chinese_number

KINDS = {"service": "办事指南", "room": "空间", "rule": "制度", "form": "表单", "working-committee": "工作委员会"}

ABOUT = ("changes", "also_called", "title", "name", "basis", "clause", "checked", "document")
"""Parts of a text that say what it is called, what it rests on and what it once said, not what is to be done."""

SENTENCE = re.compile(r"[。；;！？\n|]")
MARKDOWN_SIGNS = re.compile(r"\*\*|`|\]\([^()]{0,200}\)|\[")
"""What Markdown adds to the words: stars, and the address behind the words of a link."""

REVOKED = re.compile(r"(?:不用|不必|不再|无须|无需|不需要|不要求|可以不|取消|废止|废除|停止)[^，。；]{0,6}$")
WAIVED = re.compile(r"[^，。；]{0,4}(?:不作要求|不再要求|不要求|取消|废止|废除|可有可无|不做也可以)")
"""How a sentence takes back what it names, before and behind it."""

NUMBER = re.compile(r"\{([a-z_.0-9]+)\}")
DIGITS = "([0-9]+|[一二两三四五六七八九十百零]+)"


class Wording(NamedTuple):
    """Words of a point, and the numbers that stand in them in their order."""

    pattern: re.Pattern[str]
    numbers: tuple[int, ...]

    def found_in(self, sentence: str) -> bool:
        """Tell whether a sentence has the words with their numbers, and does not take them back."""
        return any(
            self.right(match)
            and not REVOKED.search(sentence[: match.start()])
            and not WAIVED.match(sentence, match.end())
            for match in self.pattern.finditer(sentence)
        )

    def right(self, match: re.Match[str]) -> bool:
        """Tell whether the words that were found have the right numbers."""
        return tuple(_number(each) for each in match.groups() if each is not None) == self.numbers


class Point(NamedTuple):
    """What a text must say: as it is told, and its words, all of which stand in one sentence."""

    told: str
    words: tuple[Wording, ...]

    def made_in(self, sentence: str) -> bool:
        """Tell whether a sentence makes the point, with its numbers."""
        return all(word.found_in(sentence) for word in self.words)

    def other_number_in(self, sentence: str) -> str:
        """Return the words with which a sentence makes the point with another number, or nothing."""
        if not all(word.pattern.search(sentence) for word in self.words):
            return ""
        found = ((word, match) for word in self.words for match in word.pattern.finditer(sentence))
        return next((match[0] for word, match in found if not word.right(match)), "")


def needed(handbook: Handbook, rule: str) -> list[SharedText]:
    """Return those texts that a rule's clause asks for and the handbook has."""
    known = handbook.texts_by_kind
    asked = (need.partition(":") for need in handbook.policy.requirements[rule].needs)
    return [known[kind][id] for kind, _, id in asked if id in known.get(kind, {})]


def texts_there(handbook: Handbook, rule: str) -> Iterator[Finding]:
    """Yield a breach for each text that a clause asks for and that is lacking, and each point that none makes."""
    read = (handbook.policy, handbook.contents, *needed(handbook, rule))
    yield from found_once(f"texts {rule}", read, None, lambda: _faults(handbook, rule))


def _faults(handbook: Handbook, rule: str) -> Iterator[Finding]:
    requirement = handbook.policy.requirements[rule]
    known = handbook.texts_by_kind
    for need in requirement.needs:
        kind, _, id = need.partition(":")
        if id not in known.get(kind, {}):
            place = handbook.contents.source.at(f"{kind.replace('-', '_')}s")
            hint = f"写 content/{kind}s/{id}.md，并列入 contents.yml"
            yield breach(place, f"手册里没有{KINDS.get(kind, '内容')}“{id}”", hint)
    if texts := needed(handbook, rule):
        for index, words in enumerate(requirement.says):
            where = handbook.policy.source.at("rules", handbook.policy.rules.index(requirement), "says", index)
            yield from _made(handbook.policy, texts, words, where)


def points(handbook: Handbook, rule: str) -> list[str]:
    """Return the points that a clause asks its texts to make, as they are told."""
    return [point_of(handbook.policy, words).told for words in handbook.policy.requirements[rule].says]


def titles(handbook: Handbook, rule: str) -> str:
    """Return the titles of the texts a clause asks for, as evidence; a working committee has a name instead."""
    return "、".join(f"《{getattr(text, 'title', getattr(text, 'name', ''))}》" for text in needed(handbook, rule))


def _made(policy: Policy, texts: list[SharedText], words: str, where: Location) -> Iterator[Finding]:
    """Yield a breach where no text makes a point, and for each place that makes it with another number."""
    if unknown := [path for path in NUMBER.findall(words) if not isinstance(_of_policy(policy, path), int)]:
        hint = "写成这个文件里一个数的位置，例如 duty.report_minutes"
        yield breach(where, f"policy.yml 里没有“{unknown[0]}”这个数", hint)
        return
    point = point_of(policy, words)
    said = [(sentence, place) for text in texts for sentence, place in _sentences(text)]
    for sentence, place in said:
        if other := point.other_number_in(sentence):
            hint = "按定下的改；定下的数变了，改 policy.yml"
            yield breach(place, f"这里写的是“{other}”，policy.yml 里是“{point.told}”", hint)
    if not any(point.made_in(sentence) for sentence, _ in said):
        names = "、".join(text.source.file for text in texts)
        yield breach(texts[0].source.at(), f"没有写到“{point.told}”", f"在 {names} 里写明")


def point_of(policy: Policy, words: str) -> Point:
    """Return a point from how policy.yml writes it: `不得|不准 擅自离岗`, `从知道起{duty.report_minutes}分钟内`."""
    told = "……".join(part.split("|")[0] for part in words.split())
    told = NUMBER.sub(lambda path: str(_of_policy(policy, path[1])), told)
    return Point(told, tuple(_wording(policy, part) for part in words.split()))


def _wording(policy: Policy, part: str) -> Wording:
    either = ("".join(_pattern(piece) for piece in re.split(r"(\{[a-z_.0-9]+\})", word)) for word in part.split("|"))
    numbers = tuple(_of_policy(policy, path) for path in NUMBER.findall(part.split("|", maxsplit=1)[0]))
    return Wording(re.compile("|".join(either)), numbers)


def _pattern(piece: str) -> str:
    return DIGITS if NUMBER.fullmatch(piece) else re.escape(piece)


def _of_policy(policy: Policy, path: str) -> Any:
    """Return the value of policy.yml at a path such as `guides.checked_months.0`; None where there is none."""
    value: Any = policy
    for name in path.split("."):
        if name.isdecimal():
            value = value[int(name)] if isinstance(value, tuple) and int(name) < len(value) else None
        else:
            value = getattr(value, name, None)
    return value


def _number(written: str) -> int:
    try:
        return chinese_number(written.replace("两", "二"))
    except ValueError:
        return -1


def _sentences(text: SharedText) -> list[tuple[str, Location]]:
    """Return what a text says to do, sentence by sentence, found once: what was not read anew is the same object."""
    known = _SAID.get(text.source.file)
    if known is None or known[0] is not text:
        known = _SAID[text.source.file] = text, [*_split(text)]
    return known[1]


_SAID: dict[str, tuple[SharedText, list[tuple[str, Location]]]] = {}


def _split(text: SharedText) -> Iterator[tuple[str, Location]]:
    passages = [(words, text.source.at(*path)) for path, words in texts_within(text) if path[0] not in ABOUT]
    lines = enumerate(text.markdown.split("\n"), text.source.body_line)
    passages += [(line, Location(text.source.file, number)) for number, line in lines]
    for words, place in passages:
        for sentence in SENTENCE.split(MARKDOWN_SIGNS.sub("", words)):
            if sentence.strip():
                yield sentence, place
