"""The kinds of file that are made here."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from toolkit.impact.report import sheet
from toolkit.impact.report.kinds import Kind

KINDS = (Kind("xlsx", gettext_lazy("Spreadsheet"), sheet.CONTENT_TYPE, sheet.plan_as_sheet),)
