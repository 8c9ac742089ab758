"""Whatever stands in a line, reading gives a record or says in words what is wrong with it."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.exchange import reading
from cases.exchange.reading import MAX_LINE_BYTES, Line, Problem, read_lines
from tests.factories import case_record

RECORD = case_record(
    image={"file": "a" * 40 + ".png", "alt": "x", "decorative": False, "credit": "", "consent": True},
    contact={"name": "K", "role": "", "email": "k@example.org", "consent_at": "2026-01-02T10:00:00Z"},
)
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters(), max_size=20)
    | st.sampled_from(
        ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "<p>", "nb", "a@b.c", "https://x", "x" * 500]
    ),
    lambda inside: (
        st.lists(inside, max_size=3)
        | st.dictionaries(st.sampled_from([*RECORD, "type", "value", "how", "code", "x"]), inside, max_size=4)
    ),
    max_leaves=8,
)


def paths(value: Any, path: tuple = ()) -> list[tuple]:
    """Return where every value of a JSON object is."""
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(found for key, child in children for found in paths(child, (*path, key)))]


def changed(path: tuple, value: Any) -> Any:
    """Return the record with another value at a place."""
    record = json.loads(json.dumps(RECORD))
    if not path:
        return value
    holder = record
    for step in path[:-1]:
        holder = holder[step]
    holder[path[-1]] = value
    return record


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(paths(RECORD)), JSON)
def test_any_value_anywhere_is_read_or_named(path, value):
    line = json.dumps(changed(path, value)).encode()
    outcomes = list(read_lines([line]))
    assert outcomes
    for outcome in outcomes:
        assert isinstance(outcome, Line) or (outcome.expected and "\n" not in str(outcome))


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=200) | st.text(max_size=60).map(str.encode))
def test_any_bytes_are_read_or_named(raw):
    assert all(isinstance(outcome, Problem) for outcome in read_lines([raw]))


def test_what_is_expected_is_always_said_in_the_portals_own_words(monkeypatch):
    said_by_others: set[str] = set()
    original = reading.in_words

    def listens(detail: Any) -> tuple[str, str]:
        key, expected = original(detail)
        if expected == detail["msg"]:
            said_by_others.add(f"{detail['type']}: {key} {expected}")
        return key, expected

    monkeypatch.setattr(reading, "in_words", listens)
    for path in paths(RECORD):
        for value in (None, True, 7, 1.5, 10**400, "", "x" * 2000, [], [None], [[]], {}, {"x": 1}, [{"type": []}]):
            list(read_lines([json.dumps(changed(path, value)).encode()]))
    assert said_by_others == set()


def test_a_line_without_an_end_does_not_fill_the_memory():
    class Endless(io.RawIOBase):
        """Gives the letter x, so many times."""

        left = 20 * MAX_LINE_BYTES
        asked: list[int] = []

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: Any) -> int:
            count = min(len(buffer), self.left)
            buffer[:count] = b"x" * count
            self.left -= count
            return count

    lines = io.BufferedReader(Endless())
    first, *others = read_lines(lines)
    assert isinstance(first, Problem)
    assert others == []


def test_lines_are_counted_from_one_and_empty_ones_too():
    line = json.dumps(case_record()).encode()
    outcomes = list(read_lines([b"\xef\xbb\xbf\n", b"\r\n", line + b"\r\n", b"{", line]))
    assert [type(outcome).__name__ for outcome in outcomes] == ["Line", "Problem", "Problem"]
    assert [outcome.number if isinstance(outcome, Line) else outcome.line for outcome in outcomes] == [3, 4, 5]


@pytest.mark.parametrize("key", ["title", "x\x1b[2Jy", "\u202eevil"])
def test_what_is_said_stays_on_its_line_and_moves_no_cursor(key):
    problem = Problem(1, key, "a\nb\x07")
    assert all(letter.isprintable() for letter in str(problem))


def test_a_key_that_stands_twice_is_named():
    line = json.dumps(case_record())[:-1] + ', "title": "Et annet navn"}'
    (problem,) = read_lines([line.encode()])
    assert problem.key == "title"


def test_equal_records_are_read_alike_however_they_are_written():
    record = case_record(themes=["poverty", "housing"], challenge="<p>a</p>")
    other = {**record, "themes": ["housing", "poverty"], "challenge": "<p> a </p>", "id": record["id"].upper()}
    other = {**other, "first_published_at": "2026-11-02T09:00:00+01:00", "municipalities": ["3909"]}
    from cases.exchange.record import as_json

    first, second = (next(iter(read_lines([json.dumps(found).encode()]))) for found in (record, other))
    assert as_json(first.record) == as_json(second.record)
