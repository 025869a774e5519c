"""Assets: a version that changes with any of them, and packed twins that are always the same bytes."""

from __future__ import annotations

import gzip

import brotli

from generator.products.website import PACKED, hashed
from generator.website import assets


def test_the_version_of_all_assets_changes_with_the_name_of_one() -> None:
    assert assets.version({"a": hashed("a.css", b"")}) != assets.version({"a": hashed("a.css", b"1")})


def test_twins_unpack_to_what_they_are_twins_of_and_are_always_the_same_bytes() -> None:
    content = "居民委员会是居民自我管理的组织。".encode() * 50
    found = {ending: assets.packed(ending, content) for ending in PACKED}
    assert gzip.decompress(found[".gz"]) == brotli.decompress(found[".br"]) == content
    assert found[".gz"][:10] == b"\x1f\x8b\x08\0\0\0\0\0\x02\xff"
    assert found == {ending: assets.packed(ending, content) for ending in PACKED}
    assert max(map(len, found.values())) < len(content)


def test_a_large_file_is_packed_within_one_window() -> None:
    content = "".join(f"{number}，" for number in range(40_000)).encode()
    assert brotli.decompress(assets.brotlied(content)) == content
