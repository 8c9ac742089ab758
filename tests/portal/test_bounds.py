"""More than any form needs is refused in words, before anything of it is kept."""

from __future__ import annotations


def test_a_request_that_brings_too_much_is_read_to_its_end_and_told_so(client, monkeypatch):
    monkeypatch.setattr("portal.bounds.MAX_REQUEST", 2_000_000)
    answer = client.generic("POST", "/logg-inn/passord/", b"a" * 3_000_000)
    assert answer.status_code == 413
    assert "for stort" in answer.content.decode()
    assert not answer.wsgi_request.read()


def test_a_length_that_is_no_number_breaks_nothing(client, db):
    assert client.generic("POST", "/logg-inn/passord/", b"a=b", CONTENT_LENGTH="x").status_code < 500
