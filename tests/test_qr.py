"""QR symbols: how large, how strong, and whether the drawn path reads back as the address."""

from __future__ import annotations

import math
import re

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from generator import codes, qr

ADDRESS = "https://ZHONGSHAN.EXAMPLE/0160019/"
MOVE = re.compile(r"m(-?\d+) (-?\d+)h(\d+)")

CODEWORDS = {(1, "H"): 9, (1, "Q"): 13, (2, "H"): 16, (2, "Q"): 22, (3, "H"): 26, (3, "Q"): 34}
"""Data codewords of the small symbols (ISO/IEC 18004, table 7), in the order in which they are preferred."""

hosts = st.from_regex(r"[a-z0-9]([a-z0-9-]{0,14}\.[a-z]{2,4}|[a-z0-9.-]{0,18})", fullmatch=True).filter(
    lambda host: len(host) <= 20
)
addresses = st.builds(
    lambda host, committee, item: codes.address(f"https://{host}/", codes.code_of(f"{committee:03d}", f"{item:03d}")),
    hosts,
    st.integers(0, 999),
    st.integers(1, 999),
)


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
    address = codes.address(f"https://{'a' * length}/", "0160019")
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
