"""The texts that pictures carry beside what they show."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from contextlib import suppress

STRETCH = re.compile(r"[^\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufffd]{4,}")
WIDE = re.compile(rb"(?:[ -~]\0){4,}|(?:\0[ -~]){4,}")
"""Plain characters in UTF-16, as Windows writes them into photographs."""


def visible(data: bytes) -> Iterator[str]:
    """Yield the readable stretches of binary data: four characters or more, in UTF-8 or in UTF-16."""
    yield from STRETCH.findall(data.decode("utf-8", "replace"))
    yield from (stretch.replace(b"\0", b"").decode("ascii") for stretch in WIDE.findall(data))


def png_texts(data: bytes) -> Iterator[str]:
    """Yield what a PNG says in words: all its chunks but those of the picture itself, the packed ones unpacked.

    A chunk is its size, its kind, its content and a checksum (ISO/IEC 15948, 5.3); a file cut short says less.
    """
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
    """Return what is packed by zlib behind a chunk's keyword; nothing where nothing can be unpacked."""
    for head in re.finditer(rb"[\x08-\x78][\x01\x5e\x9c\xda]", content):
        with suppress(zlib.error):
            return zlib.decompressobj().decompress(content[head.start() :])
    return b""


def jpeg_texts(data: bytes) -> Iterator[str]:
    """Yield what a JPEG says in words: its application segments and comments, which stand before the picture.

    A segment is a marker, its size and its content (ITU-T T.81, B.1.1.4).
    """
    place = 2
    while place + 4 <= len(data) and data[place] == 0xFF and data[place + 1] != 0xDA:
        (size,) = struct.unpack_from(">H", data, place + 2)
        if data[place + 1] == 0xFE or 0xE0 <= data[place + 1] <= 0xEF:
            yield from visible(data[place + 4 : place + 2 + size])
        place += 2 + size


def webp_texts(data: bytes) -> Iterator[str]:
    """Yield what a WebP says in words: its chunks for EXIF and XMP (RFC 9649, 2.7)."""
    place = 12
    while place + 8 <= len(data):
        kind, size = struct.unpack_from("<4sI", data, place)
        if kind in (b"EXIF", b"XMP "):
            yield from visible(data[place + 8 : place + 8 + size])
        place += 8 + size + size % 2
