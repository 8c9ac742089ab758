"""Every answer carries the security headers, and impossible input is refused before any view."""

from __future__ import annotations

import random
import string
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.security import is_impossible
from tests.factories import make_case

pytestmark = pytest.mark.django_db

NASTY_VALUES = [
    *("'", '"', "<script>", "%", "\\", "../", "{{7*7}}", "${x}", "%s", "-1", "99999999999999999999999", "1e400", "NaN"),
    *(
        "null",
        "é" * 50,
        "\u202e",
        "😀",
        "0316",
        "DK-0710",
        "a" * 300,
        "()|&!:*",
        "value:",
        "OR 1=1 --",
        "\r\nX: y",
        " ",
    ),
]
PARAMETERS = [
    "q",
    "value",
    "field",
    "step",
    "theme",
    "group",
    "municipality",
    "page",
    "page_size",
    "locale",
    "sector",
    "county",
    "phase",
    "thickness",
    "role",
    "sort",
    "utm_source",
    "next",
    "format",
]
PATHS = [
    "/",
    "/caser/",
    "/nn/casar/",
    "/en/cases/",
    "/api/cases/",
    "/modellen/",
    "/model/",
    "/sitemap.xml",
    "/api/schema/",
    "/en/model/openness/",
    "/admin/",
    "/documents/1/x.pdf",
    "/media/x",
    "/static/x",
    "/healthz",
    "/api/cases/x/",
    "/api/cases/00000000-0000-0000-0000-000000000000/",
]

PUBLIC = ["/", "/caser/", "/nn/", "/nn/casar/", "/en/", "/en/cases/", "/finnes-ikke/", "/api/cases/", "/robots.txt"]


@pytest.mark.parametrize("path", PUBLIC)
def test_public_pages_allow_nothing_that_they_do_not_use(client, path):
    headers = client.get(path).headers
    policy = dict(part.strip().partition(" ")[::2] for part in headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert "http" not in headers["Content-Security-Policy"]
    assert policy["base-uri"] == "'none'"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]


def test_refusals_carry_the_headers_too(client):
    answer = client.get("/caser/?q=%00")
    assert answer.status_code == 400
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    "path",
    [
        "/caser/?q=a%00b",
        "/caser/%00/",
        "/caser/?q=%ff%fe",
        "/caser/?%00=1",
        "/caser/?q=" + "a" * 9000,
    ],
)
def test_impossible_addresses_are_a_bad_request_in_the_readers_language(client, path):
    answer = client.get(path)
    assert answer.status_code == 400
    assert 'lang="nb"' in answer.content.decode()


def test_a_page_whose_address_has_norwegian_letters_is_read(client):
    make_case(slug="kjøkkenet-på-hjørnet", title="Kjøkkenet på hjørnet")
    assert client.get("/caser/kj%C3%B8kkenet-p%C3%A5-hj%C3%B8rnet/").status_code == 200
    assert client.get("/caser/%ff%fe/").status_code == 404


def test_a_cookie_with_a_nul_is_refused(client):
    client.cookies["sessionid"] = "a"
    assert client.get("/", headers={"cookie": 'sessionid="abc\\000defghijkl"'}).status_code == 400


@pytest.mark.parametrize("value", ["a\x00b", '{"text": "a\\u0000b"}', '["\\ud800"]'])
def test_a_form_with_an_impossible_value_is_refused(client, value):
    assert client.post("/logg-inn/passord/", {"login": value, "password": "x"}).status_code == 400


@pytest.mark.parametrize("value", ['{"a": "\\\\u0000"}', '["\\ud83d\\ude00"]', "C:\\u0000 is a path", "😀", ""])
def test_what_only_looks_impossible_is_let_through(value):
    assert not is_impossible(value)


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00")))
def test_what_people_type_is_never_impossible(text):
    assert not is_impossible("a" + text)


def test_five_hundred_hostile_requests_never_break_the_site(client, demo_library):
    """Seeded: the same requests each time."""
    dice = random.Random(20261123)
    letters = string.printable + "æøåÆØÅ"
    for _number in range(500):
        path = dice.choice(PATHS)
        if dice.random() < 0.3:
            path += quote("".join(dice.choices(letters, k=dice.randint(1, 30))), safe="/") + "/"
        value = dice.choice([*NASTY_VALUES, "".join(dice.choices(letters, k=dice.randint(0, 60)))])
        query = "&".join(f"{dice.choice(PARAMETERS)}={quote(value)}" for _n in range(dice.randint(0, 4)))
        method = dice.choice(["get", "get", "get", "head", "post", "put", "delete", "options", "patch"])
        answer = getattr(client, method)(f"{path}?{query}")
        assert answer.status_code < 500, (method, path, query)
