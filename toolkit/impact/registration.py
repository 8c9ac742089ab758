"""Joins the parts of impact plans with the rest: each room has its own lines here."""

from __future__ import annotations

from toolkit.impact.codes import Step


def connect() -> None:
    """Register everything; called when the app is ready."""
    _connect_plans()
    _connect_indicators()
    _connect_published()
    _connect_measuring()
    _connect_files()
    _connect_theory()
    _connect_evaluations()


def _connect_plans() -> None:
    from cases.teams import tools
    from portal import recurring
    from portal.accounts.my_page import sections
    from toolkit.impact import in_teams, part_forms, plans, rooms, step_rooms

    for form in step_rooms.FORMS:
        part_forms.register(form)
    rooms.register(Step.PROBLEM, step_rooms.problem_room)
    rooms.register(Step.GOALS, step_rooms.goals_room)
    rooms.register(Step.GROUPS, step_rooms.groups_room)
    tools.register("impact", in_teams.plan_tool)
    sections.register("impact", in_teams.plans_section)
    recurring.register("deleted impact plans", plans.remove_deleted)


def _connect_indicators() -> None:
    from toolkit.impact import indicator_forms, indicator_rooms, part_forms, rooms, target_forms

    for form in (*indicator_forms.FORMS, *target_forms.FORMS):
        part_forms.register(form)
    rooms.register(Step.INDICATORS, indicator_rooms.indicators_room)
    rooms.register(Step.METHODS, indicator_rooms.methods_room)
    rooms.register(Step.TARGETS, indicator_rooms.targets_room)
    rooms.register(Step.BASELINE, indicator_rooms.baseline_room)


def _connect_published() -> None:
    from cases import shown_with
    from cases.detail import panels
    from cases.detail.panels import Spot
    from cases.search import facets
    from toolkit.impact import panels as own
    from toolkit.impact import publish_page, rooms, shown_plans
    from toolkit.impact.facets import EVIDENCE, HAS_IMPACT

    shown_with.register(shown_plans.TOOL, shown_plans.in_words)
    facets.register(HAS_IMPACT)
    facets.register(EVIDENCE)
    shown_plans.connect()
    panels.register(Spot.BESIDE_FACTS, "evidence", own.evidence_panel)
    panels.register(Spot.AFTER_STORY, "impact", own.impact_panel)
    rooms.register_notice("published", publish_page.news_notice)


def _connect_measuring() -> None:
    from portal import recurring
    from toolkit.impact import measurement_forms, measuring, part_forms, reminders, rooms

    part_forms.register(measurement_forms.MeasurementForm)
    rooms.register(Step.MEASUREMENTS, measuring.measurements_room)
    rooms.register_notice("due", measuring.due_notice)
    recurring.register("reminders of measurements", reminders.remind)


def _connect_files() -> None:
    from toolkit.impact.report import files, kinds

    kinds.register(*files.KINDS)


def _connect_theory() -> None:
    from toolkit.impact import part_forms, rooms, theory_forms, theory_room

    for form in theory_forms.FORMS:
        part_forms.register(form)
    rooms.register(Step.THEORY, theory_room.theory_room)


def _connect_evaluations() -> None:
    from toolkit.impact import evaluation_room, part_forms, plan_file, rooms
    from toolkit.impact.report import kinds

    kinds.register(plan_file.JSON)
    part_forms.register(evaluation_room.EvaluationForm)
    rooms.register(Step.EVALUATION, evaluation_room.evaluation_room)
