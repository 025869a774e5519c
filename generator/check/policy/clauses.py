"""The rules of the policy and the law, by the ids that content/policy.yml gives them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from generator.check.finding import CommitteeRule, Finding, SubdistrictRule
from generator.check.policy import (
    admission,
    appraisals,
    boards,
    catalogue,
    duty,
    law,
    meetings,
    names,
    partners,
    phases,
    plates,
    reception,
    relief,
    rooms,
    size,
    summaries,
    support,
    training,
    walls,
    work_and_visits,
    working_committees,
)
from generator.model.committee import Committee
from generator.model.handbook import Handbook

SUBDISTRICT_RULES: Mapping[str, SubdistrictRule] = MappingProxyType(
    {
        "G1": names.number_of_committees,
        "G4": catalogue.affairs_from_one_catalogue,
        "M2": working_committees.all_assigned,
        "B2": boards.no_merit_for_walls,
        "A3": admission.lists_as_titled,
        "A4": admission.affairs_by_law,
        "T3": training.assessment_document,
        "T4": training.assessment_indicators,
        "P1": phases.departments_named,
        "P2": phases.pilot,
        "P3": phases.roll_out,
        "P4": phases.summaries,
        "P5": phases.phases_whole,
        "P9": support.departments_behind_services,
        "P10": summaries.phases_summed_up,
        "P7": phases.document_current,
        "P8": phases.annexes_agree,
        "L12": law.citations_verified,
    }
)
"""The rules about the sub-district, by the ids of policy.yml."""

OF_ALL_COMMITTEES = frozenset({"G1", "P2", "P3", "P4"})
"""Those of them that count or compare committees, and say nothing true while one could not be loaded."""

COMMITTEE_RULES: Mapping[str, CommitteeRule] = MappingProxyType(
    {
        "G3": names.placed,
        "G5": size.boundary_settled,
        "G6": relief.less_and_more,
        "N1": names.plates_at_the_door,
        "N2": names.branch_plate,
        "N3": names.committee_plate,
        "N4": names.party_station_plate,
        "N5": names.service_station_plate,
        "N6": names.one_name,
        "N7": names.no_other_plate,
        "N8": plates.plates_admitted,
        "M1": working_committees.working_committees_named,
        "M3": working_committees.directors_post,
        "M4": working_committees.kinds_of_members,
        "M5": working_committees.first_duties,
        "M6": working_committees.mass_organisations,
        "M7": working_committees.second_duties,
        "M8": working_committees.three_parties,
        "M9": working_committees.residents_discuss,
        "M10": working_committees.floods_and_waste,
        "M11": working_committees.third_duties,
        "M12": working_committees.public_health,
        "M13": working_committees.fourth_duties,
        "M14": working_committees.mediation,
        "M15": working_committees.hazards_reported,
        "M16": partners.partners_recorded,
        "R1": rooms.one_hall,
        "R2": rooms.generalist_window,
        "R3": rooms.one_stop,
        "R4": rooms.rooms_complete,
        "R5": rooms.rooms_described,
        "R6": rooms.own_spaces,
        "R7": rooms.audiences,
        "R8": rooms.shared_use,
        "B1": walls.walls_cleared,
        "B3": boards.one_board,
        "B4": boards.board_introduces,
        "B5": boards.rulebook_to_read,
        "B6": walls.removed_rules_bound,
        "B7": boards.texts_readable,
        "B8": walls.no_rules_in_rooms,
        "B9": boards.boards_filed,
        "O1": meetings.regular_meeting,
        "O2": meetings.agenda,
        "O3": meetings.procedures_used,
        "O4": meetings.study_at_meetings,
        "O5": meetings.monthly_study,
        "O6": meetings.attendance,
        "O7": meetings.prohibitions,
        "D1": duty.kinds_of_duty,
        "D2": duty.year_covered,
        "D3": duty.reachable_and_able,
        "D4": duty.serious_events,
        "D5": duty.time_off,
        "V1": reception.generalists,
        "V2": reception.guides_complete,
        "V3": reception.answers_in_time,
        "V4": reception.blocks_whole,
        "V5": reception.visits,
        "V6": reception.diary,
        "V7": work_and_visits.work_log,
        "V8": work_and_visits.visits_told,
        "A1": admission.nothing_unlisted,
        "A2": admission.admissions_valid,
        "A5": admission.certificates_refused,
        "T1": training.trainings_held,
        "T2": training.certificates,
        "T5": appraisals.results_published,
        "L1": law.size_and_term,
        "L2": law.residents_meeting,
        "L3": law.reviewed_by_residents,
        "L4": law.charter_and_convention,
        "L5": law.disclosure,
        "L6": law.mediation_committee,
        "L7": law.staggered_hours,
        "L8": law.right_to_refuse,
        "L9": law.fire_safety,
        "L10": law.minors,
        "L11": law.aid_notices,
        "L13": law.accessible,
    }
)
"""The rules about one committee, by the ids of policy.yml."""

SUMMARY_RULES: Mapping[str, Callable[[Handbook, Committee, frozenset[str]], Iterator[Finding]]] = MappingProxyType(
    {"G2": phases.goals_met, "P6": phases.obligatory_and_own}
)
"""The rules that sum up: each is given the ids of the rules in which the committee has errors."""
