"""The admin's pages of the indicator bank: the list, one indicator, and those that may be the same."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.ui.tables import BooleanColumn, Column, TitleColumn
from wagtail.admin.views.generic import IndexView, WagtailAdminTemplateMixin

from cases.exchange.kinds import is_uuid
from cases.teams.refusals import RefusedError
from toolkit.impact.bank import keeping
from toolkit.models import BankIndicator

LIST, ENTRY, PAIRS = "bank_admin:index", "bank_admin:entry", "bank_admin:pairs"


class BankIndexView(IndexView):
    """All indicators that cases show, by name."""

    model = BankIndicator
    template_name = "admin/bank/index.html"
    page_title = gettext_lazy("Indicator bank")
    header_icon = "list-ul"
    index_url_name, index_results_url_name = LIST, "bank_admin:index_results"
    add_url_name = edit_url_name = None
    any_permission_required = ["change"]
    paginate_by = 50
    is_exportable = False
    is_searchable = True
    search_fields = ["name"]
    default_ordering = "name"
    list_filter = ["level", "kind", "language", "is_recommended"]
    columns = [
        TitleColumn("name", label=gettext_lazy("Indicator"), url_name=ENTRY, id_accessor="key", sort_key="name"),
        Column("level", label=gettext_lazy("Level"), accessor="get_level_display"),
        Column("kind", label=gettext_lazy("Kind"), accessor="get_kind_display"),
        Column("used", label=gettext_lazy("Cases"), accessor="used", sort_key="used"),
        Column("reused", label=gettext_lazy("Copied"), accessor="reused", sort_key="reused"),
        BooleanColumn("is_recommended", label=gettext_lazy("Recommended")),
    ]

    def get_base_queryset(self) -> QuerySet:
        """Return those that readers see."""
        return BankIndicator.objects.filter(is_live=True, merged_into=None)


class ForKeepers(WagtailAdminTemplateMixin):
    """What the other pages have in common: they are for those who may keep the bank."""

    header_icon = "list-ul"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Answer those who may."""
        if not keeping.keeps_bank(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the path to here."""
        own = [{"url": reverse(LIST), "label": _("Indicator bank")}, {"url": "", "label": self.get_page_title()}]
        return [*self.breadcrumbs_items, *own]


class EntryView(ForKeepers, TemplateView):
    """One indicator: whether it is recommended, what it is merged with, and what may be the same."""

    template_name = "admin/bank/entry.html"
    http_method_names = ["get", "head", "post", "options"]

    @cached_property
    def entry(self) -> BankIndicator:
        """Return the indicator; 404 for what is not there."""
        found = BankIndicator.objects.select_related("merged_into").filter(key=self.kwargs["key"]).first()
        if found is None:
            raise Http404
        return found

    def get_page_title(self) -> str:
        """Return which indicator it is."""
        return self.entry.name

    def post(self, request: HttpRequest, key: UUID) -> HttpResponse:
        """Recommend it, merge it with another one, or undo either."""
        act = request.POST.get("act", "")
        try:
            if act in ("recommend", "unrecommend"):
                keeping.recommend(entry=self.entry, by=request.user, is_recommended=act == "recommend")
                messages.success(request, _("Readers see it at once."))
            elif act == "merge":
                into = keeping.merge(entry=self.entry, into=self._other(), by=request.user)
                messages.success(request, _("“%(name)s” counts as this indicator now.") % {"name": self.entry.name})
                return redirect(ENTRY, into.key)
            elif act == "separate":
                keeping.separate(entry=self.entry, by=request.user)
                messages.success(request, _("The two indicators stand apart again."))
            else:
                raise Http404
        except RefusedError as refused:
            messages.error(request, refused.text)
        return redirect(ENTRY, key)

    def _other(self) -> BankIndicator:
        key = self.request.POST.get("into", "")
        found = BankIndicator.objects.filter(key=key).first() if is_uuid(key) else None
        if found is None:
            raise Http404
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the indicator with what may be the same; `into` is the one that a merge has to be confirmed with."""
        into = self.request.GET.get("into", "")
        chosen = BankIndicator.objects.filter(key=into).first() if is_uuid(into) else None
        return super().get_context_data(
            entry=self.entry,
            into=chosen if chosen and chosen != self.entry else None,
            merged=self.entry.merged.order_by("name"),
            alike=[] if self.entry.merged_into else keeping.alike(self.entry),
            **kwargs,
        )


class PairsView(ForKeepers, TemplateView):
    """Indicators that may be the same, the most alike first."""

    template_name = "admin/bank/pairs.html"
    page_title = gettext_lazy("Indicators that may be the same")
    http_method_names = ["get", "head", "options"]

    def get_page_title(self) -> str:
        """Return the title."""
        return str(self.page_title)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the pairs."""
        return super().get_context_data(pairs=keeping.pairs(), **kwargs)
