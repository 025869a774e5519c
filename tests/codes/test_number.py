"""Printed codes: the check digit, addresses, and how small and strong their symbols are."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.codes import host, qr
from generator.codes import number as number_
from generator.codes.number import check_digit, code_of, is_code, plain

digits = st.text("0123456789", min_size=1, max_size=12)
names = st.from_regex(r"[a-z0-9]([a-z0-9-]{0,14}\.[a-z]{2,4}|[a-z0-9.-]{0,18})", fullmatch=True).filter(
    lambda name: len(name) <= 20
)
numbers = st.builds(lambda one, item: code_of(f"{one:03d}", f"{item:03d}"), st.integers(0, 999), st.integers(1, 999))
serials = st.integers(1, host.SERIALS)


@given(digits)
def test_every_single_wrong_digit_is_caught(number: str) -> None:
    code = number + check_digit(number)
    wrong = (code[:i] + d + code[i + 1 :] for i in range(len(code)) for d in "0123456789" if d != code[i])
    assert is_code(code)
    assert not any(is_code(each) for each in wrong)


@given(digits)
def test_every_swap_of_neighbours_is_caught(number: str) -> None:
    code = number + check_digit(number)
    pairs = (i for i in range(len(code) - 1) if code[i] != code[i + 1])
    assert not any(is_code(code[:i] + code[i + 1] + code[i] + code[i + 2 :]) for i in pairs)


@pytest.mark.parametrize("text", ["", "0", "12a4", "０１６"])
def test_what_is_no_number_is_no_code(text: str) -> None:
    assert not is_code(text)


def test_a_code_is_committee_item_and_check_digit() -> None:
    assert code_of("016", "001") == "0160019"


@pytest.mark.parametrize(
    ("site", "serial", "expected"),
    [
        ("https://zhongshan.example/", None, "https://ZHONGSHAN.EXAMPLE/0160019/"),
        ("https://zhongshan.example/", 17, "https://ZHONGSHAN.EXAMPLE/0160019/17/"),
        ("https://zhongshan.example/sc/a/", None, "https://ZHONGSHAN.EXAMPLE/sc/a/0160019/"),
        ("https://zhongshan.example/sc/a/", 1, "https://ZHONGSHAN.EXAMPLE/sc/a/0160019/1/"),
    ],
)
def test_an_address_shouts_the_host_only(site: str, serial: int | None, expected: str) -> None:
    assert number_.address(site, "0160019", serial) == expected


def test_what_a_person_types_is_lower_case_without_scheme() -> None:
    assert plain("https://zhongshan.example/", "0160019") == "zhongshan.example/0160019"


@given(names, numbers, serials)
@settings(max_examples=60, deadline=None)
def test_the_symbol_of_an_issued_sheet_is_small_and_strong(name: str, code: str, serial: int) -> None:
    """A host of up to twenty characters at the root of its site, the serial of issue included."""
    address = number_.address(f"https://{name}/", code, serial)
    found = qr.symbol(address)
    assert found.version <= host.LARGEST_VERSION
    assert found.level in ("Q", "H")
    assert len(qr.svg(address)) <= 2000


@pytest.mark.parametrize(
    ("url", "parts", "domain"),
    [
        ("https://zhongshan.example/", ("https", "zhongshan.example", "/"), "zhongshan.example"),
        ("https://zhongshan.example/sc/a/", ("https", "zhongshan.example", "/sc/a/"), "zhongshan.example/sc/a"),
    ],
)
def test_an_address_has_parts_and_a_sheet_names_host_and_path(url: str, parts: tuple[str, ...], domain: str) -> None:
    assert number_.parts(url) == parts
    assert number_.domain(url) == domain
