"""A language that a reader chose is remembered at the front page alone, and the way there leads nowhere else."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client

from cases.models import CasePage
from home.models import HomePage
from tests.factories import make_case

pytestmark = pytest.mark.django_db

FRONT = {"nb": "/", "nn": "/nn/", "en": "/en/"}


@pytest.mark.parametrize("code", ["nn", "en"])
def test_the_front_page_follows_the_choice_and_deep_addresses_never(client: Client, code: str) -> None:
    case = make_case(slug="en-case")
    chosen = client.get(f"/sprak/{code}/", {"neste": FRONT[code]})
    assert (chosen.status_code, chosen.headers["Location"]) == (302, FRONT[code])
    assert "no-store" in chosen.headers["Cache-Control"]

    back = client.get("/?fra=brev")
    assert (back.status_code, back.headers["Location"]) == (302, f"{FRONT[code]}?fra=brev")
    assert back.headers["Cache-Control"] == "private, no-store"
    assert "Cookie" in back.headers["Vary"]
    for address, language in ((case.get_url(), "nb"), ("/nn/", "nn"), ("/en/cases/", "en"), ("/modellen/", "nb")):
        page = client.get(address)
        assert (page.status_code, page.headers["Content-Language"]) == (200, language)


def test_choosing_bokmaal_forgets_the_choice(client: Client) -> None:
    client.get("/sprak/nn/")
    assert client.get("/").status_code == 302
    client.get("/sprak/nb/", {"neste": "/"})
    page = client.get("/")
    assert (page.status_code, page.headers["Content-Language"]) == (200, "nb")
    # Whoever keeps it for others is told that it is not for all.
    assert "Cookie" in page.headers["Vary"]


def test_the_cookie_holds_the_code_alone(client: Client) -> None:
    cookie = client.get("/sprak/nn/").cookies["sprak"]
    assert cookie.value == "nn"
    assert (cookie["max-age"], cookie["samesite"], cookie["httponly"], cookie["path"]) == (31536000, "Lax", True, "/")


def test_the_cookie_is_for_encrypted_connections_where_the_settings_say_so(client: Client, settings: Any) -> None:
    assert not client.get("/sprak/nn/").cookies["sprak"]["secure"]
    settings.LANGUAGE_COOKIE_SECURE = True
    assert client.get("/sprak/nn/").cookies["sprak"]["secure"]


def test_a_browser_s_own_languages_decide_nothing(client: Client) -> None:
    page = client.get("/", headers={"accept-language": "en"})
    assert (page.status_code, page.headers["Content-Language"]) == (200, "nb")
    assert "Accept-Language" not in page.headers.get("Vary", "")


@pytest.mark.parametrize("cookie", ["nb", "de", "", "//evil.example", "nn/../en", "NN", "æ"])
def test_another_cookie_leads_nowhere(client: Client, cookie: str) -> None:
    client.cookies["sprak"] = cookie
    assert client.get("/").status_code == 200


@pytest.mark.parametrize(
    "following",
    [
        *("https://evil.example/nn/", "//evil.example/nn/", "/\\evil.example/nn/", "\\\\evil.example", "/nn", "nn/"),
        *("javascript:alert(1)", "/caser/", "/en/", "", " /nn/", "\t//evil.example", "///evil.example"),
        *("/sprak/nn/?neste=/nn/", "http:///evil.example", "/%09/evil.example"),
    ],
)
def test_the_way_leads_to_a_page_of_ours_in_the_language(client: Client, following: str) -> None:
    answer = client.get("/sprak/nn/", {"neste": following})
    assert answer.status_code == 302
    assert answer.headers["Location"] in ("/nn/", "/nn")


@pytest.mark.parametrize("following", ["//evil.example/", "/\\evil.example/", "///evil.example", "/\tevil:1@x"])
def test_bokmaal_whose_pages_begin_with_nothing_leads_to_no_other_host(client: Client, following: str) -> None:
    assert urlsplit(client.get("/sprak/nb/", {"neste": following}).headers["Location"]).netloc == ""
    assert not client.get("/sprak/nb/", {"neste": following}).headers["Location"].startswith(("//", "/\\"))


def test_line_breaks_in_what_follows_are_no_headers(client: Client) -> None:
    answer = client.get("/sprak/nn/", {"neste": "/nn/\r\nSet-Cookie: x=y"})
    assert answer.status_code == 302
    assert set(answer.cookies) == {"sprak"}


def test_bokmaal_leads_on_and_never_in_a_circle(client: Client) -> None:
    assert client.get("/sprak/nb/", {"neste": "/caser/"}).headers["Location"] == "/caser/"
    assert client.get("/sprak/nb/", {"neste": "/sprak/nb/?neste=/sprak/nb/"}).headers["Location"] == "/"


def test_an_unknown_language_is_no_page(client: Client) -> None:
    for code in ("de", "NB", "nb-NO", "'"):
        answer = client.get(f"/sprak/{code}/")
        assert answer.status_code == 404
        assert "sprak" not in answer.cookies


def test_an_editor_s_choice_leaves_previews_alone(admin_client: Client) -> None:
    admin_client.cookies["sprak"] = "en"
    home = HomePage.objects.get(locale__language_code="nb")
    home.save_revision()
    shown = admin_client.get(f"/admin/pages/{home.pk}/view_draft/")
    assert shown.status_code == 200
    assert '<html lang="nb"' in shown.content.decode()


def test_choosing_on_a_case_leads_to_the_case_in_that_language(client: Client) -> None:
    nb = make_case(slug="en-case")
    make_case("nn", slug="ein-case", translation_key=nb.translation_key)
    page = client.get(CasePage.objects.get(slug="en-case").get_url()).content.decode()
    assert 'href="/sprak/nn/?neste=%2Fnn%2Fcasar%2Fein-case%2F"' in page
    assert client.get("/sprak/nn/?neste=%2Fnn%2Fcasar%2Fein-case%2F").headers["Location"] == "/nn/casar/ein-case/"
