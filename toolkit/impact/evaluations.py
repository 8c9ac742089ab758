"""Step 10: an evaluation ends a version of the plan, which is kept as it stood; the next one begins with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from toolkit.impact.exchange import record_of
from toolkit.impact.parts import AnyPart, add_part, locked_plan
from toolkit.models import Plan, PlanVersion


@transaction.atomic
def add_evaluation(*, plan: Plan, by: Any, values: Mapping[str, Any], **fixed: Any) -> AnyPart:
    """Add an evaluation, keep the plan as it stood, and begin the plan's next version.

    NotAllowedError when it is not theirs; ValidationError for values that no form offers: then nothing is written.
    """
    now = locked_plan(plan, by)
    content = record_of(now, with_measurements=False)
    added = add_part(plan=now, by=by, kind="evaluation", values=values, version=now.version, **fixed)
    PlanVersion.objects.create(plan=now, number=now.version, content=content)
    now.version += 1
    now.save(update_fields=["version"])
    plan.version = now.version
    return added
