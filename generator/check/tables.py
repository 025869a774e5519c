"""The rules of sound data, in their order."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from generator.check.data import allowed, clashes, contradictions, counts, floor_plans
from generator.check.data.days import calendars_whole, changes_dated, days_covered, hours_whole, nothing_expired
from generator.check.data.file_names import files_read
from generator.check.data.gaps import numbers_filled_in
from generator.check.data.holidays import holidays_agree, holidays_named, holidays_within_reason, workdays_worked
from generator.check.data.ledger import (
    closings_followed,
    codes_keep_their_places,
    former_slugs_free,
    ledger_whole,
    numbers_unique,
)
from generator.check.data.pasted import values_for_paper
from generator.check.data.people import people_known, people_once, posts_named
from generator.check.data.references import (
    contents_consistent,
    estates_known,
    internal_kept_apart,
    links_resolve,
    notices_filed,
    pages_known,
    phrases_spelt,
    plate_known,
    requirements_known,
    rooms_known,
    working_committees_known,
)
from generator.check.data.shifts import extra_shifts_at_hours, shifts_take_place
from generator.check.data.site import host_lasting, printed_addresses_kept, release_reviewed
from generator.check.data.texts import comments_told, glyphs_present, no_personal_data, placeholders_known
from generator.model.handbook import Handbook
from generator.problem import Problem

Rule = Callable[[Handbook], Iterator[Problem]]

TEXT_RULES = (placeholders_known, comments_told, values_for_paper, glyphs_present, no_personal_data)

FACT_RULES: tuple[Rule, ...] = (
    contents_consistent,
    pages_known,
    phrases_spelt,
    plate_known,
    links_resolve,
    internal_kept_apart,
    requirements_known,
    calendars_whole,
    workdays_worked,
    holidays_within_reason,
    holidays_agree,
    holidays_named,
    nothing_expired,
    allowed.allowed_texts_needed,
    changes_dated,
    numbers_unique,
    ledger_whole,
    codes_keep_their_places,
    host_lasting,
    printed_addresses_kept,
    former_slugs_free,
    people_known,
    people_once,
    posts_named,
    numbers_filled_in,
    rooms_known,
    floor_plans.floor_plans,
    working_committees_known,
    estates_known,
    hours_whole,
    days_covered,
    shifts_take_place,
    extra_shifts_at_hours,
    clashes.hours_usual,
    clashes.hours_apart,
    clashes.gatherings_possible,
    clashes.replacements_single,
    clashes.retirements_read,
    notices_filed,
    release_reviewed,
    contradictions.contacts_agree,
    contradictions.usual_phone_rung,
    contradictions.own_texts_agree,
    contradictions.nobodys_phone_shared,
    counts.counts_right,
)
"""Rules of which each finds what is wrong with the committees that are given, whether or not there are others."""

RULES: tuple[Rule, ...] = (
    *TEXT_RULES,
    *FACT_RULES,
    closings_followed,
    files_read,
    counts.committees_counted,
)
"""Rules of sound data: each yields the problems it is named for."""
