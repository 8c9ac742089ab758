"""The kinds of file that are made here."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from toolkit.impact.report import pdf, sheet, slides
from toolkit.impact.report.kinds import Kind

KINDS = (
    Kind("pdf", gettext_lazy("Report (PDF)"), pdf.CONTENT_TYPE, pdf.plan_as_pdf),
    Kind("xlsx", gettext_lazy("Spreadsheet"), sheet.CONTENT_TYPE, sheet.plan_as_sheet),
    Kind("pptx", gettext_lazy("Slides"), slides.CONTENT_TYPE, slides.plan_as_slides),
)
