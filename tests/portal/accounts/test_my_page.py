"""Somebody's own page: name and language are theirs to change, sessions theirs to see and end, in plain words."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import translation

from portal.accounts.devices import device_in_words, device_of
from portal.accounts.languages import language_of
from portal.accounts.models import Session
from tests.factories import make_case, make_follow, make_team, make_user
from tests.portal.accounts.doors import member, sign_in_by_code

pytestmark = pytest.mark.django_db

WINDOWS = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36"
)
EDGE = f"{WINDOWS} Edg/143.0.3650.2"
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.1 "
    "Mobile/15E148 Safari/604.1"
)


@pytest.fixture
def kari(client, mailoutbox):
    """Somebody without rights, signed in on a phone."""
    user = member("kari@example.org", first_name="Kari")
    client.defaults["HTTP_USER_AGENT"] = IPHONE
    sign_in_by_code(client, user.email)
    return user


def test_a_device_is_told_by_kind_alone():
    assert device_of(EDGE) == "Edge/Windows"
    assert device_of(WINDOWS) == "Chrome/Windows"
    assert device_of(IPHONE) == "Safari/iPhone"
    with translation.override("nb"):
        assert device_in_words("Safari/iPhone") == "Safari på iPhone"
        assert device_in_words(device_of("curl/8")) == "En enhet vi ikke kjenner igjen"


def test_name_and_language_are_saved_and_a_name_too_long_is_kept_in_its_field(client, kari):
    form = {"first_name": "Kari", "last_name": "Nordmann", "language": "nn"}
    answer = client.post(reverse("my_page"), form)
    assert answer.url == f"{reverse('my_page')}#about-me"
    kari.refresh_from_db()
    assert (kari.get_full_name(), language_of(kari)) == ("Kari Nordmann", "nn")
    answer = client.post(reverse("my_page"), form | {"first_name": "x" * 151})
    assert f'value="{"x" * 151}"' in answer.content.decode()
    assert "Du er logget inn som Kari." in answer.content.decode()
    assert "language" in client.post(reverse("my_page"), form | {"language": "sv"}).context["form"].errors


def test_who_may_open_the_admin_chooses_among_its_languages(client):
    client.force_login(make_user("Editors"))
    choices = dict(client.get(reverse("my_page")).context["form"].fields["language"].choices)
    assert set(choices) == {"nb", "en"}


def test_one_session_is_ended_or_all_others_at_once_and_nobody_elses(client, kari):
    others = [type(client)(headers={"user-agent": agent}) for agent in (EDGE, WINDOWS, EDGE)]
    for other in others:
        sign_in_by_code(other, kari.email)
    stranger = type(client)()
    sign_in_by_code(stranger, member("ola@example.org").email)
    page = client.get(reverse("my_page"))
    first = page.context["sessions"][0]
    assert (first.is_this, first.device) == (True, "Safari på iPhone")
    assert sorted(line.device for line in page.context["sessions"][1:]) == [
        "Chrome på Windows",
        "Edge på Windows",
        "Edge på Windows",
    ]
    assert not any(key in page.content.decode() for key in Session.objects.values_list("session_key", flat=True))

    chrome = next(line.name for line in page.context["sessions"] if line.device.startswith("Chrome"))
    stranger.post(reverse("end_my_sessions"), {"session": chrome})
    assert others[1].get(reverse("my_page")).status_code == 200
    client.post(reverse("end_my_sessions"), {"session": chrome})
    assert [one.get(reverse("my_page")).status_code for one in (*others, stranger)] == [200, 302, 200, 200]

    client.post(reverse("end_my_sessions"), {"others": "1"})
    assert [one.get(reverse("my_page")).status_code for one in (*others, stranger, client)] == [302, 302, 302, 200, 200]
    assert [line.is_this for line in client.get(reverse("my_page")).context["sessions"]] == [True]


def test_of_a_session_nothing_is_stored_that_finds_a_person(client, kari):
    row = Session.objects.get(user=kari)
    assert {field.name for field in Session._meta.fields} == {
        *("session_key", "session_data", "expire_date", "user", "device", "seen_on"),
    }
    assert "127.0.0.1" not in str(row.get_decoded())
    assert "Mozilla" not in str(row.get_decoded())


def test_who_reviews_texts_is_told_of_the_letters_about_them_and_others_are_not(client, kari):
    about_reviews = reverse("wagtailadmin_account")
    assert about_reviews not in client.get(reverse("my_page")).content.decode()
    client.force_login(make_user("Editors"))
    assert about_reviews in client.get(reverse("my_page")).content.decode()


def test_the_page_tells_of_teams_and_followed_searches_with_the_same_few_queries(
    client, kari, django_assert_max_num_queries
):
    case = make_case(title="Kjøkkenet")
    make_team(owner=kari, case_id=case.translation_key)
    make_follow("kari@example.org", parameters="theme=housing")
    client.get(reverse("my_page"))
    with django_assert_max_num_queries(15) as few:
        page = client.get(reverse("my_page")).content.decode()
    assert "Kjøkkenet" in page
    assert "Endre eller stopp" in page
    for number in range(5):
        make_team(f"Team {number}", owner=kari)
    with django_assert_max_num_queries(len(few.captured_queries)):
        client.get(reverse("my_page"))
