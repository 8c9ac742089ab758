"""What there is of a plan, counted in few queries whatever its size: for toolkit/impact/progress.py."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from toolkit.impact.codes import Kind, Level, Rank
from toolkit.impact.progress import Counts
from toolkit.models import Element, Evaluation, Goal, Indicator, Link, Measurement, Plan, Source, Target, TargetGroup

_OF_CHANGE = (Level.OUTCOME, Level.IMPACT)
_CHANGES = (Rank.OUTCOME, Rank.IMPACT)


def counts_of(plan: Plan) -> Counts:
    """Return what there is of a plan: one query for its parts, one for its indicators."""
    return Counts(
        has_problem=bool(plan.problem.strip()),
        has_theory=bool(plan.theory.strip()),
        **_parts(plan),
        **_indicators(plan),
    )


def _parts(plan: Plan) -> dict[str, int]:
    elements = Element.objects.standing()
    counted: dict[str, QuerySet[Any]] = {
        "sources": Source.objects.standing(),
        "goals": Goal.objects.standing(),
        "groups": TargetGroup.objects.standing(),
        "without_needs": TargetGroup.objects.standing().filter(needs=""),
        "activities": elements.filter(rank=Rank.ACTIVITY),
        "changes": elements.filter(rank__in=_CHANGES),
        "links": Link.objects.standing().filter(cause__deleted_at=None, effect__deleted_at=None),
        "evaluations": Evaluation.objects.standing(),
    }
    annotations = {f"count_{name}": _count(found) for name, found in counted.items()}
    row = Plan.objects.filter(pk=plan.pk).annotate(**annotations).values(*annotations).get()
    return {name: row[f"count_{name}"] for name in counted}


def _count(parts: QuerySet[Any]) -> Coalesce:
    grouped = parts.order_by().filter(plan=OuterRef("pk")).values("plan").annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(grouped, output_field=IntegerField()), Value(0))


def _indicators(plan: Plan) -> dict[str, int]:
    measured = Measurement.objects.standing().filter(indicator=OuterRef("pk"))
    flagged = (
        Indicator.objects.standing()
        .filter(plan=plan)
        .annotate(
            has_target=Exists(Target.objects.standing().filter(indicator=OuterRef("pk"))),
            has_baseline=Exists(measured.filter(is_baseline=True)),
            has_measurement=Exists(measured.filter(is_baseline=False)),
        )
    )
    return flagged.aggregate(
        indicators=Count("pk"),
        of_change=Count("pk", filter=Q(level__in=_OF_CHANGE)),
        without_method=Count("pk", filter=Q(method="")),
        without_frequency=Count("pk", filter=Q(frequency="")),
        without_responsible=Count("pk", filter=Q(responsible="", reminded=None)),
        # A quotation has none.
        without_target=Count("pk", filter=Q(has_target=False) & ~Q(kind=Kind.QUOTATION)),
        without_baseline=Count("pk", filter=Q(has_baseline=False, no_baseline_because="")),
        without_measurement=Count("pk", filter=Q(has_measurement=False)),
    )
