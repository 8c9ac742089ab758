"""The fragment of the editors' interface that tells what there is to mend in a page."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import FieldDoesNotExist, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.text import capfirst
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from wagtail.models import Page

from cases.editorial.checks import Finding, Level, findings_for


@dataclass(frozen=True)
class Group:
    """The findings of one level, each with the name of the field that it is about."""

    level: Level
    rows: list[tuple[Finding, str]]


def _field_name(page: Page, path: str) -> str:
    """Return what the form calls the field that a content path begins with, or an empty text."""
    name = path.partition(".")[0]
    try:
        field = page._meta.get_field(name)
    except FieldDoesNotExist:
        return ""
    label = getattr(field, "verbose_name", None) or field.related_model._meta.verbose_name_plural
    return str(capfirst(str(label)))


def grouped(page: Page) -> list[Group]:
    """Return the findings of a page by level; a level without any is left out."""
    found = findings_for(page)
    groups = [Group(level, [(f, _field_name(page, f.field)) for f in found if f.level == level]) for level in Level]
    return [group for group in groups if group.rows]


@require_safe
@never_cache
def findings(request: HttpRequest, page_id: int) -> HttpResponse:
    """Return the findings of the newest version of a page, to those who may edit it."""
    page = get_object_or_404(Page, pk=page_id)
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    groups = grouped(page.get_latest_revision_as_object())
    count = sum(len(group.rows) for group in groups)
    return render(request, "admin/findings.html", {"groups": groups, "count": count})
