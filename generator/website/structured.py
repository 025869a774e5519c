"""What search engines read of a page (schema.org)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from generator.codes.pages import CommitteePages, Page
from generator.duty.days import in_every_week, weekdays
from generator.model.content import Service
from generator.model.day_words import PlainDays
from generator.model.handbook import Handbook
from generator.text import placeholder

ESCAPED = {sign: f"\\u{ord(sign):04x}" for sign in "<>&$`\u2028\u2029"}
"""What could end a script within a page, or a line within a script, or begin a program within a text that stands
between backticks, as JSON may write it as well."""


def in_script(data: Any) -> str:
    """Return data as JSON that stands in a script, in a file or within a page, and which no text within can end."""
    script = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for sign, escaped in ESCAPED.items():
        script = script.replace(sign, escaped)
    return script


def structured(handbook: Handbook, pages: CommitteePages, page: Page, values: placeholder.Values) -> str:
    """Return the structured data of a page, as the content of a script; empty but for a first page and for services.

    `values` stand for the placeholders of shared texts.
    """
    if page.kind == "service":
        return in_script(service(handbook, pages, page, values))
    return in_script(organization(handbook, pages, values)) if (page.kind, page.id) == ("page", "home") else ""


def organization(handbook: Handbook, pages: CommitteePages, values: placeholder.Values) -> dict[str, Any]:
    """Return the committee for schema.org: an organization of residents, not an office of the government."""
    profile = pages.committee.profile
    place = {"@type": "Place", "address": profile.address, "openingHoursSpecification": opening(handbook, pages)}
    return without_gaps(
        {
            "@context": "https://schema.org",
            "@type": "Organization",
            "@id": address_of(handbook, pages),
            "url": address_of(handbook, pages),
            "name": values["committee.full_name"],
            "alternateName": values["committee.short_name"],
            "telephone": profile.phone,
            "location": without_gaps(place),
            "areaServed": area(handbook, pages),
        }
    )


def service(handbook: Handbook, pages: CommitteePages, page: Page, values: placeholder.Values) -> dict[str, Any]:
    """Return a service for schema.org: whose it is, where, when, and whom to ring, in the words of its page."""
    subject: Service = page.subject
    committee = without_gaps(
        {
            "@type": "Organization",
            "@id": address_of(handbook, pages),
            "name": values["committee.full_name"],
            "telephone": pages.committee.profile.phone,
        }
    )
    place = {"@type": "Place", "name": placeholder.fill(subject.place, values)}
    phones = (
        {
            "@type": "ServiceChannel",
            "name": phone.name,
            "servicePhone": {"@type": "ContactPoint", "telephone": phone.number},
        }
        for phone in subject.phones
    )
    return without_gaps(
        {
            "@context": "https://schema.org",
            "@type": "Service" if subject.part == "办理" else "GovernmentService",
            "url": handbook.site.site_url + page.path,
            "name": subject.title,
            "description": placeholder.fill(subject.answer, values),
            "provider": committee if subject.part == "办理" else None,
            "serviceOperator": committee if subject.part == "代理代办" else None,
            "areaServed": area(handbook, pages),
            "availableChannel": [{"@type": "ServiceChannel", "serviceLocation": place}, *phones],
            "hoursAvailable": {
                "@type": "OpeningHoursSpecification",
                "description": placeholder.fill(subject.hours, values),
            },
        }
    )


def without_gaps(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return data without what is not known: schema.org leaves a gap out and does not name it."""
    return {name: value for name, value in data.items() if value}


def address_of(handbook: Handbook, pages: CommitteePages) -> str:
    """Return the lasting address of a committee's first page."""
    return handbook.site.site_url + pages.pages["page", "home"].path


def area(handbook: Handbook, pages: CommitteePages) -> dict[str, str]:
    """Return the area that a committee serves, for schema.org."""
    policy, words = handbook.policy, handbook.words
    name = (
        f"{policy.district}{policy.subdistrict}{words.residential_area.format(committee=pages.committee.profile.name)}"
    )
    return {"@type": "AdministrativeArea", "name": name}


WEEK = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def opening(handbook: Handbook, pages: CommitteePages) -> list[dict[str, Any]]:
    """Return a committee's normal hours by weekday, for schema.org.

    None are told where schema.org has no exact form for them, as for a season.
    """
    normal = handbook.policy.duty.normal
    hours = []
    for period in pages.committee.timetable.periods:
        if period.kind == normal and period.days and period.opens and period.closes:
            days = range(7) if period.days == PlainDays.EVERY else sorted(weekdays(period.days))
            if period.season or not days or not in_every_week(period.days):
                return []
            hours.append(
                {
                    "@type": "OpeningHoursSpecification",
                    "dayOfWeek": [WEEK[day] for day in days],
                    "opens": f"{period.opens:%H:%M}",
                    "closes": f"{period.closes:%H:%M}",
                }
            )
    return hours
