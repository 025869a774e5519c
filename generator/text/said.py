"""Where a text says a telephone number, hours, an address or a name, in whichever of the ways people write them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import NamedTuple

from generator.model.written import PLAIN, Known, Unclear
from generator.model.written_phones import EXTENSION, phone


class Said(NamedTuple):
    """A value that a text says: from and to where it stands, and the value in its one form."""

    start: int
    end: int
    value: str


def plain(text: str) -> str:
    """Return a text with plain signs, each at its place."""
    return text.translate(PLAIN)


BARE = {**PLAIN, **dict.fromkeys(map(ord, " \u3000\xa0-–—―─−‐‑－()（）.．~～"))}


@lru_cache(maxsize=16384)
def gist(text: str) -> str:
    """Return a text without blanks, dashes and brackets, in which a value is found soon that people write variously."""
    return text.translate(BARE)


def trace(value: str) -> str:
    """Return what is in the gist of each text that says a value: of hours the first time, of a number its last digits.

    Of somebody with a post it is the name.
    """
    if clock := CLOCK.search(plain(value)):
        return f"{int(clock[1])}:{clock[2]}"
    if NUMBER.fullmatch(value):
        return without_extension(gist(value))[-LAST_DIGITS:]
    return gist(value.rpartition(" ")[2])


LAST_DIGITS = 7
"""How many digits a number has, at least, without its area code."""


# --- telephone numbers -----------------------------------------------------------------------------------------------

NUMBER = re.compile(
    r"(?<![0-9])(?:[48]00[ -]?[0-9]{3}[ -]?[0-9]{4}|"
    r"(?:(?:(?:\+|00) ?86[ -]{0,3}\(?0?|\(?0)[1-9][0-9]{1,2}\)?[ .-]{0,3})?[0-9]{3,4}[ .-]?[0-9]{2}[ .-]?[0-9]{2})"
    r"(?![0-9])(?: ?[,;(-]? ?(?:转|分机号?|ext\.?|[*#]) ?:? ?[0-9]{1,6})?",
    re.IGNORECASE,
)
"""What looks like the number of an office, with or without its area code and its extension."""


def numbers(text: str, area: str) -> Iterator[Said]:
    """Yield the telephone numbers that a text says, in the one form; `area` is the code of those that have none."""
    yield from _numbers(text, area)


@lru_cache(maxsize=16384)
def _numbers(text: str, area: str) -> tuple[Said, ...]:
    """Return them; most texts are the same when they are checked again."""
    return tuple(_read_numbers(text, area))


def _read_numbers(text: str, area: str) -> Iterator[Said]:
    for match in NUMBER.finditer(plain(text)):
        try:
            number = phone(match[0].replace(".", "-"), Known(area))
        except Unclear:
            continue
        yield Said(*match.span(), number)


def without_extension(number: str) -> str:
    """Return a number in the one form without its extension."""
    return number.partition(EXTENSION)[0]


def old_numbers(text: str, former: Collection[str], current: Collection[str], area: str) -> Iterator[Said]:
    """Yield the numbers in a text that are among the former ones, or behind one of them, and none of today's is so."""
    lines = {without_extension(number) for number in current}
    for said in numbers(text, area):
        line = without_extension(said.value)
        if said.value in current:
            continue
        if said.value in former:
            yield said
        elif line in former and line not in lines:
            yield said._replace(value=line)


# --- hours -----------------------------------------------------------------------------------------------------------

CLOCKS = r"[0-9]{1,2}:[0-9]{2} ?(?:[-~]|至|到) ?[0-9]{1,2}:[0-9]{2}"
BETWEEN = r"[ 、,;和及]{0,2}(?:上午|中午|下午|晚上)?[ :]?"
HOURS = re.compile(rf"(?<![0-9:])(?:{CLOCKS}{BETWEEN})+")
CLOCK = re.compile(r"([0-9]{1,2}):([0-9]{2})")


def clocks_of(text: str) -> str:
    """Return the times of day in a text in one form: `8:30 11:30 13:00 17:00`."""
    return " ".join(f"{int(hour)}:{minute}" for hour, minute in CLOCK.findall(plain(text)))


def hours(text: str) -> Iterator[Said]:
    """Yield each stretch of hours that a text says, `8:30–11:30、13:00–17:00`; its value has its times of day alone."""
    for match in HOURS.finditer(plain(text)):
        yield Said(match.start(), match.end(), clocks_of(match[0]))


def groups(line: str) -> Iterator[tuple[str, str]]:
    """Yield the days and the times of day of each part of a line of hours: 周一至周五, `8:30 11:30 13:00 17:00`."""
    for part in plain(line).split(";"):
        if first := HOURS.search(part):
            yield part[: first.start()].replace(" ", ""), clocks_of(part)


def old_hours(text: str, former: Collection[str], current: Collection[str], area: str = "") -> Iterator[Said]:
    """Yield the hours in a text that were kept once and are no more.

    A single span such as 9:00–17:00 may be anybody's; it counts where the days stand before it as they did then.
    """
    kept = {clocks for line in current for _, clocks in groups(line)}
    gone = [(days, clocks, line) for line in former for days, clocks in groups(line) if clocks not in kept]
    for said in hours(text):
        before = plain(text)[: said.start].replace(" ", "")
        for days, clocks, line in gone:
            if said.value == clocks and (clocks.count(" ") > 1 or (days and before.endswith(days))):
                yield said._replace(value=line)
                break


# --- names and addresses ---------------------------------------------------------------------------------------------


def squeezed(text: str) -> tuple[str, list[int]]:
    """Return a text in plain signs without blanks, and where each of its characters stood."""
    signs = [(place, sign) for place, sign in enumerate(plain(text)) if sign != " "]
    return "".join(sign for _, sign in signs), [place for place, _ in signs]


def old_words(text: str, former: Collection[str], current: Collection[str], area: str = "") -> Iterator[Said]:
    """Yield the former words that a text says, but where they are part of what is right today."""
    if not any(plain(word).replace(" ", "") in plain(text).replace(" ", "") for word in former):
        return
    bare, places = squeezed(text)
    right = [span for word in current for span in _spans(bare, squeezed(word)[0])]
    for word in former:
        for start, end in _spans(bare, squeezed(word)[0]):
            if not any(first <= start and end <= last for first, last in right) and _whole(bare, start, end):
                yield Said(places[start], places[end - 1] + 1, word)


def _spans(text: str, word: str) -> Iterator[tuple[int, int]]:
    start = text.find(word) if word else -1
    while start >= 0:
        yield start, start + len(word)
        start = text.find(word, start + 1)


def _whole(text: str, start: int, end: int) -> bool:
    """Tell whether no number goes on before or behind a stretch of a text."""
    before, behind = text[max(start - 1, 0) : start + 1], text[end - 1 : end + 1]
    return not any(len(pair) == 2 and pair.isascii() and pair.isdigit() for pair in (before, behind))


HAN = re.compile("[\u4e00-\u9fff]")
LONG_NAME = 3
"""Characters of a name that is hardly part of other words; a shorter one counts where it stands alone."""


def old_names(text: str, former: Collection[str], current: Collection[str], area: str = "") -> Iterator[Said]:
    """Yield the former people whom a text names; a name of two characters stands between signs, or before a post."""
    for said in old_words(text, former, current):
        alone = not HAN.fullmatch(text[said.start - 1 : said.start]) and not HAN.fullmatch(
            text[said.end : said.end + 1]
        )
        if len(said.value) >= LONG_NAME or alone or TITLED.match(text, said.end):
            yield said


def old_holders(text: str, former: Collection[str], current: Collection[str], area: str = "") -> Iterator[Said]:
    """Yield who held a post once, where a text says so; they are given as `书记 陈示例`."""
    for holder in former:
        post, _, name = holder.partition(" ")
        pattern = (
            rf"(?<!副)(?<!委员会){re.escape(post)}[:：是为 ]?{re.escape(name)}|{re.escape(name)} ?{re.escape(post)}"
        )
        if name in text and holder not in current:
            yield from (Said(*match.span(), holder) for match in re.finditer(pattern, text))


TITLED = re.compile("书记|主任|副|委员|社工|老师|同志|医生|律师|师傅")
"""What stands behind somebody's name."""

QUOTED = re.compile(r"《([^《》]*)》|“([^“”]*)”|\[([^\[\]]*)\]\(")
"""What is called by its title."""


def old_titles(text: str, former: Collection[str], current: Collection[str], area: str = "") -> Iterator[Said]:
    """Yield the former titles that a text has within quotation marks or as the words of a link."""
    for match in QUOTED.finditer(text):
        title = next(group for group in match.groups() if group is not None)
        if title in former and title not in current:
            yield Said(match.start() + 1, match.start() + 1 + len(title), title)
