"""Spans of clock times: their length, what they share, what they come to together, what they cover."""

from __future__ import annotations

import datetime
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.duty.intervals import Span, covered, merged, minutes, overlap, span
from generator.model.hours import DutyPeriod, Opening

DAY = 24 * 60


def at(minute: int) -> datetime.time:
    """The clock time so many minutes after midnight."""
    return datetime.time(*divmod(minute, 60))


def hours(*times: int) -> Span:
    """A span between two full hours."""
    begins, ends = times
    return at(60 * begins), at(60 * ends)


spans = (
    st.tuples(st.integers(0, DAY - 1), st.integers(0, DAY - 1)).map(sorted).map(lambda ends: (at(ends[0]), at(ends[1])))
)


def moments(span: Span) -> set[int]:
    """Every minute of a span."""
    begins, ends = (time.hour * 60 + time.minute for time in span)
    return set(range(begins, ends))


def test_what_says_both_times_has_a_span_and_what_lacks_one_has_none() -> None:
    opening = Opening(days="每天", opens=at(540), closes=at(660))
    assert span(opening) == hours(9, 11)
    assert span(DutyPeriod(kind="正常", opens=at(0), closes=at(60))) == hours(0, 1)
    assert span(DutyPeriod(kind="正常", opens=at(540))) is None


def test_minutes_of_a_span() -> None:
    assert minutes((at(8 * 60 + 30), at(11 * 60 + 15))) == 165


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        (hours(9, 11), hours(10, 12), True),
        (hours(9, 12), hours(10, 11), True),
        (hours(9, 11), hours(11, 12), False),
        (hours(9, 11), hours(9, 11), True),
    ],
)
def test_spans_overlap_where_they_share_a_time(one: Span, other: Span, shared: bool) -> None:
    assert overlap(one, other) is overlap(other, one) is shared


def test_spans_that_touch_or_overlap_are_one() -> None:
    assert merged([hours(13, 17), hours(8, 10), hours(10, 12), hours(16, 19)]) == [hours(8, 12), hours(13, 19)]
    assert merged([hours(8, 18), hours(9, 10)]) == [hours(8, 18)]


@given(st.lists(spans, max_size=5))
def test_merged_spans_hold_the_same_minutes_in_order_with_time_between_them(some: list[Span]) -> None:
    whole = merged(some)
    assert set().union(*map(moments, whole)) == set().union(*map(moments, some))
    assert all(before[1] < after[0] for before, after in itertools.pairwise(whole))


@given(spans, st.lists(spans, max_size=5))
def test_a_span_is_covered_where_no_minute_is_left(wanted: Span, by: list[Span]) -> None:
    assert covered(wanted, by) is (moments(wanted) <= set().union(*map(moments, by)))


def test_what_ends_before_it_begins_has_no_time_to_cover() -> None:
    assert covered(hours(11, 9), [])
