"""What data and their correction add to a QR symbol, by tables that are made once for each size.

qrcode puts in bit by bit, and divides polynomials number by number: 3 ms an address. Here a codeword's modules are
looked up, and correction is a shift register over bytes (ISO/IEC 18004:2015, 7.5 and 7.7): 0.2 ms, the same modules.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain, zip_longest
from typing import Any

import qrcode
from qrcode.base import Polynomial, gexp, glog, rs_blocks
from qrcode.util import ALPHA_NUM, MODE_ALPHA_NUM, MODE_NUMBER, PAD0, PAD1, length_in_bits

NUMBER_BITS = (0, 4, 7, 10)
"""The bits that so many digits take."""


def placed(code: qrcode.QRCode[Any], version: int, level: int, frame: int) -> int:
    """Return the modules of a symbol in which data and correction differ from none, packed as qr.packed does.

    `level` is one of qrcode's, `frame` the packed symbol of this size without data.
    """
    modules = 0
    for place, codeword in zip(places(version, level, frame), codewords(code, version, level), strict=True):
        modules |= place[codeword]
    return modules


# --- codewords -------------------------------------------------------------------------------------------------------


def codewords(code: qrcode.QRCode[Any], version: int, level: int) -> Iterator[int]:
    """Yield the codewords of a symbol in the order in which they are placed: data of all blocks, then correction."""
    sizes = [(block.data_count, block.total_count - block.data_count) for block in rs_blocks(version, level)]
    data, blocks, corrections = padded(segments(code, version), sum(count for count, _ in sizes)), [], []
    for count, correcting in sizes:
        block, data = data[:count], data[count:]
        blocks.append(block)
        corrections.append(correction(block, correcting))
    for several in (blocks, corrections):
        for turn in zip_longest(*several):
            yield from (codeword for codeword in turn if codeword is not None)


def segments(code: qrcode.QRCode[Any], version: int) -> str:
    """Return the data of a code as binary digits: of each segment its mode, its length and its characters."""
    return "".join(
        f"{part.mode:04b}{len(part):0{length_in_bits(part.mode, version)}b}{characters(part.data, part.mode)}"
        for part in code.data_list
    )


def characters(data: bytes, mode: int) -> str:
    """Return characters as binary digits, three numbers or two letters together, others one by one."""
    if mode == MODE_NUMBER:
        threes = [data[start : start + 3] for start in range(0, len(data), 3)]
        return "".join(f"{int(three):0{NUMBER_BITS[len(three)]}b}" for three in threes)
    if mode == MODE_ALPHA_NUM:
        values = [ALPHA_NUM.index(letter) for letter in data]
        twos = "".join(f"{45 * left + right:011b}" for left, right in zip(values[::2], values[1::2], strict=False))
        return twos + (f"{values[-1]:06b}" if len(values) % 2 else "")
    return "".join(f"{byte:08b}" for byte in data)


def padded(bits: str, count: int) -> bytes:
    """Return binary digits as so many codewords, ended and filled as the standard says."""
    bits += "0" * min(4, 8 * count - len(bits))
    bits += "0" * (-len(bits) % 8)
    content = int(bits, 2).to_bytes(len(bits) // 8, "big")
    return (content + bytes((PAD0, PAD1)) * count)[:count]


def correction(data: bytes, count: int) -> bytes:
    """Return the so many codewords by which a block of data is corrected."""
    table, kept, register = remainders(count), (1 << 8 * count - 8) - 1, 0
    for codeword in data:
        register = (register & kept) << 8 ^ table[register >> 8 * count - 8 ^ codeword]
    return register.to_bytes(count, "big")


@lru_cache(maxsize=64)
def remainders(count: int) -> Sequence[int]:
    """Return for each byte what is left of it, so many codewords further up, by the generator polynomial."""
    generator = Polynomial([1], 0)
    for power in range(count):
        generator = generator * Polynomial([1, gexp(power)], 0)
    factors = [generator[index] for index in range(1, len(generator))]
    products = [[times(byte, factor) for factor in factors] for byte in range(256)]
    return [int.from_bytes(bytes(product), "big") for product in products]


def times(left: int, right: int) -> int:
    """Return the product of two bytes in the field of 256 that QR codes use."""
    return int(gexp((glog(left) + glog(right)) % 255)) if left and right else 0


# --- where they go ---------------------------------------------------------------------------------------------------


@lru_cache(maxsize=64)
def places(version: int, level: int, frame: int) -> Sequence[Sequence[int]]:
    """Return for each codeword, and each byte it may be, the modules that are then dark, packed."""
    bits = bit_places(version, level, frame)
    return [by_byte(bits[start : start + 8]) for start in range(0, len(bits), 8)]


def by_byte(bits: Sequence[int]) -> Sequence[int]:
    """Return for each byte the modules of its bits, given those of each bit, the highest first."""
    modules = [0] * 256
    for byte in range(1, 256):
        lowest = byte & -byte
        modules[byte] = modules[byte ^ lowest] | bits[8 - lowest.bit_length()]
    return modules


def bit_places(version: int, level: int, frame: int) -> list[int]:
    """Return the module of each bit of the codewords, packed, as qrcode places them.

    The number of a bit is read off its module: in the symbol whose bits are the first binary digit of their numbers, in
    that of the second digits, and so on.
    """
    count = 8 * sum(block.total_count for block in rs_blocks(version, level))
    symbols = [
        with_bits(version, level, frame, [number >> digit & 1 for number in range(count)]) for digit in range(16)
    ]
    all_dark = with_bits(version, level, frame, [1] * count)
    modules = [1 << place for place in range(all_dark.bit_length()) if all_dark >> place & 1]
    numbered = {sum(1 << digit for digit, dark in enumerate(symbols) if dark & module): module for module in modules}
    return [numbered[number] for number in range(count)]


def with_bits(version: int, level: int, frame: int, bits: Sequence[int]) -> int:
    """Return the modules in which a symbol with these bits in its codewords differs from one without data, packed."""
    code = qrcode.QRCode(version, level, border=0)
    code.data_cache = [int("".join(map(str, bits[start : start + 8])), 2) for start in range(0, len(bits), 8)]
    code.makeImpl(True, 0)
    rows = chain.from_iterable(code.modules)
    return int("".join("1" if module else "0" for module in rows), 2) ^ frame
