"""The pages of those who answer a round: from the code to the thanks, and what is said when something is in the way."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from tests.factories import make_case, make_person, make_team
from tests.factories.assessment import make_answers, make_closed_round, make_participation, make_round
from toolkit.assessment.releasing import show_results
from toolkit.assessment.views import answering, joining
from toolkit.models import Participation, Round

pytestmark = pytest.mark.django_db
SECRET = "s" * 43


@pytest.fixture
def round_() -> Round:
    """An open round of three groups."""
    return make_round(groups=["municipality", "citizens", "nav"], minimum=7)


def _at(view: str, *args: str, language: str = "nb") -> str:
    with translation.override(language):
        return reverse(view, args=args)


def _start(round_: Round) -> str:
    return _at("start_answering", round_.code)


def _offered(page: str) -> str:
    found = re.search(r'name="secret" value="([\w-]{43})"', page)
    assert found
    return found[1]


def _fields(page: str, *, disabled: bool) -> set[str]:
    """Return the items whose fields a browser would leave out, or send."""
    found = re.findall(r'<fieldset class="asked[^>]*data-item="([^"]+)"([^>]*)>', page)
    return {item for item, rest in found if ("disabled" in rest) == disabled}


@pytest.mark.parametrize("typed", ["{0}", "{1} {2}", "{1}-{2}", "  {0}  "])
@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_a_code_leads_to_the_round_in_its_language_however_it_is_typed(client, typed, language):
    code = make_round(language=language).code
    typed = typed.format(code, code[:4], code[4:]).lower()
    answer = client.get("/d/", {"code": typed}, follow=True)
    assert answer.redirect_chain[-1][0] == _at("start_answering", code, language=language)
    assert client.get(f"/d/{code.lower()}/").url == _at("start_answering", code, language=language)


@pytest.mark.parametrize("path", ["/d/ZZZZ9999/", "/d/?code=zzzz 9999", "/d/?code=%3Cb%3E", "/d/" + "x" * 300 + "/"])
def test_an_unknown_code_is_told_with_what_was_typed_and_can_be_mended(client, path):
    answer = client.get(path, follow=True)
    assert answer.status_code == 404
    assert "Ingen runde har koden" in answer.text
    assert 'name="code"' in answer.text
    assert "<b>" not in answer.text


def test_who_tries_code_after_code_is_stopped_and_a_town_hall_is_not(client, monkeypatch, round_):
    assert joining.WRONG_CODES.most >= 300
    monkeypatch.setattr(joining, "WRONG_CODES", joining.Limit("wrong-here", most=2, seconds=600))
    answers = [client.get(_at("enter_code"), {"code": f"CDFG234{n}"}).status_code for n in range(2)]
    assert [*answers, client.get(_start(round_)).status_code] == [404, 404, 429]


def test_the_start_tells_what_is_stored_and_who_sees_it_before_anything_is_asked(client):
    page = client.get(_start(make_round(seen_by="participants", minimum=7)))
    for told in ("ikke navnet ditt", "alle som svarer, får se resultatet", "minst 7 personer", "redaktører i KS"):
        assert told in page.text
    assert page.text.index("Dette lagrer vi") < page.text.index('name="group"')


def test_one_joins_with_a_group_and_the_device_remembers_it_for_this_round_alone(client, round_):
    secret = _offered(client.get(_start(round_)).text)
    joined = client.post(_start(round_), {"secret": secret, "group": "citizens"})
    assert joined.url == _at("answer", secret)
    assert Participation.objects.get().group == "citizens"
    paths = {_at("start_answering", round_.code, language=language) for language in ("nb", "nn", "en")}
    assert {cookie["path"] for cookie in joined.cookies.values()} == paths
    assert all(cookie["httponly"] and cookie["samesite"] == "Lax" for cookie in joined.cookies.values())
    again = client.get(_start(round_)).text
    assert _at("answer", secret) in again
    forgotten = client.post(_start(round_), {"forget": "1"})
    assert {cookie["max-age"] for cookie in forgotten.cookies.values()} == {0}
    assert _at("answer", secret) not in client.get(_start(round_)).text


def test_the_form_sent_twice_is_one_participation(client, round_):
    data = {"secret": _offered(client.get(_start(round_)).text), "group": "citizens"}
    client.post(_start(round_), data)
    client.post(_start(round_), {**data, "group": "nav"})
    assert [one.group for one in Participation.objects.all()] == ["nav"]


@pytest.mark.parametrize("group", ["", "voluntary", "mayor"])
def test_without_one_of_the_groups_nobody_joins_and_is_told_why(client, round_, group):
    page = client.post(_start(round_), {"secret": SECRET, "group": group})
    assert 'id="group-fault"' in page.text
    assert not Participation.objects.exists()


def test_the_start_of_another_site_cannot_make_somebody_join(round_, client_with_csrf):
    answer = client_with_csrf.post(_start(round_), {"secret": SECRET, "group": "citizens"})
    assert answer.status_code == 403
    assert not Participation.objects.exists()


@pytest.fixture
def client_with_csrf():
    """A browser that was led here by another site."""
    from django.test import Client

    return Client(enforce_csrf_checks=True)


def test_the_title_of_a_draft_is_not_told_to_those_who_answer(client):
    case = make_case(title="Kanari", live=False)
    team = make_team("Nabolaget", case_id=case.translation_key)
    page = client.get(_start(make_round(team))).text
    assert "Kanari" not in page
    assert "Nabolaget" in page


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"closed_at": timezone.now()}, "Runden er lukket"),
        ({"closes_on": timezone.localdate().replace(year=2020)}, "Runden er lukket"),
        ({"deleted_at": timezone.now()}, "Runden er slettet"),
    ],
)
def test_the_code_of_a_round_that_is_over_says_so(client, fields, told):
    round_ = make_round(**fields)
    page = client.get(_start(round_))
    assert told in page.text
    assert 'name="group"' not in page.text
    sent = client.post(_start(round_), {"secret": SECRET, "group": "citizens"})
    assert told in sent.text
    assert not Participation.objects.exists()


def test_a_screen_without_scripts_saves_itself_alone_and_leads_on(client, round_):
    make_participation(round_, secret=SECRET, answers={"democracy-1": "1"})
    page = client.get(_at("answer", SECRET)).text
    assert _fields(page, disabled=False) == {"openness-1", "openness-2", "openness-3"}
    assert "democracy-1" in _fields(page, disabled=True)
    sent = client.post(_at("answer", SECRET), {"step": "1", "openness-1": "4", "openness-3": "dk", "to": "2"})
    assert sent.url == f"{_at('answer', SECRET)}?step=2"
    assert Participation.objects.get().answers == {"democracy-1": "1", "openness-1": "4", "openness-3": "dk"}


def test_steps_can_be_taken_back_from_the_ladder(client, round_):
    make_participation(round_, secret=SECRET, answers={"ladder": ["mature"], "openness-1": "2"})
    client.post(_at("answer", SECRET), {"step": "12", "shown": "ladder", "to": "13"})
    assert Participation.objects.get().answers == {"openness-1": "2"}


def test_coming_back_opens_the_first_screen_that_is_not_answered_and_else_the_thanks(client, round_):
    answers = make_answers(round_.questionnaire, ladder=["mature"], thickness="2", open="Noe")
    one = make_participation(round_, secret=SECRET, answers={k: v for k, v in answers.items() if k != "anchoring-2"})
    page = client.get(_at("answer", SECRET)).text
    assert _fields(page, disabled=False) == {"anchoring-1", "anchoring-2", "anchoring-3"}
    Participation.objects.filter(pk=one.pk).update(answers=answers)
    assert client.get(_at("answer", SECRET)).url == _at("answer_thanks", SECRET)
    assert client.get(_at("answer", SECRET), {"step": "1"}).status_code == 200


def test_a_text_that_is_too_long_stands_there_still_and_says_what_is_wrong(client, round_):
    make_participation(round_, secret=SECRET)
    page = client.post(_at("answer", SECRET), {"step": "14", "shown": "open", "open": "å" * 2001, "to": "thanks"})
    assert "å" * 2001 in page.text
    assert "2001" in page.text.replace("å" * 2001, "")
    assert _fields(page.text, disabled=False) == {"open"}
    assert Participation.objects.get().answers == {}


@pytest.mark.parametrize("step", ["0", "15", "-1", "²", "x", "9" * 500])
def test_no_number_of_a_screen_is_too_odd(client, round_, step):
    make_participation(round_, secret=SECRET)
    assert client.get(_at("answer", SECRET), {"step": step}).status_code == 200
    assert client.post(_at("answer", SECRET), {"to": step, "step": step}).status_code == 302


def test_what_was_written_when_the_round_closed_is_given_back(client):
    make_participation(make_closed_round(), secret=SECRET)
    page = client.post(_at("answer", SECRET), {"shown": "open", "open": "Møtetidene passer ikke", "to": "thanks"})
    assert page.status_code == 409
    assert "Runden er lukket" in page.text
    assert "Møtetidene passer ikke" in page.text


@pytest.mark.parametrize("view", ["answer", "answer_thanks", "answer_group", "answer_delete"])
def test_a_link_without_answers_says_so(client, view):
    page = client.get(_at(view, SECRET))
    assert page.status_code == 404
    assert "Her er det ingen svar" in page.text


def test_single_answers_are_saved_and_told_by_item(client, round_, django_assert_num_queries):
    make_participation(round_, secret=SECRET)
    sent = {"openness-1": "4", "openness-2": "9", "shown": ["ladder"], "ladder": ["mature", "curious"], "x": "1"}
    # Besides the transaction's beginning and end: who it is, the round, what it asks, and the answers.
    with django_assert_num_queries(6):
        told = client.post(_at("answer_save", SECRET), sent).json()
    assert told["saved"] == ["ladder", "openness-1"]
    assert set(told["faults"]) == {"openness-2", "x"}
    assert Participation.objects.get().answers == {"openness-1": "4", "ladder": ["curious", "mature"]}


@pytest.mark.parametrize(
    ("fields", "over", "status"),
    [({"closed_at": timezone.now()}, "closed", 409), ({"deleted_at": timezone.now()}, "deleted", 409)],
)
def test_saving_says_that_the_round_is_over(client, fields, over, status):
    make_participation(make_round(**fields), secret=SECRET)
    answer = client.post(_at("answer_save", SECRET), {"openness-1": "4"})
    assert (answer.status_code, answer.json()) == (status, {"over": over})


def test_saving_to_answers_that_are_gone_says_so(client):
    answer = client.post(_at("answer_save", SECRET), {"openness-1": "4"})
    assert (answer.status_code, answer.json()) == (404, {"over": "gone"})


def test_one_who_answers_is_not_held_back_by_others_of_the_same_network(client, monkeypatch, round_):
    monkeypatch.setattr(answering, "SAVED", answering.Limit("saved-here", most=2, seconds=600))
    for secret in (SECRET, "o" * 43):
        make_participation(round_, secret=secret)
    asked = [SECRET, SECRET, SECRET, "o" * 43]
    answers = [client.post(_at("answer_save", secret), {"openness-1": "4"}) for secret in asked]
    assert [answer.status_code for answer in answers] == [200, 200, 429, 200]
    assert int(answers[2].headers["Retry-After"]) > 0


def test_the_group_is_changed_and_the_answers_deleted_by_the_private_link(client, round_):
    make_participation(round_, secret=SECRET, answers={"openness-1": "4"})
    client.post(_at("answer_group", SECRET), {"group": "nav"})
    assert Participation.objects.get().group == "nav"
    assert "velg" in client.post(_at("answer_group", SECRET), {"group": "mayor"}).text.lower()
    assert "Slett svarene mine for godt" in client.get(_at("answer_delete", SECRET)).text
    assert "slettet" in client.post(_at("answer_delete", SECRET)).text
    assert not Participation.objects.exists()


@pytest.mark.parametrize(
    ("seen_by", "is_shown", "sees"),
    [("participants", True, True), ("public", True, True), ("participants", False, False), ("team", True, False)],
)
def test_the_result_is_for_those_who_took_part_when_it_is_shown_and_they_were_told_so(client, seen_by, is_shown, sees):
    owner = make_person("owner@example.org")
    round_ = make_closed_round(make_team(owner=owner), seen_by=seen_by, minimum=3)
    answers = make_answers(round_.questionnaire, open="Møtetidene")
    for secret in (SECRET, "b" * 43, "c" * 43, "d" * 43):
        make_participation(round_, secret=secret, answers=answers)
    if is_shown:
        show_results(round_=round_, by=owner)
    page = client.get(_at("answer_result", SECRET))
    assert ("Møtetidene" in page.text) == sees
    assert (_at("answer_result", SECRET) in client.get(_at("answer", SECRET)).text) == sees
    Round.objects.update(deleted_at=timezone.now())
    assert "Møtetidene" not in client.get(_at("answer_result", SECRET)).text


@pytest.mark.parametrize("view", ["answer", "answer_thanks", "answer_group", "answer_delete", "answer_result"])
@pytest.mark.parametrize("is_open", [True, False])
def test_no_page_of_the_link_is_kept_or_told_and_each_takes_few_queries(
    client, view, is_open, django_assert_max_num_queries
):
    make_participation(make_round() if is_open else make_closed_round(), secret=SECRET)
    with django_assert_max_num_queries(15):
        page = client.get(_at(view, SECRET))
    assert page.status_code == 200
    assert "no-store" in page.headers["Cache-Control"]
    assert page.headers["Referrer-Policy"] == "same-origin"
    assert page.headers["X-Robots-Tag"] == "noindex"
    assert "<script>" not in page.text


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_language_can_be_changed_on_the_way_and_the_link_stays(client, round_, language):
    make_participation(round_, secret=SECRET)
    page = client.get(_at("answer", SECRET, language=language), {"step": "3"})
    statement = round_.questionnaire.statements.get(key="creativity-1")
    for other in ("nb", "nn", "en"):
        assert f"{_at('answer', SECRET, language=other)}" in page.text.replace("%2F", "/")
    assert getattr(statement, f"text_{language}") in unescape(page.text)
