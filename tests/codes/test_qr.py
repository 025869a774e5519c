"""QR symbols: how large, how strong, and whether the drawn path reads back as the address."""

from __future__ import annotations

import math
import random
import re
import string
from itertools import product

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from qrcode.util import lost_point

from generator.codes import number as number_
from generator.codes import qr
from generator.codes.number import code_of

ADDRESS = "https://ZHONGSHAN.EXAMPLE/0160019/"
MOVE = re.compile(r"m(-?\d+) (-?\d+)h(\d+)")

CODEWORDS = {(1, "H"): 9, (1, "Q"): 13, (2, "H"): 16, (2, "Q"): 22, (3, "H"): 26, (3, "Q"): 34}
"""Data codewords of the small symbols (ISO/IEC 18004, table 7), in the order in which they are preferred."""

hosts = st.from_regex(r"[a-z0-9]([a-z0-9-]{0,14}\.[a-z]{2,4}|[a-z0-9.-]{0,18})", fullmatch=True).filter(
    lambda host: len(host) <= 20
)
addresses = st.builds(
    lambda host, committee, item: number_.address(f"https://{host}/", code_of(f"{committee:03d}", f"{item:03d}")),
    hosts,
    st.integers(0, 999),
    st.integers(1, 999),
)


KINDS = (string.digits, string.ascii_uppercase + " $%*+-./:", string.ascii_lowercase, "?=&_~", "居民区")
"""Characters that a symbol packs differently, and other ways to write what it cannot pack."""


def texts(seed: int, count: int) -> list[str]:
    """Addresses of all shapes: up to seven runs of characters of a kind."""
    made = random.Random(seed)
    return [
        "".join(
            "".join(made.choices(made.choice(KINDS), k=made.choice((1, 2, 3, 5, 9, 12))))
            for _ in range(made.randint(1, 7))
        )
        for _ in range(count)
    ]


def of_the_library(address: str) -> qr.Symbol:
    """The symbol by the library alone: every draft is sized, and it compares the masks itself."""
    codes = [(qr.draft(address, level, split), level) for level, split in product(qr.LEVELS, qr.SEGMENTATIONS)]
    code, level = min(codes, key=lambda pair: pair[0].best_fit())
    code.make(fit=False)
    return qr.Symbol(code.version, level, qr.packed(code.get_matrix()))


def counted(rows: list[list[bool | None]]) -> int:
    """Our count of the penalty points of modules."""
    return qr.penalty(qr.packed(rows), len(rows))


def noise(side: int, seed: int, share: float) -> list[list[bool | None]]:
    """Modules at random, that share of them dark."""
    made = random.Random(seed)
    return [[made.random() < share for _ in range(side)] for _ in range(side)]


def drawn(svg: str) -> Image.Image:
    """The picture of one of our SVGs, a pixel a module, by the few commands our path has."""
    side = int(re.findall(r'viewBox="0 0 (\d+) \1"', svg)[0])
    stroke = re.findall(r'<path stroke="#000" d="M4 4\.5((?:m-?\d+ -?\d+h\d+)*)"/></svg>$', svg)[0]
    picture = Image.new("L", (side, side), 255)
    x, y = 4, 4
    for right, down, length in MOVE.findall(stroke):
        x, y = x + int(right), y + int(down)
        picture.paste(0, (x, y, x + int(length), y + 1))
        x += int(length)
    return picture


@given(addresses)
@settings(max_examples=15, deadline=None)
def test_a_host_of_twenty_characters_makes_a_small_and_strong_symbol(address: str) -> None:
    found = qr.symbol(address)
    assert found.version <= 3
    assert found.level in ("Q", "H")
    assert len(qr.svg(address)) <= 2200


@pytest.mark.parametrize("length", range(1, 21))
def test_size_comes_first_then_the_strongest_level_that_fits(length: int) -> None:
    """`https` as bytes and the rest as capitals is always possible; nothing may come out larger or weaker than that."""
    address = number_.address(f"https://{'a' * length}/", "0160019")
    bits = (4 + 8 + 5 * 8) + (4 + 9 + math.ceil(5.5 * (len(address) - 5)))
    possible = next(size for size, codewords in CODEWORDS.items() if bits <= 8 * codewords)
    found = qr.symbol(address)
    assert list(CODEWORDS).index((found.version, found.level)) <= list(CODEWORDS).index(possible)


@given(addresses)
@settings(max_examples=10, deadline=None)
def test_the_drawing_reads_back_as_its_address(address: str) -> None:
    picture = drawn(qr.svg(address))
    (found,) = zxingcpp.read_barcodes(picture.resize((picture.width * 4, picture.height * 4), Image.Resampling.NEAREST))
    assert found.text == address
    assert found.ec_level == qr.symbol(address).level


def test_the_drawing_is_the_symbol_within_four_modules_of_white() -> None:
    rows = qr.symbol(ADDRESS).rows
    picture = drawn(qr.svg(ADDRESS))
    side = picture.width
    assert side == len(rows) + 8
    dark = {(x, y) for x in range(side) for y in range(side) if picture.getpixel((x, y)) == 0}
    assert dark == {(x + 4, y + 4) for y, row in enumerate(rows) for x, is_dark in enumerate(row) if is_dark}


def test_ink_on_white_and_nothing_else() -> None:
    svg = qr.svg(ADDRESS)
    assert re.findall(r'(?:fill|stroke)="(.*?)"', svg) == ["#fff", "#000"]
    assert f'd="M0 0h{(side := len(qr.symbol(ADDRESS).rows) + 8)}v{side}H0z"' in svg


@pytest.mark.parametrize("seed", range(8))
def test_every_module_is_as_the_library_would_have_it(seed: int) -> None:
    """Size, level, segments and mask of addresses of all shapes."""
    for address in texts(seed, 25):
        assert qr.symbol(address) == of_the_library(address), address


def test_the_addresses_compared_are_of_all_sizes_levels_and_masks() -> None:
    """The format information beside the first finder pattern names the mask (ISO/IEC 18004:2015, 7.9.1).

    What 5-H would hold, 46 codewords, the smaller 4-Q holds too.
    """
    symbols = [qr.symbol(address) for seed in range(8) for address in texts(seed, 25)]
    assert {(version, level) for version, level, _ in symbols} >= set(product(range(1, 6), "HQ")) - {(5, "H")}
    named = {sum(2**place for place in range(3) if one.rows[8][4 - place]) ^ 0b101 for one in symbols}
    assert named == set(range(8))


@pytest.mark.parametrize("length", [150, 400])
def test_a_symbol_that_names_its_version_is_as_the_library_would_have_it(length: int) -> None:
    """From version 7 on; and from 10 on the lengths of segments take more bits."""
    address = ADDRESS + "/".join(f"{number}x" for number in range(length))[:length]
    found = qr.symbol(address)
    assert found == of_the_library(address)
    assert found.version >= (7 if length < 200 else 10)


@pytest.mark.parametrize("side", [21, 25, 29, 33, 37, 45])
def test_penalties_are_counted_as_the_library_counts_them(side: int) -> None:
    """Noise of every darkness, so that long runs, blocks and a colour too much occur."""
    for seed, share in enumerate((0, 0.1, 0.3, 0.44, 0.5, 0.5, 0.56, 0.7, 0.9, 1)):
        rows = noise(side, seed, share)
        assert counted(rows) == lost_point(rows)


@pytest.mark.parametrize("pattern", ["10111010000", "00001011101", "1011101", "000010111010000", "11111", "0000000"])
@pytest.mark.parametrize("place", [0, 1, 9, 20, -1])
def test_penalties_at_the_edges_are_counted_as_the_library_counts_them(pattern: str, place: int) -> None:
    """A pattern that starts or ends where its row or column does, and never runs on into the next."""
    side = 29
    start = place % (side - len(pattern) + 1)
    rows = noise(side, 3, 0.5)
    for line in (0, 14, side - 1):
        rows[line][start : start + len(pattern)] = [digit == "1" for digit in pattern]
    assert counted(rows) == lost_point(rows)
    columns = [list(column) for column in zip(*rows, strict=True)]
    assert counted(columns) == lost_point(columns) == counted(rows)


@given(st.integers(21, 33).flatmap(lambda side: st.tuples(*[st.tuples(*[st.booleans()] * side)] * side)))
@settings(max_examples=30, deadline=None)
def test_modules_are_unpacked_as_they_were_packed(rows: tuple[tuple[bool, ...], ...]) -> None:
    assert qr.unpacked(qr.packed(rows), len(rows)) == rows


@given(st.integers(1, 4).flatmap(lambda version: st.tuples(st.just(version), st.integers(0, (1 << 33 * 33) - 1))))
@settings(max_examples=30, deadline=None)
def test_whatever_is_dark_is_drawn(symbol: tuple[int, int]) -> None:
    """Symbols of different sizes in turns, with rows that are wholly dark or light, which no true one has."""
    version, modules = symbol
    side = 17 + 4 * version
    rows = modules & ((1 << side * side) - 1)
    for dark in (rows, rows >> 3 * side, rows | (1 << 2 * side) - 1, 1, 0):
        found = qr.Symbol(version, "Q", dark)
        picture = drawn(f'viewBox="0 0 {side + 8} {side + 8}"<path stroke="#000" d="{qr.path(found)}"/></svg>')
        seen = {(x - 4, y - 4) for x in range(side + 8) for y in range(side + 8) if picture.getpixel((x, y)) == 0}
        assert seen == {(x, y) for y, row in enumerate(found.rows) for x, is_dark in enumerate(row) if is_dark}


def test_a_shape_is_tried_once() -> None:
    """All the addresses of a host differ in digits only, so one search for the best fit does for all."""
    qr.symbol.cache_clear()
    qr.best.cache_clear()
    for number in range(1, 30):
        qr.symbol(number_.address("https://zhongshan.example/", code_of("016", f"{number:03d}")))
    assert qr.best.cache_info().misses == 1
