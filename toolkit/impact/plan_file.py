"""A plan as a file that another portal, or another team, can bring in."""

from __future__ import annotations

import json

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from toolkit.impact.exchange import record_of
from toolkit.impact.report.kinds import Kind
from toolkit.models import Plan


def plan_as_json(plan: Plan, request: HttpRequest) -> bytes:
    """Return the whole plan as samskaping-plan/1."""
    return json.dumps(record_of(plan), ensure_ascii=False, indent=1).encode()


JSON = Kind("json", _("JSON, to move the plan"), "application/json", plan_as_json)
