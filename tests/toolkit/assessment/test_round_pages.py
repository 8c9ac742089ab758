"""The pages of a team's rounds, as those in the team, others and visitors meet them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.models import Team
from tests.factories import (
    make_participation,
    make_participations,
    make_person,
    make_questionnaire,
    make_round,
    make_team,
    make_user,
)
from toolkit.models import Round

pytestmark = pytest.mark.django_db
PAGES = ("round", "round_change", "round_close", "round_reopen", "round_show", "round_delete", "round_poster")
FILLED = {
    "name": "Vår 2027",
    "groups": ["municipality", "citizens"],
    "form": "short",
    "language": "nn",
    "minimum": "5",
    "seen_by": "team",
}


@pytest.fixture
def people():
    return {name: make_person(f"{name}@example.org") for name in ("owner", "writer", "reader", "stranger")}


@pytest.fixture
def team(people):
    make_questionnaire()
    make_team("Et annet", owner=people["stranger"])
    return make_team(owner=people["owner"], writer=people["writer"], reader=people["reader"])


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def url(view, round_):
    return reverse(view, args=[round_.team_id, round_.pk])


def filled(**changed):
    return FILLED | {"closes_on": (timezone.localdate() + timedelta(days=9)).isoformat()} | changed


def test_a_writer_opens_a_round_and_gets_the_ways_in(people, team):
    client = signed_in(people["writer"])
    answer = client.post(reverse("new_round", args=[team.pk]), filled(), follow=True)
    made = Round.objects.get()
    page = answer.content.decode()
    assert answer.redirect_chain[-1][0].startswith(url("round", made))
    assert f"{made.code[:4]} {made.code[4:]}" in page
    assert f"http://testserver/d/{made.code}/" in page
    assert '<svg class="qr"' in page
    assert (made.form, made.language, made.groups) == ("short", "nn", ["municipality", "citizens"])


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"name": " "}, "Skriv et navn"),
        ({"name": "Se www.example.org"}, "uten nettadresse"),
        ({"groups": []}, "minst én partnergruppe"),
        ({"groups": ["everybody"]}, "everybody"),
        ({"closes_on": "2020-01-01"}, "ikke er over"),
        ({"closes_on": "2099-01-01"}, "høyst ett år"),
        ({"closes_on": "snart"}, "31.12.2026"),
        ({"minimum": "2"}, "3"),
        ({"minimum": "21"}, "20"),
        ({"seen_by": "nobody"}, "nobody"),
        ({"language": "sv"}, "sv"),
    ],
)
def test_what_is_wrong_is_told_beside_its_field_and_the_rest_is_still_there(changed, told, people, team):
    answer = signed_in(people["owner"]).post(reverse("new_round", args=[team.pk]), filled(**changed))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert told in page
    assert 'class="fault"' in page
    assert "name" in changed or 'value="Vår 2027"' in page
    assert not Round.objects.exists()


def test_a_reader_sees_how_many_and_can_do_nothing(people, team):
    round_ = make_round(team)
    page = signed_in(people["reader"]).get(url("round", round_)).content.decode()
    for view in ("round_close", "round_change", "round_delete", "round_show"):
        assert url(view, round_) not in page
    assert (
        reverse("new_round", args=[team.pk])
        not in signed_in(people["reader"]).get(reverse("team_rounds", args=[team.pk])).content.decode()
    )


@pytest.mark.parametrize("view", PAGES)
def test_a_round_of_another_team_or_a_deleted_one_is_not_there(view, people, team):
    round_, own = make_round(team), Team.objects.get(name="Et annet")
    stranger = signed_in(people["stranger"])
    assert stranger.get(url(view, round_)).status_code == 404
    assert stranger.get(reverse(view, args=[own.pk, round_.pk])).status_code == 404
    Round.objects.update(deleted_at=timezone.now())
    assert signed_in(people["owner"]).get(url(view, round_)).status_code == 404


def test_while_it_runs_the_team_sees_how_many_of_each_group_and_nothing_else(people, team):
    round_ = make_round(team, groups=["municipality", "citizens"])
    make_participations(round_, "municipality", 6, answers={"openness-1": "2", "open": "Kanarifuglen synger"})
    page = signed_in(people["owner"]).get(url("round", round_)).content.decode()
    assert "<strong>6</strong> har svart" in page
    assert "Kanarifuglen" not in page


def test_the_counter_asks_few_queries_however_many_have_answered(people, team, django_assert_max_num_queries):
    round_ = make_round(team)
    address = url("round_count", round_)
    make_participations(round_, "citizens", 40)
    for who, most in (("reader", 5), ("editor", 8)):
        client = signed_in(people.get(who) or make_user("Editors"))
        with django_assert_max_num_queries(most):
            page = client.get(address, headers={"HX-Request": "true"}).content.decode()
        assert "<strong>40</strong>" in page
        assert "<html" not in page
    assert client.get(address).url == url("round", round_)


def test_the_counter_stops_when_the_round_is_closed_and_puts_no_sign_in_page_into_an_open_page(people, team):
    round_ = make_round(team)
    client, part = signed_in(people["owner"]), {"HX-Request": "true"}
    assert "hx-get" in client.get(url("round_count", round_), headers=part).content.decode()
    Round.objects.update(closed_at=timezone.now())
    page = client.get(url("round_count", round_), headers=part).content.decode()
    assert "hx-get" not in page
    assert "Runden er lukket nå" in page
    assert (Client().get(url("round_count", round_), headers=part).status_code) == 204
    assert Client().get(url("round_count", round_)).status_code == 302
    assert signed_in(people["stranger"]).get(url("round_count", round_), headers=part).status_code == 404


def test_the_pages_ask_the_same_few_queries_for_many_rounds_and_answers(people, team, django_assert_max_num_queries):
    rounds = [make_round(team, name=f"Runde {number}") for number in range(12)]
    for round_ in rounds:
        make_participation(round_, "citizens", answers={"openness-1": "1"})
    client = signed_in(people["owner"])
    for address in (reverse("team_rounds", args=[team.pk]), url("round", rounds[0]), reverse("team", args=[team.pk])):
        with django_assert_max_num_queries(15):
            assert client.get(address).status_code == 200


def test_groups_that_are_chosen_are_locked_and_stay_also_when_their_boxes_are_not_sent(people, team):
    round_ = make_round(team, groups=["municipality", "citizens"], seen_by="participants")
    make_participation(round_, "citizens")
    client = signed_in(people["owner"])
    page = client.get(url("round_change", round_)).content.decode()
    assert page.count("disabled") == 1
    assert 'value="public"' not in page
    changed = {"name": "Nytt", "groups": ["nav"], "language": "nb", "seen_by": "team"}
    client.post(url("round_change", round_), changed | {"closes_on": timezone.localdate().isoformat()})
    round_.refresh_from_db()
    assert (round_.name, round_.groups, round_.seen_by) == ("Nytt", ["citizens", "nav"], "team")


def test_too_few_answers_are_told_kindly_and_the_round_stays_as_it_was(people, team):
    round_ = make_round(team, closed_at=timezone.now(), minimum=5)
    make_participations(round_, "citizens", 4)
    client = signed_in(people["owner"])
    assert "Minst 5 må ha svart" in client.get(url("round_show", round_)).content.decode()
    answer = client.post(url("round_show", round_))
    assert answer.status_code == 409
    round_.refresh_from_db()
    assert round_.shown_on is None
    assert url("round_reopen", round_) in client.get(url("round", round_)).content.decode()


def test_a_result_is_shown_in_a_live_session_and_takes_in_more_only_when_they_are_enough(people, team):
    round_ = make_round(team, minimum=5)
    make_participations(round_, "citizens", 5)
    client = signed_in(people["writer"])
    assert "Resultatet er klart" in client.post(url("round_show", round_), follow=True).content.decode()
    make_participations(round_, "citizens", 4)
    page = client.post(url("round_show", round_), follow=True).content.decode()
    assert "For få har svart siden sist" in page
    assert "4 har svart etter at resultatet ble vist" in page
    make_participations(round_, "citizens", 1)
    assert "Resultatet er klart" in client.post(url("round_show", round_), follow=True).content.decode()
    assert round_.batches.count() == 2
    client.post(url("round_close", round_))
    assert "kan ikke åpnes igjen" in client.get(url("round_reopen", round_)).content.decode()


def test_a_deleted_round_comes_back_with_one_press(people, team):
    round_ = make_round(team, name="Høsten 2026")
    client = signed_in(people["owner"])
    page = client.post(url("round_delete", round_), follow=True).content.decode()
    assert page.count("csrfmiddlewaretoken") == 2
    assert "«Høsten 2026» er slettet" in page
    assert page.count(url("round_restore", round_)) == 2
    assert "tilbake slik den var" in client.post(url("round_restore", round_), follow=True).content.decode()
    assert Round.objects.standing().exists()
    Round.objects.update(deleted_at=timezone.now() - timedelta(days=31))
    late = client.post(url("round_restore", round_))
    assert late.status_code == 409
    assert "er borte" in late.content.decode()


@pytest.mark.parametrize(("language", "words"), [("nb", "Hvor godt"), ("nn", "Kor godt"), ("en", "How well")])
def test_the_poster_speaks_the_language_of_the_round(language, words, people, team):
    round_ = make_round(team, language=language)
    page = signed_in(people["reader"]).get(url("round_poster", round_)).content.decode()
    assert f'<html lang="{language}"' in page
    assert words in page
    assert "site-header" not in page


def test_ones_own_page_and_the_team_lead_to_the_rounds(people, team):
    round_ = make_round(team, name="Høsten 2026")
    make_round(Team.objects.get(name="Et annet"), name="Ikke for deg")
    client = signed_in(people["reader"])
    own = client.get(reverse("my_page")).content.decode()
    assert url("round", round_) in own
    assert "Ikke for deg" not in own
    assert reverse("team_rounds", args=[team.pk]) in client.get(reverse("team", args=[team.pk])).content.decode()


def test_the_front_page_is_for_all(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(15):
        page = client.get(reverse("assessment")).content.decode()
    assert 'name="code"' in page
    assert reverse("teams") in page
