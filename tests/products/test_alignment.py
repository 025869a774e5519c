"""Which article became which."""

from __future__ import annotations

from generator.products.rulebook.alignment import aligned
from generator.text.articles import Article


def test_a_text_of_thousands_of_articles() -> None:
    old = [Article(f"第{number}条", f"旧的{number}") for number in range(2000)]
    new = [Article(f"第{number}条", f"新的{number}") for number in range(2000)]
    pairs = list(aligned(old, new))
    assert {pair[0] for pair in pairs if pair[0]} == set(old)
    assert {pair[1] for pair in pairs if pair[1]} == set(new)
