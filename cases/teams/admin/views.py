"""The admin's pages of teams: the list, a new one for others, and one team with what an editor can do for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import IndexView, WagtailAdminTemplateMixin

from cases.models import CasePage, Invitation, Membership, Role, Team
from cases.teams import helping, invitations, membership, services
from cases.teams.admin.forms import AppointForm, CaseForm, OwnerForm, StartForm
from cases.teams.letters import send_invitation
from cases.teams.permissions import helps_teams
from cases.teams.presentation import shown
from cases.teams.refusals import NotAllowedError, RefusedError

LIST, NEW, HELP = "teams_admin:index", "teams_admin:new", "teams_admin:help"


def _name(team: Any) -> str:
    return team.case_title or team.name


def _standing(team: Any) -> str:
    if team.deleted_at:
        return _("Deleted")
    if team.has_owner:
        return _("Has an owner")
    return _("Invited an owner, who has not answered") if team.awaits_owner else _("Has no owner")


class TeamIndexView(IndexView):
    """All teams, those without an owner first."""

    model = Team
    template_name = "admin/teams/index.html"
    page_title = gettext_lazy("Teams")
    header_icon = "group"
    index_url_name, index_results_url_name = LIST, "teams_admin:index_results"
    add_url_name = edit_url_name = None
    any_permission_required = ["change"]
    search_fields = ["name", "case_title"]
    is_searchable = True
    paginate_by = 50
    is_exportable = False
    columns = [
        TitleColumn("name", label=gettext_lazy("Team"), accessor=_name, url_name=HELP),
        Column("standing", label=gettext_lazy("Status"), accessor=_standing),
        Column("member_count", label=gettext_lazy("Members"), accessor="member_count"),
        Column("municipality", label=gettext_lazy("Municipality"), accessor="municipality"),
        DateColumn("created_at", label=gettext_lazy("Made"), accessor="created_at"),
    ]

    def get_base_queryset(self) -> QuerySet:
        """Return the teams with what a line shows, in one query."""
        title = CasePage.objects.filter(translation_key=OuterRef("case_id")).order_by("-live", "locale_id", "pk")
        asked = Invitation.objects.open().filter(team=OuterRef("pk"), role=Role.OWNER)
        return (
            Team.objects.visible_to(self.request.user)
            .select_related("municipality__county")
            .annotate(
                case_title=Subquery(title.values("title")[:1]),
                member_count=Count("memberships", filter=Q(memberships__user__is_active=True)),
                has_owner=Exists(Membership.objects.owners().filter(team=OuterRef("pk"))),
                awaits_owner=Exists(asked),
            )
            .order_by(F("deleted_at").asc(nulls_first=True), "has_owner", "-pk")
        )


class _Page(WagtailAdminTemplateMixin):
    """What the pages on teams have in common: they are for those who help teams."""

    header_icon = "group"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Answer those who may help teams."""
        if not helps_teams(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the path to here."""
        own = [{"url": reverse(LIST), "label": _("Teams")}, {"url": "", "label": self.get_page_title()}]
        return [*self.breadcrumbs_items, *own]


class StartView(_Page, FormView):
    """Makes a team for others, and asks one of them to own it."""

    template_name = "admin/teams/new.html"
    page_title = gettext_lazy("New team")
    form_class = StartForm

    def get_initial(self) -> dict[str, Any]:
        """Return what most invitations are written in."""
        return {"language": "nb"}

    def form_valid(self, form: Form) -> HttpResponse:
        """Make it, or say beside the fields why not."""
        given = form.cleaned_data
        case = given.pop("case")
        try:
            team, invitation, token = helping.start_team(
                by=self.request.user, case_id=case and case.translation_key, **given
            )
        except RefusedError as refused:
            form.add_error(refused.field or None, refused.text)
        except ValidationError as faulty:
            form.add_error(None, faulty)
        else:
            _tell_of_letter(self.request, send_invitation(invitation, token))
            return redirect(HELP, team.pk)
        return self.form_invalid(form)


class HelpView(_Page, TemplateView):
    """One team, and what an editor can do for it."""

    template_name = "admin/teams/help.html"

    @cached_property
    def team(self) -> Team:
        """Return the team; 404 for what is not there."""
        return get_object_or_404(Team.objects.visible_to(self.request.user), pk=self.kwargs["pk"])

    def get_page_title(self) -> str:
        """Return the team's name."""
        return shown(self.team, self.request.user).name

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do what one of the buttons asks, and say what came of it."""
        act = self._acts.get(request.POST.get("act", ""))
        if act is None:
            raise Http404
        try:
            form = act()
        except NotAllowedError as refused:
            raise PermissionDenied from refused
        except RefusedError as refused:
            messages.error(request, refused.text)
            return redirect(HELP, self.team.pk)
        except ValidationError as faulty:
            messages.error(request, " ".join(faulty.messages))
            return redirect(HELP, self.team.pk)
        if form is not None:
            return self.render_to_response(self.get_context_data(**{request.POST["act"]: form}))
        return redirect(HELP, self.team.pk)

    @cached_property
    def _acts(self) -> dict[str, Callable[[], Form | None]]:
        """Return what can be done, by the name of its button; each returns its form where that was filled in wrong."""
        return {
            "appoint": self._appoint,
            "invite": self._invite,
            "withdraw": self._withdraw,
            "case": self._set_case,
            "delete": self._delete,
            "restore": self._restore,
        }

    def _appoint(self) -> Form | None:
        form = AppointForm(self.request.POST, team=self.team)
        if not form.is_valid():
            return form
        member = int(form.cleaned_data["member"])
        membership.appoint_owner(team=self.team, by=self.request.user, member_id=member)
        messages.success(self.request, _("The team has a new owner."))
        return None

    def _invite(self) -> Form | None:
        form = OwnerForm(self.request.POST)
        if not form.is_valid():
            return form
        made = invitations.invite_member(team=self.team, by=self.request.user, role=Role.OWNER, **form.cleaned_data)
        _tell_of_letter(self.request, send_invitation(*made))
        return None

    def _withdraw(self) -> None:
        number = self.request.POST.get("invitation", "")
        own = get_object_or_404(self.team.invitations, pk=int(number) if number.isdecimal() else 0)
        invitations.withdraw_invitation(team=self.team, by=self.request.user, invitation_id=own.pk)
        messages.success(self.request, _("The invitation is withdrawn. Its link no longer works."))

    def _set_case(self) -> Form | None:
        form = CaseForm(self.request.POST)
        if not form.is_valid():
            return form
        case = form.cleaned_data["case"]
        services.set_case(team=self.team, by=self.request.user, case_id=case and case.translation_key)
        messages.success(self.request, _("The change is saved."))
        return None

    def _delete(self) -> None:
        services.delete_team(team=self.team, by=self.request.user)
        messages.success(self.request, _("The team is deleted. You can bring it back here."))

    def _restore(self) -> None:
        services.restore_team(team=self.team, by=self.request.user)
        messages.success(self.request, _("The team is back, with all who were in it."))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the team and the forms; `kwargs` hold one that was filled in wrong."""
        case = CasePage.objects.filter(translation_key=self.team.case_id).order_by("-live", "locale_id").first()
        forms = {
            "appoint": AppointForm(team=self.team),
            "invite": OwnerForm(initial={"language": get_language()}),
            "case": CaseForm(initial={"case": case}),
        }
        owner_asked = self.team.invitations.unanswered().filter(role=Role.OWNER).order_by("pk")
        has_owner = Membership.objects.owners().filter(team=self.team).exists()
        team = {"shown": shown(self.team, self.request.user), "has_owner": has_owner, "asked": owner_asked}
        return super().get_context_data(**{**forms, **team, **kwargs})


def _tell_of_letter(request: HttpRequest, is_sent: bool) -> None:
    if is_sent:
        messages.success(request, _("The invitation is sent."))
    else:
        text = _("The invitation is made, but the e-mail could not be sent. Withdraw it, and invite anew in a while.")
        messages.error(request, text)
