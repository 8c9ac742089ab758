"""A document is for readers as long as a published page shows it, whatever address they try."""

from __future__ import annotations

import pytest
from django.core.files.base import ContentFile
from wagtail.models import Page, ReferenceIndex

from cases.models import CasePage, PortalDocument
from tests.factories import make_case, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def document():
    return PortalDocument.objects.create(title="Årsmelding", file=ContentFile(b"Hei", name="x.txt"))


def _linking(document: PortalDocument) -> str:
    return f'<p><a linktype="document" id="{document.pk}">Les</a></p>'


@pytest.fixture
def draft(document):
    """A case with the document that nobody has published."""
    case = make_case(live=False, challenge=_linking(document))
    case.save_revision()
    ReferenceIndex.create_or_update_for_object(case)
    return case


def _publish(case: CasePage) -> None:
    case.save_revision().publish()


def test_a_document_without_a_page_is_not_there(client, document):
    assert client.get(document.url).status_code == 404


def test_a_document_of_a_page_that_was_never_published_is_not_there(client, document, draft):
    assert client.get(document.url).status_code == 404


def test_a_document_comes_and_goes_with_its_page(client, document, draft):
    _publish(draft)
    answer = client.get(document.url)
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content) == b"Hei"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert {"private", "no-cache"} <= set(answer["Cache-Control"].split(", "))
    CasePage.objects.get(pk=draft.pk).unpublish()
    assert client.get(document.url).status_code == 404
    _publish(CasePage.objects.get(pk=draft.pk))
    assert client.get(document.url).status_code == 200
    Page.objects.get(pk=draft.pk).delete()
    assert client.get(document.url).status_code == 404


def test_a_draft_of_a_published_page_shows_nothing_before_it_is_published(client, document):
    case = make_case(challenge="<p>Uten.</p>")
    _publish(case)
    case.challenge = _linking(document)
    revision = case.save_revision()
    assert client.get(document.url).status_code == 404
    revision.publish()
    assert client.get(document.url).status_code == 200


def test_a_document_that_a_published_page_no_longer_shows_is_gone_at_once(client, document, draft):
    _publish(draft)
    case = CasePage.objects.get(pk=draft.pk)
    case.challenge = "<p>Uten.</p>"
    _publish(case)
    assert client.get(document.url).status_code == 404


def test_those_who_work_with_documents_read_what_is_not_published(client, document, draft):
    for role in ("Editors", "Publishers", "administrator"):
        client.force_login(make_user(role))
        assert client.get(document.url).status_code == 200
    stranger = make_user("Editors")
    stranger.groups.clear()
    client.force_login(stranger)
    assert client.get(document.url).status_code == 404


def test_no_other_address_leads_to_a_document(client, document, draft):
    _publish(draft)
    assert client.get(f"/media/{document.file.name}").status_code == 404
    assert client.get(f"/media/images/../{document.file.name}").status_code in (400, 404)
    assert client.get(f"/documents/{document.pk}/gjettet.txt").status_code == 404
