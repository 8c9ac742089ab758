"""What production logs: a line of JSON for each event, with a number for each request, and nothing about people."""

from __future__ import annotations

import json
import logging
import socket
import sys
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from django.conf import settings

from portal.logs import line_formatter
from tests.databases import cloned_database
from tests.production import HOST, Served, served

# Whoever asks, in every place where a request can carry it.
PERSON = [
    "ola.hemmelig",
    "Ola Hemmelig",
    "Hemmeligveien",
    "198.51.100.77",
    "2001:db8::77",
    "hemmelig-kake",
    "01017012345",
]
EMAIL = "ola.hemmelig@example.org"


@pytest.fixture(scope="module")
def server(django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server with every event logged that production can log."""
    name = f"test_portal_logs_{settings.DATABASES['default']['NAME']}"[:60]
    with (
        django_db_blocker.unblock(),
        cloned_database(name),
        served(name, tmp_path_factory.mktemp("logs"), LOG_LEVEL="DEBUG", WEB_PROCESSES="1") as running,
    ):
        yield running


def _raw(port: int, text: bytes) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        connection.sendall(text)
        connection.recv(1000)


def test_no_request_leaves_a_trace_of_the_person_behind_it(server):
    about = {
        "User_Agent": f"{EMAIL} browser",
        "Referer": f"https://elsewhere.example/?who={EMAIL}",
        "Cookie": "sessionid=hemmelig-kake; name=Ola Hemmelig",
        "X_Forwarded_For": "198.51.100.77, 2001:db8::77",
        "X_Request_ID": EMAIL,
        "X_Correlation_ID": "Ola Hemmelig",
        "Authorization": "Bearer hemmelig-kake",
    }
    form = {"Content_Type": "application/x-www-form-urlencoded"}
    sent = f"login={EMAIL}&password=Hemmeligveien&csrfmiddlewaretoken=hemmelig-kake"
    query = f"?q={EMAIL}&name={quote('Ola Hemmelig')}&nin=01017012345"
    answers = [
        server.ask("GET", f"/caser/{query}", **about),
        server.ask("GET", f"/caser/{quote('Ola Hemmelig')}-{EMAIL}/{query}", **about),
        server.ask("GET", f"/caser/?q=%00{EMAIL}", **about),
        server.ask("POST", "/logg-inn/passord/", sent, **about, **form),
        server.ask("GET", f"/{query}", **{**about, "Host": "ola.hemmelig.example"}),
        server.ask("GET", f"/api/cases/?municipality={EMAIL}", **about),
        server.ask("OLA_HEMMELIG", "/", **about),
        server.ask("GET", f"/documents/1/{EMAIL}.pdf", **about),
    ]
    _raw(server.port, f"GET /?{EMAIL} Ola Hemmelig HTTP/9\r\n\r\n".encode())
    _raw(server.port, f"GET / HTTP/1.1\r\nHost: {HOST}\r\nOla Hemmelig {EMAIL}\r\n\r\n".encode())
    _raw(server.port, f"POST / HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: {EMAIL}\r\n\r\n".encode())
    assert [answer.status for answer in answers] == [200, 404, 400, 403, 400, 400, 403, 404]
    log = server.log.read_text()
    assert [
        found for found in [*PERSON, "127.0.0.1"] if found.lower() in log.lower().replace("http://127.0.0.1", "")
    ] == []
    lines = server.lines()
    numbers = {answer.headers["X-Request-ID"] for answer in answers}
    told = [line for line in lines if line["event"] == "request_finished" and line["request_id"] in numbers]
    assert sorted(line["code"] for line in told) == sorted(answer.status for answer in answers)
    assert all(line["ms"] >= 0 for line in told)
    assert {"event": "DisallowedHost", "logger": "django.security.DisallowedHost"}.items() <= next(
        line for line in lines if line["event"] == "DisallowedHost"
    ).items()


def test_a_shown_page_is_named_and_signs_of_life_are_not_told(server):
    number = server.ask("GET", "/caser/?q=hemmelig").headers["X-Request-ID"]
    server.ask("GET", "/healthz")
    lines = [line for line in server.lines() if line["event"] == "request_finished"]
    assert next(line["request"] for line in lines if line["request_id"] == number) == "GET /caser/"
    assert not [line for line in lines if "healthz" in line["request"]]


def test_of_an_answer_neither_the_private_link_nor_what_was_answered_is_told(server):
    secret, form = "hemmelig-lenke-".ljust(43, "x"), {"Content_Type": "application/x-www-form-urlencoded"}
    number = server.ask("GET", f"/egenvurdering/svar/{secret}/?step=3").headers["X-Request-ID"]
    server.ask("POST", f"/egenvurdering/svar/{secret}/lagre/", "openness-1=4&open=hemmelig-svar", **form)
    server.ask("GET", "/d/HEMM2345/")
    told = next(line for line in server.lines() if line.get("request_id") == number and "code" in line)
    assert told["request"] == "GET egenvurdering/svar/<private:secret>/"
    assert "hemm" not in server.log.read_text().lower()


def _line(**record: Any) -> dict[str, Any]:
    made = logging.LogRecord("some.library", logging.ERROR, "x.py", 1, *record.get("said", ("",)), record.get("error"))
    made.name = record.get("name", made.name)
    text = line_formatter(as_json=True).format(made)
    assert "\n" not in text
    assert [found for found in [*PERSON, EMAIL] if found in text] == []
    return json.loads(text)


def _failed() -> Any:
    try:
        try:
            raise LookupError(f"no user {EMAIL}")
        except LookupError as error:
            form = {"name": "Ola Hemmelig"}
            raise ValueError(f"cannot use {form}") from error
    except ValueError:
        return sys.exc_info()


def test_of_an_error_only_its_kind_and_place_are_told():
    line = _line(said=("could not serve %s", ("Ola Hemmelig",)), error=_failed())
    assert line["event"] == "could not serve …"
    assert line["error"] == ["builtins.ValueError", "builtins.LookupError"]
    assert line["where"][-1].startswith("tests/portal/test_logs.py:")
    assert line["where"][-1].endswith(" _failed")


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (("%s: %d of %.1f %%", ("Ola Hemmelig", 2, 3.0)), "…: … of … %"),
        (("Invalid request from ip=198.51.100.77: 'Ola Hemmelig'", ()), "Invalid request from ip=…"),
        (("Refused 'Ola Hemmelig' (ola.hemmelig@example.org)", ()), "Refused … (…)"),
        (("Gone /x?navn=Ola_Hemmelig", ()), "Gone /x…"),
        (("Number 01017012345 at 2001:db8::77", ()), "Number … at …"),
        (("{who} came", ({"who": "Ola Hemmelig"},)), "… came"),
    ],
)
def test_what_was_put_into_a_message_of_other_peoples_code_is_left_out(said, told):
    assert _line(said=said)["event"] == told


def test_our_own_events_keep_their_facts_but_no_addresses():
    told = {"event": "gone", "page": 7, "to": EMAIL, "user_agent": "x", "all": [{"by": EMAIL, "n": 1.5}]}
    record = logging.LogRecord("cases.x", logging.WARNING, "x.py", 1, told, (), None)
    record._logger, record._name = None, "warning"
    assert json.loads(line_formatter(as_json=True).format(record)) == {
        "event": "gone",
        "page": 7,
        "to": "…",
        "logger": "cases.x",
        "all": [{"by": "…", "n": 1.5}],
    }
