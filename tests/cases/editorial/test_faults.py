"""What must be mended is no hindrance for a draft, and stands beside its field when the case is sent to review."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.test.utils.form_data import rich_text

from cases.models import CaseIndexPage, CasePage, PortalImage
from tests.cases.test_admin import _form
from tests.factories import decide, make_case, make_user, png

pytestmark = pytest.mark.django_db
TOLD = {"summary": "Naboer lager mat.", "source_reference": "Samtale"}
SENT = {"action-submit": "1"}


@pytest.fixture
def author(client):
    user = make_user("Editors")
    client.force_login(user)
    return user


def _add(client, **changes):
    index = CaseIndexPage.objects.get(locale__language_code="nb")
    return client.post(reverse("wagtailadmin_pages:add", args=["cases", "casepage", index.pk]), _form(**changes))


def _edit(client, case, **changes):
    return client.post(reverse("wagtailadmin_pages:edit", args=[case.pk]), _form(slug=case.slug, **changes))


def test_an_empty_case_is_a_draft_but_is_not_sent(client, author):
    answer = _add(client, **SENT)
    errors = answer.context["form"].errors
    assert set(errors) == {"summary", "challenge", "source_reference"}
    assert errors["source_reference"] == ["Skriv hvor opplysningene kommer fra: en rapport, en samtale, en nettside."]
    assert not CasePage.objects.filter(slug="systua").exists()
    assert _add(client).status_code == 302
    assert CasePage.objects.filter(slug="systua").exists()


def test_a_picture_without_alt_text_and_consent_is_told_beside_both(client, author):
    image = PortalImage.objects.create(
        title="Gjerde", file=SimpleUploadedFile("gjerde.png", png()), uploaded_by_user=author
    )
    told = {**TOLD, "challenge": rich_text("<p>Det var stille.</p>"), "image": str(image.pk)}
    assert set(_add(client, **told, **SENT).context["form"].errors) == {"image_alt", "image_consent"}
    assert _add(client, **told, image_alt="Et gjerde", image_consent="on", **SENT).status_code == 302
    assert CasePage.objects.get(slug="systua").current_workflow_state is not None


def test_a_reviewer_sends_back_what_is_unfinished_but_does_not_approve_it(client, author):
    case = make_case(live=False, owner=author)
    case.save_revision(user=author)
    case.get_workflow().start(case, author)
    client.force_login(make_user("Editors"))
    approval = {"action-workflow-action": "1", "workflow-action-name": "approve"}
    assert "source_reference" in _edit(client, case, summary="x", **approval).context["form"].errors
    decide(case, make_user("Editors"), "reject", comment="Hvor kommer tallene fra?")
    assert CasePage.objects.get(pk=case.pk).current_workflow_state.status == "needs_changes"
