"""Sample objects of every kind, and which of them each address is asked for."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.admin.models import EditingSession
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, CollectionViewRestriction, Locale, Site, Task, UploadedFile, Workflow

from cases.detail.cover import cloth_of, version_of
from cases.following.addresses import confirm_link, own_token
from cases.lists.draft import Draft, Entry
from cases.lists.services import share_list
from cases.models import CaseIndexPage, ConceptText, Invitation, PortalDocument, PortalImage, Role, Synonym, Team
from cases.short_ids import short_id
from cases.teams.invitations import invite_member
from home.models import Navigation
from portal.accounts.models import WorkerHeartbeat
from tests.factories import (
    make_case,
    make_closed_round,
    make_follow,
    make_participation,
    make_participations,
    make_person,
    make_round,
    make_team,
    make_user,
    member_of,
    png,
)
from tests.factories.impact import make_indicator, make_measurement, make_plan
from toolkit.assessment.own import keep_answers
from toolkit.assessment.versions import begin_draft
from toolkit.impact.codes import Rank
from toolkit.impact.exchange import record_of
from toolkit.models import BankIndicator, Element, Goal, PlanVersion, Questionnaire, Round

_PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")
_RESULT = "team/<int:team_id>/egenvurdering/<int:round_id>/resultat/"
_PLAN = "team/<int:team_id>/effekt/"
World = dict[str, Any]
"""Values by a parameter's name, or by the beginning of an address and the name."""


def make_world() -> World:
    """Make the objects; all belong to someone who is in none of the roles asked about."""
    other = make_user("Editors", "other@example.org")
    return {**_pages(other), **_files(other), **_rest(other), **_team(), **_answering(), **_bank()}


def _pages(other: Any) -> World:
    """A published case with a changed draft in review, its index, and another index to move it to."""
    case = make_case(slug="case-of-another", title="Another's case", owner=other)
    revision = case.save_revision(user=other)
    workflow = Workflow.objects.filter(active=True, workflow_pages__isnull=False).first()
    state = workflow.start(case, other)
    text = ConceptText.objects.get(concept__code="openness", locale="nb")
    shared, secret = share_list(draft=Draft("A list", (Entry(short_id(case.translation_key)),)))
    return {
        "page_id": case.pk,
        "page_to_move_id": case.pk,
        "page_pk": case.pk,
        "case_id": case.translation_key,
        "object_id": case.pk,
        "app_label": "cases",
        "app_name": "cases",
        "model_name": "casepage",
        "content_type_app_name": "cases",
        "content_type_model_name": "casepage",
        "parent_page_id": case.get_parent().pk,
        "destination_id": CaseIndexPage.objects.get(locale__language_code="nn").pk,
        "revision_id": revision.pk,
        "task_state_id": state.current_task_state.pk,
        "state_id": state.current_task_state.pk,
        "task_id": state.current_task_state.task.pk,
        "workflow_state_id": state.pk,
        "workflow_pk": workflow.pk,
        "slug": text.slug,
        "version": version_of(cloth_of(case)),
        "kommuner/ place": "0301-oslo",
        "fylker/ place": "03-oslo",
        "min-liste/ address": shared.address,
        "min-liste/ secret": secret,
        "min-liste/ kind": "xlsx",
        "caser/folg/ token": own_token(make_follow()),
        "caser/folg/bekreft/ token": confirm_link(make_follow("asks@example.org", confirmed=False)).split("/")[-2],
        "language": "nn",
        "admin/pages/ pk": case.pk,
        "admin/workflows/ pk": workflow.pk,
        "admin/workflows/tasks/ pk": Task.objects.first().pk,
        "admin/snippets/cases/concepttext/ pk": text.pk,
        "admin/snippets/cases/concepttext/ revision_id": text.save_revision(user=other).pk,
        "admin/snippets/choose/cases/concepttext/ pk": text.pk,
        "admin/snippets/cases/synonym/ pk": Synonym.objects.first().pk,
        "admin/snippets/choose/cases/synonym/ pk": Synonym.objects.first().pk,
        "admin/snippets/home/navigation/ pk": Navigation.objects.get(language="nn").pk,
        "admin/snippets/choose/home/navigation/ pk": Navigation.objects.get(language="nn").pk,
        "admin/translation/submit/snippet/ model_name": "concepttext",
        "admin/translation/submit/snippet/ pk": text.pk,
        "admin/api/main/^pages/ pk": case.pk,
        "admin/workflows/tasks/add/ app_label": Task.objects.first().content_type.app_label,
        "admin/workflows/tasks/add/ model_name": Task.objects.first().content_type.model,
        "session_id": EditingSession.objects.create(
            user=other,
            content_type=ContentType.objects.get_for_model(case),
            object_id=case.pk,
            last_seen_at=case.latest_revision_created_at,
        ).pk,
    }


def _team() -> World:
    """A team with a member of each role, who are asked about under its name, an invitation, a round, and a stranger."""
    owner, writer, reader, stranger = (make_person(f"{name}@teams.example.org") for name in ("o", "w", "r", "s"))
    team = make_team(owner=owner, writer=writer, reader=reader)
    make_team("Another team", owner=stranger)
    invitation, token = invite_member(
        team=team, by=owner, email="guest@teams.example.org", role=Role.READER, language="nb"
    )
    # Long enough ago to be sent again.
    Invitation.objects.update(sent_at=timezone.now() - timedelta(hours=1))
    return {
        "owner": owner,
        "writer": writer,
        "reader": reader,
        "member of another": stranger,
        "team_id": team.pk,
        "admin/team/ pk": team.pk,
        "member_id": member_of(team, reader).pk,
        "invitation_id": invitation.pk,
        "invitasjon/ token": token,
        "round_id": _answered(make_round(team)).pk,
        # There is no file of a result that has not been shown.
        f"{_RESULT} round_id": make_closed_round(team, shown_on=timezone.localdate()).pk,
        f"{_RESULT} kind": "xlsx",
        **_plan(team),
    }


def _plan(team: Team) -> World:
    """The team's impact plan with its first version, a goal, an element of its theory of change, and a measurement."""
    plan = make_plan(team)
    PlanVersion.objects.create(plan=plan, number=1, content=record_of(plan))
    goal = Goal.objects.create(plan=plan, text="A goal")
    measurement = make_measurement(make_indicator(goal.plan))
    return {
        f"{_PLAN} step": "goals",
        f"{_PLAN}versjoner/ number": 1,
        f"{_PLAN}del/ kind": "goal",
        f"{_PLAN}del/ key": goal.key,
        f"{_PLAN}fil/ kind": "xlsx",
        f"{_PLAN}element/ key": Element.objects.create(plan=goal.plan, rank=Rank.RESULT, text="A result").key,
        f"{_PLAN}indikator/ key": measurement.indicator.key,
        f"{_PLAN}maling/ key": measurement.key,
    }


def _bank() -> World:
    """An indicator of the bank."""
    entry = BankIndicator.objects.create(
        key=uuid5(NAMESPACE_URL, "bank"), name="Friends", level="outcome", kind="number"
    )
    return {"effekt/indikatorer/ key": entry.key, "admin/indicators/ key": entry.key, "indicator_id": entry.key}


def _answering() -> World:
    """Somebody who takes part in a round, with the secret of the private link."""
    secret = "a" * 43
    round_ = make_participation(make_round(), secret=secret).round
    return {
        "d/ code": round_.code,
        "egenvurdering/bli-med/ code": round_.code,
        "egenvurdering/svar/ secret": secret,
        "egenvurdering/egen/ secret": _kept_alone(round_.questionnaire),
    }


def _kept_alone(questionnaire: Questionnaire) -> str:
    """Return the secret of the link to what somebody answered alone."""
    secret = "b" * 43
    keep_answers(secret=secret, questionnaire=questionnaire, form="short", case_id=None, answers={"openness-1": "4"})
    return secret


def _answered(round_: Round) -> Round:
    """Have enough people answer for a result to be shown."""
    make_participations(round_, "citizens", round_.minimum)
    return round_


def _files(other: Any) -> World:
    """A picture, a document, an upload of each, and a collection with a restriction."""
    collection = Collection.get_first_root_node().add_child(name="Ours")
    restriction = CollectionViewRestriction.objects.create(
        collection=Collection.get_first_root_node().add_child(name="With a password"),
        restriction_type=CollectionViewRestriction.PASSWORD,
        password="secret",
    )
    image = PortalImage(title="A picture", file=ContentFile(png(), "a.png"), uploaded_by_user=other)
    image.save()
    # Nobody sees it: no published page refers to it.
    document = PortalDocument(title="A paper", file=ContentFile(b"paper", "a.txt"), uploaded_by_user=other)
    document.save()
    uploads = {
        model: UploadedFile.objects.create(
            file=ContentFile(png(), "b.png"),
            uploaded_by_user=other,
            for_content_type=ContentType.objects.get_for_model(model),
        ).pk
        for model in (PortalImage, PortalDocument)
    }
    return {
        "image_id": image.pk,
        "document_id": document.pk,
        "doc_id": document.pk,
        "collection_id": collection.pk,
        "restriction_id": restriction.pk,
        "filter_spec": "width-10",
        "document": document,
        "image": image,
        "admin/images/ uploaded_file_id": uploads[PortalImage],
        "admin/documents/ uploaded_file_id": uploads[PortalDocument],
        "admin/collections/ pk": collection.pk,
        "admin/images/chooser/ pk": image.pk,
        "admin/documents/chooser/ pk": document.pk,
        "admin/api/main/^images/ pk": image.pk,
        "admin/api/main/^documents/ pk": document.pk,
    }


def _rest(other: Any) -> World:
    """Somebody, a group, the site, a language, a redirect; and a worker that is alive."""
    # However long the asking takes.
    WorkerHeartbeat.objects.create(worker="worker", seen_at=timezone.now() + timedelta(hours=1))
    return {
        "redirect_id": Redirect.objects.create(old_path="/gammel", redirect_link="/caser/").pk,
        "admin/users/ pk": other.pk,
        "admin/groups/ pk": Group.objects.get(name="Editors").pk,
        "admin/questionnaires/ number": begin_draft(by=other).number,
        "admin/sites/ pk": Site.objects.get(is_default_site=True).pk,
        "admin/locales/ pk": Locale.objects.get(language_code="en").pk,
        "sprak/ code": "nn",
        "logg-inn/ name": "no-such-provider",
        "min-side/sikkerhet/passnokkel/ pk": _passkey_of(other),
        "min-side/sikkerhet/jobbkonto/ pk": _identity_of(other),
        "uidb36": "1",
        "logg-inn/nytt-passord/ key": "no-such-key",
        "uidb64": "MQ",
        "token": "no-such-token",
    }


def _passkey_of(user: Any) -> int:
    return Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data={"name": "Another's"}).pk


def _identity_of(user: Any) -> int:
    return SocialAccount.objects.create(user=user, provider="no-such-provider", uid="another's").pk


# Addresses that are patterns of their own.
_BY_PATTERN: dict[str, Callable[[World], str]] = {
    r"^((?:[\w\-]+/)*)$": lambda world: "caser/case-of-another/",
    r"^admin/password_reset/": lambda world: "admin/password_reset/done/",
    r"admin/^.*/$": lambda world: "admin/no/such/page/",
    r"documents/^(\d+)/(.*)$": lambda world: world["document"].url.lstrip("/"),
    r"^media/images/(?P<path>.+)$": lambda world: world["image"].get_rendition("width-10").url.lstrip("/"),
}
_REVISIONS = "(?P<revision_id_a>live|earliest|\\d+)\\.\\.\\.(?P<revision_id_b>live|latest|\\d+)/$"


# What an action on many objects is asked to do it to: one of them.
_BULK_ON = {
    "page": "page_id",
    "user": "admin/users/ pk",
    "portalimage": "image_id",
    "portaldocument": "document_id",
    "concepttext": "admin/snippets/cases/concepttext/ pk",
    "navigation": "admin/snippets/home/navigation/ pk",
    "synonym": "admin/snippets/cases/synonym/ pk",
}


def _value(world: World, address: str, parameter: str) -> str:
    """Return the value for a parameter: the one for the longest beginning of the address, else the general one."""
    own = [key for key in world if key.endswith(f" {parameter}") and address.startswith(key.split(" ")[0])]
    return str(world[max(own, key=len, default=parameter)])


def path_for(world: World, address: str) -> str:
    """Return a path that leads to an address; KeyError when this world has no object for one of its parameters."""
    address, *given = address.split(" ")
    if address in _BY_PATTERN:
        return f"/{_BY_PATTERN[address](world)}"
    values = world | dict(part.split("=") for part in given)
    plain = address.replace(_REVISIONS, "earliest...latest/")
    plain = re.sub(r"\(\?P<(\w+)>[^()]+\)", r"<\1>", plain).replace("^", "").removesuffix("$")
    path = "/" + _PARAMETER.sub(lambda found: _value(values, address, found[1]), plain)
    if address.startswith("admin/bulk/"):
        path += f"?id={world[_BULK_ON[values['model_name']]]}"
    return path
