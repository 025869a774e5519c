"""What is hidden in a text is taken out in one pass."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from generator.text.hidden import line_breaks, without


@given(st.text(alphabet="<!->a\n", max_size=60))
def test_it_is_what_a_lazy_pattern_would_take(text: str) -> None:
    assert without(text, "<!--", "-->") == re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)


@given(st.text(alphabet="<!-> Ka\n", max_size=60))
def test_what_is_kept_and_lines_stay(text: str) -> None:
    pattern = re.compile(r"<!--(?! K -->).*?-->", re.DOTALL)
    lazy = pattern.sub(lambda match: "\n" * match[0].count("\n"), text)
    assert without(text, "<!--", "-->", line_breaks, ("<!-- K -->",)) == lazy


def test_what_does_not_end_stays() -> None:
    assert without("a<!--b<!--c", "<!--", "-->") == "a<!--b<!--c"
