"""Find what looks like personal data in a text, and in finished files of every kind (个人信息保护法 art. 25, 28)."""

from __future__ import annotations

import json
import re
import struct
import zlib
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import suppress
from datetime import date
from html.parser import HTMLParser
from itertools import accumulate, pairwise, takewhile
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Any, NamedTuple


class Found(NamedTuple):
    """Something that looks like personal data: its kind, the piece of text as it stands, and where that starts."""

    kind: str
    text: str
    start: int


# --- a text ----------------------------------------------------------------------------------------------------------

ZERO_WIDTH = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
WIDTHS = str.maketrans("０１２３４５６７８９Ｘｘ" + ZERO_WIDTH, "0123456789Xx" + "\u200b" * len(ZERO_WIDTH))
"""Full-width digits become plain ones, and what has no width one character; lengths and places stay as they are."""

DIGIT = "[0-9０-９]"
GAP = rf"[ \t\r\n\u00a0\u2000-\u200a\u202f\u3000{ZERO_WIDTH}.．·\-－\u2010-\u2015\ufffe\x02]"
"""What people put between digits, and what a PDF has for a hyphen at the end of a line."""

AND = r"[ \r\n-]{0,3}"
"""What may stand between the parts of an address."""

BIRTH_GAP = r"[^0-9０-９。；]{0,30}"
"""What may stand between the word for a birthday and the day, such as the other heads of a table."""

SUSPICIOUS = re.compile(
    rf"[0-9０-９生Bb](?:(?<=[1１]){GAP}{{0,4}}[3-9３-９](?:{GAP}{{0,4}}{DIGIT}){{9}}"
    rf"|(?<=[1-9１-９])(?:{GAP}{{0,4}}{DIGIT}){{14}}"
    rf"|(?<={DIGIT}){AND}[弄号幢栋座单][0-9０-９弄号楼幢栋座单元 \r\n-]{{0,30}}"
    rf"(?:(?<={DIGIT})[A-Z]? ?室|(?<=[元幢栋楼号]){AND}{DIGIT}{{3}})"
    rf"|(?<={DIGIT})[日月](?:[^0-9０-９。；，\n\f]{{0,4}}出)?生"
    rf"|(?<=[-./0-9０-９]{DIGIT})[^0-9０-９。；，\n\f]{{0,4}}出生"
    rf"|(?:(?<=出生)|(?<=生)[日于]){BIRTH_GAP}[12１２]"
    rf"|(?<=[Bb])irth(?!-){BIRTH_GAP}[12１２])"
)
"""One cheap pattern: a text in which it finds nothing has nothing that `find` would find."""


def find(text: str, names: Collection[str] = ()) -> Iterator[Found]:
    """All that looks like personal data, by where it starts.

    `names` are people's names; a flat near one of them, or near a word for a resident, is somebody's home.
    """
    if SUSPICIOUS.search(text):
        plain = DIGEST.sub(lambda digest: "#" * len(digest[0]), text.translate(WIDTHS))
        spans = [*numbers(plain), *homes(plain, names), *births(plain)]
        yield from (Found(kind, text[start:end], start) for start, end, kind in sorted(spans))


Span = tuple[int, int, str]
"""Start, end and kind of something found."""

DIGEST = re.compile(r"(?<![0-9A-Za-z])(?=(?:[0-9]*[a-fA-F]+[0-9]){4})[0-9a-fA-F]{32,128}(?![0-9A-Za-z])")
"""A file's fingerprint in hexadecimal digits, which may hold anything."""

# --- numbers ---------------------------------------------------------------------------------------------------------

RUN = re.compile("[0-9](?:\u200b*[0-9])*")
CHAIN = re.compile(rf"{RUN.pattern}(?:{GAP}{{1,4}}{RUN.pattern})*(?:{GAP}{{0,4}}[Xx])?")
"""Digits with nothing but gaps between them."""

LONGEST = 19


class Digits(NamedTuple):
    """Some neighbouring runs of a chain: the digits of each, the gaps between them, where they start and end, and all
    that surrounds them.
    """

    runs: tuple[str, ...]
    gaps: tuple[str, ...]
    start: int
    end: int
    around: str

    @property
    def all(self) -> str:
        """The digits without their gaps."""
        return "".join(self.runs)

    @property
    def sizes(self) -> tuple[int, ...]:
        """How many digits each run has."""
        return tuple(map(len, self.runs))

    @property
    def last(self) -> str:
        """The last digit, or the X that stands in place of a further one."""
        found = re.match(rf"{GAP}{{0,4}}([Xx])", self.around[self.end : self.end + 5])
        return found[0] if found else ""

    def on_one_line(self) -> bool:
        """Whether the runs stand side by side; a number may be wrapped, figures below each other are a column."""
        broken = sum("\n" in gap and not gap.strip() for gap in self.gaps)
        return 2 * broken <= len(self.gaps)

    def stands_alone(self) -> bool:
        """Whether no letter touches the digits, as in the number of a file."""
        return not re.match("[0-9A-Za-z]", self.around[self.end : self.end + 1]) and not re.match(
            "[0-9A-Za-z]", self.around[max(self.start - 1, 0) : self.start]
        )


def numbers(plain: str) -> Iterator[Span]:
    """Identity numbers, bank cards and mobile numbers; what is one is not looked at as another."""
    for chain in CHAIN.finditer(plain):
        runs = [(run.start(), run.end()) for run in RUN.finditer(plain, *chain.span())]
        index = 0
        while index < len(runs):
            count, span = first_number(plain, runs[index : index + LONGEST])
            index += count
            if span:
                yield span


def first_number(plain: str, runs: list[tuple[int, int]]) -> tuple[int, Span | None]:
    """What begins with the first run, and how many runs it takes up."""
    choices = list(beginnings(plain, runs))
    for kind, test in KINDS:
        for digits in choices:
            end = test(digits)
            if end:
                return len(digits.runs), (digits.start, end, kind)
    return 1, None


def beginnings(plain: str, runs: list[tuple[int, int]]) -> Iterator[Digits]:
    """The first run, the first two, and so on, up to as many digits as a number may have."""
    texts = [plain[start:end].replace("\u200b", "") for start, end in runs]
    gaps = [plain[left[1] : right[0]] for left, right in pairwise(runs)]
    sizes = takewhile(lambda size: size <= LONGEST, accumulate(map(len, texts)))
    for count, size in enumerate(sizes, 1):
        if size >= 11:
            yield Digits(tuple(texts[:count]), tuple(gaps[: count - 1]), runs[0][0], runs[count - 1][1], plain)


def identity_number(digits: Digits) -> int:
    """Where an identity number ends: 18 with date and check character, or 15 of old where the words before say so."""
    whole, last = digits.all, digits.last
    if len(whole) == 17 and last and is_id_number(whole + last[-1]) and is_date(whole[6:14]):
        return digits.end + len(last)
    if len(whole) == 18 and is_id_number(whole) and is_date(whole[6:14]):
        return digits.end
    before = digits.around[max(digits.start - 12, 0) : digits.start]
    old = len(whole) == 15 and is_date("19" + whole[6:12]) and re.search("身份证|证号", before)
    return digits.end if old else 0


def bank_card(digits: Digits) -> int:
    """Where a bank card's number ends: 16 to 19 digits by Luhn, in one piece or in fours as on the card."""
    whole, sizes = digits.all, digits.sizes
    if not (len(whole) >= 16 and CARD_BEGINS.match(whole) and is_bank_card(whole) and digits.stands_alone()):
        return 0
    in_fours = set(sizes[:-1]) == {4} and sizes[-1] <= 7 and digits.on_one_line() and not all(map(is_year, digits.runs))
    after_six = len(sizes) == 2 and sizes[0] == 6 and digits.on_one_line()
    return digits.end if len(sizes) == 1 or in_fours or after_six else 0


CARD_BEGINS = re.compile("[3-9]|2[2-7]")
"""What issuers of cards have (ISO/IEC 7812-1); a time with milliseconds begins with 20."""

MOBILE = re.compile(r"(?:(?:00)?86)?1[3-9][0-9]{9}")
MOBILE_SIZES = frozenset(
    {(11,), (13,), (15,), (3, 4, 4), (3, 3, 5), (4, 3, 4), (4, 4, 3), (3, 5, 3), (3, 8), (7, 4), (5, 6), (1,) * 11}
)
"""How people write a mobile number; other figures that happen to follow each other are not one."""


def mobile(digits: Digits) -> int:
    """Where a mobile number ends."""
    right = digits.sizes in MOBILE_SIZES and MOBILE.fullmatch(digits.all) and digits.on_one_line()
    return digits.end if right else 0


KINDS: tuple[tuple[str, Callable[[Digits], int]], ...] = (
    ("身份证号", identity_number),
    ("银行卡号", bank_card),
    ("手机号", mobile),
)


def is_id_number(digits: str) -> bool:
    """Whether the last character is the check character of the 17 before it (GB 11643-1999)."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(digit) * weight for digit, weight in zip(digits[:17], weights, strict=True))
    return "10X98765432"[total % 11] == digits[17].upper()


def is_bank_card(digits: str) -> bool:
    """Whether the digits pass Luhn's test (ISO/IEC 7812-1)."""
    doubled = [int(digit) * (2 if index % 2 else 1) for index, digit in enumerate(reversed(digits))]
    return sum(number - 9 if number > 9 else number for number in doubled) % 10 == 0


def is_date(digits: str) -> bool:
    """Whether eight digits are a day on which somebody alive, or lately so, was born."""
    with suppress(ValueError):
        return 1880 <= date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).year < 2100
    return False


def is_year(digits: str) -> bool:
    """Whether the digits look like a year of these times."""
    return digits[:2] in ("19", "20")


# --- homes and births ------------------------------------------------------------------------------------------------

NEAR = 30

_NUMBER = rf"(?<![0-9])[0-9]{{1,5}}{AND}"
_INNER = rf"{AND}(?:[0-9]{{1,3}}(?:弄|号楼?|幢|栋|座|楼|单元){AND}){{0,3}}"
_ROOM = r"(?![0-9年月日人户元个平米套])"
FLAT = re.compile(
    rf"{_NUMBER}(?:弄|号楼?|幢|栋|座|单元){_INNER}[0-9]{{1,4}}[A-Z]? ?室"
    rf"|{_NUMBER}(?:(?:弄|号楼?|幢|栋|座){_INNER}[0-9]{{1,3}})?(?:单元|幢|栋|号楼){AND}[0-9]{{3,4}}{_ROOM}"
    rf"|{_NUMBER}弄 ?[0-9]{{1,3}}号{AND}[0-9]{{3,4}}{_ROOM}"
)
"""One flat in a building: “12号301室”, “5幢2单元301”, “3弄5号402”."""

RESIDENT = re.compile(
    r"居民(?!委员会|区|会议|公约|小组|代表|服务|活动|事务)|业主(?!委员会|大会)|老人(?!活动|日间|食堂|照料)"
    r"|先生|女士|阿姨|大爷|大妈|奶奶|爷爷|姓名|户主|申请人|救助对象|住户|家住|住址"
)


def homes(plain: str, names: Collection[str]) -> Iterator[Span]:
    """Flats that stand near a name, or near a word for a resident."""
    for flat in FLAT.finditer(plain):
        near = plain[max(flat.start() - NEAR, 0) : flat.end() + NEAR]
        if RESIDENT.search(near) or any(name in near for name in names if name):
            yield *flat.span(), "家庭住址"


_DAY = (
    r"(?:19|20)[0-9]{2}(?:年 ?[0-9]{1,2}月(?: ?[0-9]{1,2}日)?+|[-./][0-9]{1,2}[-./][0-9]{1,2}"
    r"|(?:0[1-9]|1[0-2])(?:[0-2][0-9]|3[01]))(?![0-9])"
)
_POINT = r"(?! ?(?:[以之]?[前后]|起|至|及|到|、|—|–|施行|实施|修订|生效))"
BIRTH = re.compile(
    rf"(?:出生(?:年月日?|日期|时间)|[Bb]irth(?!-)){BIRTH_GAP}{_DAY}{_POINT}"
    rf"|(?:出生(?:于|在)?|生于|生日)[\s:：=|（(是为]{{0,4}}(?:公历|农历|阳历|阴历)?[\s:：）)]{{0,2}}{_DAY}{_POINT}"
    rf"|(?<![0-9]){_DAY}(?: |(?:(?![前后起以至])[^0-9。；，\s]){{0,4}})出生"
    r"|(?<![0-9])19[0-9]{2}年 ?[0-9]{1,2}月(?: ?[0-9]{1,2}日)?+生(?![效活产育成态源鲜意病])"
)
"""A day and the word that makes it a birthday; the days from which or until which a law holds for children are none."""


def births(plain: str) -> Iterator[Span]:
    """Days on which somebody was born."""
    for birth in BIRTH.finditer(plain):
        yield *birth.span(), "出生日期"


# --- files -----------------------------------------------------------------------------------------------------------


def find_in_file(path: str, data: bytes, names: Collection[str] = ()) -> Iterator[Found]:
    """All that looks like personal data in a finished file and in its path; places are those in a piece of its text."""
    yield from find(path, names)
    if suffix_of(path) not in MARKUP or not surely_nothing(data):
        for text in read(path, data):
            yield from find(text, names)


def read(path: str, data: bytes) -> Iterator[str]:
    """The texts of a finished file, by its suffix. Raises ValueError for a suffix that no table here has."""
    suffix = suffix_of(path)
    if suffix in READERS:
        yield from READERS[suffix](data)
    elif suffix not in UNREAD:
        raise ValueError(f"{path}: privacy.py does not know how to read “{suffix}”")


def suffix_of(path: str) -> str:
    """The suffix in small letters; a file whose name is all suffix has that one."""
    name = PurePosixPath(path).name.lower()
    return name[name.rfind(".") :] if "." in name else ""


def plain_text(data: bytes) -> Iterator[str]:
    """A text file as it is."""
    yield data.decode("utf-8", "replace")


def folded_lines(data: bytes) -> Iterator[str]:
    """A calendar or a card: lines made whole again (RFC 5545 3.1, RFC 6350 3.2), and characters that were escaped."""
    text = re.sub(rb"\r?\n[ \t]", b"", data).decode("utf-8", "replace")
    text = re.sub(r"\\([\\,;nN])", lambda escaped: "\n" if escaped[1] in "nN" else escaped[1], text)
    yield re.sub("^BDAY", "出生日期", text, flags=re.IGNORECASE | re.MULTILINE)


def json_texts(data: bytes) -> Iterator[str]:
    """Each object's own values behind their keys, as one text."""
    yield from value_texts(json.loads(data))


def json_or_plain(text: str) -> Iterator[str]:
    """What a script says in its data, or as it stands where it is no JSON after all."""
    try:
        yield from value_texts(json.loads(text))
    except ValueError:
        yield text


def value_texts(value: Any) -> Iterator[str]:
    """The texts of a JSON value: those of an object side by side, so that a name is near its address."""
    if isinstance(value, dict):
        simple = {key: inner for key, inner in value.items() if not isinstance(inner, dict | list)}
        yield "；".join(f"{key}：{inner}" for key, inner in simple.items())
        for key, inner in value.items():
            if key not in simple:
                yield str(key)
                yield from value_texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from value_texts(inner)
    else:
        yield str(value)


# --- HTML, XML, SVG --------------------------------------------------------------------------------------------------

INLINE = frozenset(
    ["a", "b", "bdi", "code", "em", "i", "mark", "s", "small", "span", "strong", "time", "tspan", "u", "wbr"]
)
"""Tags that do not end a line."""

DRAWING = frozenset(["class", "d", "height", "id", "integrity", "points", "style", "transform", "viewbox", "width"])
"""Attributes that say nothing to anybody; all others are read, since readers hear them or can copy them."""


class MarkupReader(HTMLParser):
    """Gathers what a page says: its text, line by line, and apart from it each attribute, comment and script."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.others: list[str] = []
        self.script = self.kind = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A line may end here, and attributes begin."""
        self.pieces.append(line_end(tag))
        self.others.extend(value for name, value in attrs if value and name not in DRAWING)
        self.script = tag if tag in ("script", "style") else ""
        self.kind = dict(attrs).get("type") or ""

    def handle_endtag(self, tag: str) -> None:
        """A line may end here."""
        self.pieces.append(line_end(tag))
        self.script = ""

    def handle_data(self, data: str) -> None:
        """Text, in which a line break is a space as any; or a script, whose JSON is unpacked."""
        if not self.script:
            self.pieces.append(re.sub(r"[ \t\r\n]+", " ", data))
        elif "json" in self.kind:
            self.others.extend(json_or_plain(data))
        elif self.script == "script":
            self.others.append(data)

    def handle_comment(self, data: str) -> None:
        """Readers can see it, too."""
        self.others.append(data)

    def unknown_decl(self, data: str) -> None:
        """XML's CDATA."""
        self.pieces.append(data.removeprefix("CDATA["))


def line_end(tag: str) -> str:
    """What a tag is in the text: nothing, or the end of a line, across which no number goes on."""
    return "" if tag.lower() in INLINE else "\f"


def markup_texts(data: bytes) -> Iterator[str]:
    """The text of a page, an XML file or a drawing, then its attributes, comments and scripts one by one."""
    reader = MarkupReader()
    reader.feed(data.decode("utf-8", "replace"))
    reader.close()
    yield re.sub(r" *\f[ \f]*", "\f", re.sub(" {2,}", " ", "".join(reader.pieces)))
    yield from reader.others


TAG = re.compile(r"</?([A-Za-z0-9]*)[^>]*>")
ESCAPED = re.compile(r"&(?!amp;|lt;|gt;|quot;|#3[49];)|\\u[0-9a-f]{4}")
HEAD = re.compile(
    r"(?:出生(?:年月日?|日期|时间)|[Bb]irth(?!-))[^。；]{0,200}$"
    r"|(?:出生|生[于日])(?:<[^>]*>|[\s:：=|（(是为于在公农阳阴历)）])*$"
)
"""Words for a birthday that may come lines later, as in a table."""

_INLINE = rf"</?(?:{'|'.join(sorted(INLINE))})\b[^>]*>"
ENDS = re.compile(rf"{DIGIT}(?:{GAP}|[弄号幢栋座单元楼年月日]|{_INLINE})*$")
BEGINS = re.compile(rf"(?:{GAP}|{_INLINE})*(?:{DIGIT}|[弄号幢栋座单元楼室年月日生出Xx])")
LAST_TAG = re.compile(r"[^<>]*</?([A-Za-z0-9]*)[^<>]*>")
BLANK = re.compile(rf"(?:{GAP}|{_INLINE})*")
GOES_ON = re.compile(r"!|[)#][(#]")
"""In a page's lines as `look` sees them: a suspicious one, or one that ends as its neighbour begins."""

NOT_DIGITS = bytes(set(range(256)) - set(b"0123456789"))
WORD = re.compile("[室元幢栋楼号生]")
ODD = re.compile(r"[０-９&\\]")


class Looks(dict[bytes, str]):
    """What was seen in each line so far. Thousands of pages are made of a few lines, so each is looked at once."""

    LIMIT = 1 << 16

    def __missing__(self, line: bytes) -> str:
        """Look now."""
        if len(self) > self.LIMIT:
            self.clear()
        self[line] = found = look(line)
        return found


LOOKS = Looks()


def surely_nothing(data: bytes) -> bool:
    """Whether a file of HTML, XML or SVG can be left unread."""
    return not GOES_ON.search("".join(map(LOOKS.__getitem__, data.split(b"\n"))))


def look(line: bytes) -> str:
    """A sign for a line of a page: nothing for an empty one, `!` where text or an attribute is suspicious or cannot be
    judged; `)` where a number or so may go on in the next line, `(` where one may have begun before, `#` for both,
    and a point for all others.
    """
    raw = line.decode("utf-8", "replace").strip()
    if torn(raw) or may_head(raw) or (telling(line, raw) and not harmless(raw)):
        return "!"
    return "" if BLANK.fullmatch(raw) else ".()#"[bool(BEGINS.match(raw)) + 2 * may_go_on(raw)]


def torn(raw: str) -> bool:
    """Whether a tag goes on in the next line."""
    return not raw.endswith(">") and raw.rfind("<") > raw.rfind(">")


def may_head(raw: str) -> bool:
    """Whether a birthday may come lines later."""
    return ("生" in raw or "irth" in raw) and bool(HEAD.search(raw))


def may_go_on(raw: str) -> bool:
    """Whether a number or so may go on in the next line; it does not behind a tag that ends the line on the screen."""
    last = LAST_TAG.fullmatch(raw, raw.rfind(">", 0, -1) + 1)
    return not (last and last[1].lower() not in INLINE) and bool(ENDS.search(raw))


def telling(line: bytes, raw: str) -> bool:
    """Whether a line has digits enough for anything, or something unusual."""
    digits = len(line.translate(None, NOT_DIGITS))
    return digits > 10 or bool(digits > 1 and WORD.search(raw)) or "irth" in raw or bool(ODD.search(raw))


def harmless(raw: str) -> bool:
    """Whether there is nothing suspicious in a line as it stands, nor in its text, and no character is written in
    another way.
    """
    if "  " in raw or "\t" in raw or "\r" in raw:
        raw = re.sub(r"[ \t\r]+", " ", raw)
    if ESCAPED.search(raw) or SUSPICIOUS.search(raw):
        return False
    return not SUSPICIOUS.search(TAG.sub(lambda tag: line_end(tag[1]), raw))


# --- pictures --------------------------------------------------------------------------------------------------------


STRETCH = re.compile(r"[^\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufffd]{4,}")
WIDE = re.compile(rb"(?:[ -~]\0){4,}|(?:\0[ -~]){4,}")
"""Plain characters in UTF-16, as Windows writes them into photographs."""


def visible(data: bytes) -> Iterator[str]:
    """The readable stretches of binary data."""
    yield from STRETCH.findall(data.decode("utf-8", "replace"))
    yield from (found.replace(b"\0", b"").decode("ascii") for found in WIDE.findall(data))


def png_texts(data: bytes) -> Iterator[str]:
    """What a PNG says in words: all its chunks but those of the picture itself; packed ones are unpacked."""
    place = 8
    while place + 8 <= len(data):
        (size,), kind = struct.unpack_from(">I", data, place), data[place + 4 : place + 8]
        content = data[place + 8 : place + 8 + size]
        place += size + 12
        if kind in (b"zTXt", b"iTXt", b"iCCP"):
            yield from visible(unpacked(content))
        if kind not in (b"IHDR", b"PLTE", b"IDAT", b"tRNS"):
            yield from visible(content)


def unpacked(content: bytes) -> bytes:
    """What is packed somewhere in a chunk, behind its keyword."""
    for place in (found.start() for found in re.finditer(rb"[\x08-\x78][\x01\x5e\x9c\xda]", content)):
        with suppress(zlib.error):
            return zlib.decompressobj().decompress(content[place:])
    return b""


def jpeg_texts(data: bytes) -> Iterator[str]:
    """What a JPEG says in words: its application segments and comments, which stand before the picture."""
    place = 2
    while place + 4 <= len(data) and data[place] == 0xFF and data[place + 1] != 0xDA:
        (size,) = struct.unpack_from(">H", data, place + 2)
        if data[place + 1] == 0xFE or 0xE0 <= data[place + 1] <= 0xEF:
            yield from visible(data[place + 4 : place + 2 + size])
        place += 2 + size


def webp_texts(data: bytes) -> Iterator[str]:
    """What a WebP says in words: its chunks for EXIF and XMP."""
    place = 12
    while place + 8 <= len(data):
        kind, size = struct.unpack_from("<4sI", data, place)
        if kind in (b"EXIF", b"XMP "):
            yield from visible(data[place + 8 : place + 8 + size])
        place += 8 + size + size % 2


# --- PDF -------------------------------------------------------------------------------------------------------------


def pdf_texts(data: bytes) -> Iterator[str]:
    """The text of a PDF's pages, where their links lead, its properties and bookmarks, and the files it carries."""
    from generator import extraction  # slow to import, and a website needs none of it

    yield from extraction.page_texts(data)
    for text in extraction.other_texts(data):
        yield from markup_texts(text.encode()) if text.startswith("<") else [text]
    for name, content in extraction.attachments(data):
        yield name
        yield from read(name, content)


MARKUP = frozenset({".atom", ".html", ".xml", ".svg"})

READERS: Mapping[str, Callable[[bytes], Iterator[str]]] = MappingProxyType(
    {
        **dict.fromkeys(MARKUP, markup_texts),
        **dict.fromkeys(("", ".txt", ".js", ".csv", ".md", ".conf"), plain_text),
        **dict.fromkeys((".ics", ".vcf"), folded_lines),
        **dict.fromkeys((".json", ".webmanifest"), json_texts),
        **dict.fromkeys((".jpg", ".jpeg"), jpeg_texts),
        ".png": png_texts,
        ".webp": webp_texts,
        ".pdf": pdf_texts,
    }
)
"""How files are read, by suffix."""

UNREAD = frozenset({".css", ".nojekyll", ".woff2", ".ttf", ".ico", ".gz", ".br"})
"""Files without anybody's words, and packed twins of files that are read."""
