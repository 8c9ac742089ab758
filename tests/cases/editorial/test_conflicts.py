"""Two people in one case: the second is told, and nothing is overwritten."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from cases.models import CaseIndexPage, CasePage, Partner
from tests.cases.editorial.admin_form import edit_url, open_form, read_form, send, with_story
from tests.factories import make_case, make_user

pytestmark = pytest.mark.django_db


def _signed_in(role: str = "Editors", **names: str) -> Client:
    user = make_user(role)
    for name, value in names.items():
        setattr(user, name, value)
    user.save()
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def randi() -> Client:
    return _signed_in(first_name="Randi", last_name="Redaktør")


@pytest.fixture
def petter() -> Client:
    return _signed_in(first_name="Petter", last_name="Redaktør")


@pytest.fixture
def case() -> CasePage:
    page = make_case(live=False, title="Kjøkkenbordet", values=["openness"], partners=[("NAV", "nav")])
    page.save_revision()
    return page


def _titles(case: CasePage) -> list[str]:
    return [revision.content["title"] for revision in case.revisions.order_by("pk")]


def test_an_outdated_save_is_not_carried_out_and_keeps_all_that_was_written(randi, petter, case):
    first, second = open_form(randi, case), open_form(petter, case)
    assert send(randi, case, first, title="Randis tittel").status_code == 302
    answer = send(petter, case, second, title="Petters tittel", summary="Det Petter skrev.")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert _titles(case) == ["Kjøkkenbordet", "Randis tittel"]
    for text in ("Randi Redaktør", 'value="Petters tittel"', "Det Petter skrev."):
        assert text in page
    compare = [case.pk, second["loaded_version"][0], case.revisions.latest("pk").pk]
    assert reverse("wagtailadmin_pages:revisions_compare", args=compare) in page


def test_saving_the_form_of_a_conflict_again_is_still_a_conflict(randi, petter, case):
    first, second = open_form(randi, case), open_form(petter, case)
    send(randi, case, first, title="Randis tittel")
    again = read_form(send(petter, case, second, title="Petters tittel").content.decode())
    assert send(petter, case, with_story(again)).status_code == 409
    assert _titles(case)[-1] == "Randis tittel"


def test_mine_becomes_the_newest_version_when_i_say_so_and_theirs_stays_in_the_history(randi, petter, case):
    first, second = open_form(randi, case), open_form(petter, case)
    send(randi, case, first, title="Randis tittel")
    conflict = send(petter, case, second, title="Petters tittel")
    chosen = conflict.context["conflict"]["replaces"]
    answer = send(petter, case, with_story(read_form(conflict.content.decode())), replaces=chosen)
    assert answer.status_code == 302
    assert _titles(case) == ["Kjøkkenbordet", "Randis tittel", "Petters tittel"]
    newest = case.get_latest_revision_as_object()
    assert [partner.name for partner in newest.partners.all()] == ["NAV"]
    assert [tag.code for tag in newest.value_tags.all()] == ["openness"]


def test_my_choice_holds_for_the_version_that_i_was_told_of_and_no_other(randi, petter, case):
    second = open_form(petter, case)
    send(randi, case, open_form(randi, case), title="Randis tittel")
    conflict = send(petter, case, second, title="Petters tittel")
    send(randi, case, open_form(randi, case), title="Randis andre tittel")
    form = with_story(read_form(conflict.content.decode()))
    answer = send(petter, case, form, replaces=conflict.context["conflict"]["replaces"])
    assert answer.status_code == 409
    assert _titles(case)[-1] == "Randis andre tittel"


def test_a_row_that_somebody_else_removed_is_still_in_what_i_wrote(randi, petter, case):
    second = open_form(petter, case)
    Partner.objects.filter(page=case).delete()
    page = CasePage.objects.get(pk=case.pk)
    page.save_revision()
    conflict = send(petter, case, second, title="Petters tittel")
    assert conflict.status_code == 409
    form = with_story(read_form(conflict.content.decode()))
    answer = send(petter, case, form, replaces=conflict.context["conflict"]["replaces"])
    assert answer.status_code == 302
    assert [partner.name for partner in case.get_latest_revision_as_object().partners.all()] == ["NAV"]


def test_an_outdated_submission_submits_nothing(randi, petter, case):
    second = open_form(petter, case)
    send(randi, case, open_form(randi, case), title="Randis tittel")
    answer = send(petter, case, second, title="Petters tittel", **{"action-submit": "1"})
    assert answer.status_code == 409
    assert not CasePage.objects.get(pk=case.pk).workflow_in_progress


def test_a_case_that_was_published_while_i_wrote_is_told_of(petter, case):
    second = open_form(petter, case)
    case.get_latest_revision().publish()
    answer = send(petter, case, second, title="Petters tittel")
    assert answer.status_code == 409
    assert _titles(case) == ["Kjøkkenbordet"]
    assert 'value="Petters tittel"' in answer.content.decode()


def test_a_case_that_was_locked_while_i_wrote_gives_back_what_i_wrote(randi, petter, case):
    second = open_form(petter, case)
    page = CasePage.objects.get(pk=case.pk)
    page.locked, page.locked_by = True, make_user("Publishers")
    page.save()
    answer = send(petter, case, second, title="Petters tittel")
    assert answer.status_code == 409
    assert 'value="Petters tittel"' in answer.content.decode()
    assert answer.context["conflict"]["replaces"] == ""
    assert _titles(case) == ["Kjøkkenbordet"]


def test_what_is_written_in_a_deleted_case_becomes_a_new_draft(petter, case):
    second = open_form(petter, case)
    case.delete(user=make_user("administrator"))
    answer = send(petter, case, second, title="Petters tittel")
    assert answer.status_code == 409
    form = with_story(read_form(answer.content.decode()))
    index = CaseIndexPage.objects.get(locale__language_code="nb")
    made = petter.post(reverse("wagtailadmin_pages:add", args=["cases", "casepage", index.pk]), form)
    assert made.status_code == 302
    new = CasePage.objects.get(title="Petters tittel")
    assert [partner.name for partner in new.partners.all()] == ["NAV"]


def test_a_page_that_never_was_is_not_found(petter):
    assert petter.post("/admin/pages/987654/edit/", {"title": "x"}).status_code == 404


def test_autosaving_goes_on_with_its_own_version_and_a_save_after_it_is_no_conflict(randi, case):
    form = open_form(randi, case)
    first = send(randi, case, form, autosave=True, title="Første").json()
    form = {**form, **first["field_updates"]}
    second = send(randi, case, form, autosave=True, title="Andre", overwrite_revision_id=first["revision_id"]).json()
    assert second["success"]
    assert send(randi, case, {**form, **second["field_updates"]}, title="Tredje").status_code == 302
    assert _titles(case) == ["Kjøkkenbordet", "Andre", "Tredje"]


def test_autosaving_over_another_version_is_refused(randi, petter, case):
    second = open_form(petter, case)
    send(randi, case, open_form(randi, case), title="Randis tittel")
    answer = send(petter, case, second, autosave=True, title="Petters tittel")
    assert answer.status_code == 400
    assert answer.json()["error_code"] == "invalid_revision"
    assert _titles(case)[-1] == "Randis tittel"


def test_a_second_click_on_save_changes_nothing_and_says_so(randi, case):
    form = open_form(randi, case)
    send(randi, case, form, title="Randis tittel")
    answer = send(randi, case, form, title="Randis tittel")
    assert answer.status_code == 302
    assert answer.url == edit_url(case)
    assert _titles(case) == ["Kjøkkenbordet", "Randis tittel"]


@pytest.mark.parametrize("version", ["x", "9" * 30, "-1", "unseen", "0"])
def test_nonsense_in_the_hidden_fields_is_a_conflict(petter, case, version):
    form = {**open_form(petter, case), "loaded_version": version, "loaded_fingerprint": version, "loaded_log": version}
    assert send(petter, case, form, title="Petters tittel").status_code == 409
    assert _titles(case) == ["Kjøkkenbordet"]


def _new_form(client: Client) -> tuple[str, dict]:
    index = CaseIndexPage.objects.get(locale__language_code="nb")
    address = reverse("wagtailadmin_pages:add", args=["cases", "casepage", index.pk])
    return address, with_story(read_form(client.get(address).content.decode()))


def test_a_new_case_sent_twice_is_one_case(randi):
    address, form = _new_form(randi)
    form = {**form, "title": "Systua", "slug": "systua"}
    first, second = randi.post(address, form), randi.post(address, form)
    case = CasePage.objects.get(title="Systua")
    assert first.url == second.url == edit_url(case)
    assert case.revisions.count() == 1


def test_a_new_case_sent_again_with_other_words_asks_first(randi):
    address, form = _new_form(randi)
    randi.post(address, {**form, "title": "Systua", "slug": "systua"})
    answer = randi.post(address, {**form, "title": "Verkstedet", "slug": "verkstedet"})
    assert answer.status_code == 409
    assert [case.title for case in CasePage.objects.all()] == ["Systua"]
    assert 'value="Verkstedet"' in answer.content.decode()


def test_nobody_can_choose_a_new_cases_key(randi, petter):
    address, form = _new_form(randi)
    petter.post(address, {**form, "title": "Systua", "slug": "systua"})
    randi.post(address, {**form, "title": "Verkstedet", "slug": "verkstedet"})
    assert CasePage.objects.count() == 2
