"""Whatever is sent to the case form, the answer is never an error page."""

from __future__ import annotations

import pytest

from cases.models import CasePage
from tests.cases.editorial.sent import case_form
from tests.factories import make_case, make_user

pytestmark = pytest.mark.django_db
A_PICTURE = {"body-count": "1", "body-0-type": "image", "body-0-order": "0", "body-0-deleted": "", "body-0-id": "x"}


@pytest.fixture
def address(client) -> str:
    """Where an editor edits a case."""
    client.force_login(make_user())
    return f"/admin/pages/{make_case(title='Som før').pk}/edit/"


@pytest.mark.parametrize("key", ["body-count", "partners-TOTAL_FORMS", "challenge", "title"])
def test_a_form_without_one_of_its_parts_changes_nothing(client, address, key):
    form = {name: value for name, value in case_form(title="Ny").items() if name != key}
    answer = client.post(address, form)
    assert answer.status_code < 500
    if answer.status_code != 302:
        assert CasePage.objects.get().get_latest_revision_as_object().title == "Som før"


@pytest.mark.parametrize(
    "wrong",
    [
        {"body-count": "x"},
        {"body-count": "1e9"},
        {"challenge": "null"},
        {"challenge": "7"},
        {"challenge": '{"blocks": 7}'},
        {"challenge": "<p>a</p>"},
        {"image": "[]"},
        {**A_PICTURE, "body-0-value-image": "[]"},
        {**A_PICTURE, "body-0-order": "x"},
        {**A_PICTURE, "body-0-type": "nothing"},
        {"partners-TOTAL_FORMS": "x", "comments-INITIAL_FORMS": "-1"},
        {"themes": ["no such"], "phase": "x", "country": "\u202e", "municipalities": ["x"]},
    ],
    ids=lambda wrong: "-".join(wrong),
)
def test_nonsense_is_answered_in_words(client, address, wrong):
    assert client.post(address, {**case_form(title="Ny"), **wrong}).status_code < 500
    assert client.post(address.replace("/edit/", "/edit/preview/"), {**case_form(), **wrong}).status_code < 500
