"""What can be done at a committee in the words of HSDS 3.0: services, what to bring, and how services are sorted."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from generator.model.content import Material, Service
from generator.model.handbook import Handbook
from generator.website.hsds import HOME, Record, Source, duty_hours, id_of, labelled, phone
from generator.website.structured import area, without_gaps


def services(source: Source) -> list[Record]:
    """Return every service that the committee gives, helps with or knows the way to."""
    return [service(source, subject) for subject in source.handbook.services.values()]


def service(source: Source, subject: Service) -> Record:
    """Return a service with what to bring, what it costs, when and where the committee does its part."""
    key, words, said = ("service", subject.id), source.words, source.said
    facts = {
        words.place: subject.place,
        words.hours: subject.hours,
        words.time: subject.time,
        words.result: subject.result,
    }
    return without_gaps(
        {
            "id": source.id(*key),
            "organization_id": source.id(*HOME),
            "name": subject.name,
            "alternate_name": subject.title,
            "description": said("\n".join((subject.answer, *labelled(facts)))),
            "url": source.page(*key),
            "status": "active" if in_force(source, subject) else "inactive",
            "application_process": said("\n".join(subject.steps)),
            "fees_description": said(subject.fee),
            "eligibility_description": said("\n".join((subject.audience, *subject.conditions))),
            "assured_date": subject.checked.date.isoformat(),
            "phones": [phone(source.id(*key, "phone", it.number), it.number, it.name) for it in subject.phones],
            "service_areas": [{"id": source.id(*key, "area"), "name": area(source.handbook, source.pages)["name"]}],
            "service_at_locations": [at_the_office(source, subject)],
            "cost_options": [
                {"id": source.id(*key, "cost"), "currency": "CNY", "amount_description": said(subject.fee)}
            ],
            "required_documents": [
                {"id": source.id(*key, "document", str(number)), "document": said(document(source.handbook, it))}
                for number, it in enumerate(subject.materials, 1)
            ],
            "attributes": list(attributes(source, subject)),
        }
    )


def in_force(source: Source, subject: Service) -> bool:
    """Tell whether a service is today as it is told: its page says from when and until when that holds."""
    begins, ends, today = subject.valid_from, subject.valid_until, source.handbook.today
    return (begins is None or begins <= today) and (ends is None or today <= ends)


def at_the_office(source: Source, subject: Service) -> Record:
    """Return what the committee does in a service, and at which of its hours."""
    id = source.id("service", subject.id, "at")
    periods = source.pages.committee.timetable.periods
    served = [period for period in periods if period.all_services or subject.id in period.services]
    return without_gaps(
        {
            "id": id,
            "service_id": source.id("service", subject.id),
            "location_id": source.id(*HOME, "location"),
            "description": source.said(subject.committee_part),
            "schedules": duty_hours(source, served, id),
        }
    )


def document(handbook: Handbook, material: Material) -> str:
    """Return something to bring in one line: `身份证（原件，复印件1份，老人本人的）`."""
    words = handbook.words.guide
    details = (
        words.original if material.original else "",
        words.copies.format(copies=material.copies) if material.copies else "",
        material.note or "",
    )
    told = "，".join(filter(None, details))
    return f"{material.name}（{told}）" if told else material.name


# --- what kind of thing a service is ---------------------------------------------------------------------------------


def taxonomies(source: Source) -> list[Record]:
    """Return how services are sorted: by what the committee does in them, and by the working committee in charge."""
    words = source.words
    return [
        {"id": id_of("part"), "name": words.by_part, "description": words.by_part_told},
        {"id": id_of("field"), "name": words.by_field, "description": words.by_field_told},
    ]


def taxonomy_terms(source: Source) -> Iterator[Record]:
    """Yield the terms of both taxonomies; groups of duties stand below their working committee."""
    for name, told in source.words.parts.items():
        yield {"id": id_of("part", name), "taxonomy_id": id_of("part"), "name": name, "description": told}
    for id, working in source.handbook.working_committees.items():
        above = {"id": id_of("field", id), "taxonomy_id": id_of("field")}
        yield {**above, "name": working.name, "description": source.said(working.answer)}
        for group in working.groups:
            own = {"id": id_of("field", id, group.name), "taxonomy_id": above["taxonomy_id"], "parent_id": above["id"]}
            yield {**own, "name": group.name, "description": source.said(group.summary)}


def attributes(source: Source, subject: Service) -> Iterator[Record]:
    """Yield what kind of service it is, by both taxonomies."""
    groups = source.handbook.working_committees[subject.working_committee].groups
    below = (subject.field,) if any(group.name == subject.field for group in groups) else ()
    terms = {
        subject.part: shared_id("part", subject.part),
        subject.field: shared_id("field", subject.working_committee, *below),
    }
    for value, term in terms.items():
        id = source.id("service", subject.id, "attribute", term)
        yield {"id": id, "taxonomy_term_id": term, "value": value}


shared_id = lru_cache(maxsize=256)(id_of)
