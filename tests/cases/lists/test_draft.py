"""A list while somebody works on it: every button does one thing, and what was written stays."""

from __future__ import annotations

from django.http import QueryDict

from cases.lists.draft import Draft, Entry, after, draft_from, faults_of, joined

A, B, C = "a" * 12, "b" * 12, "c" * 12


def _form(text: str) -> QueryDict:
    return QueryDict(text)


def _list(*ids: str) -> Draft:
    return Draft("Liste", tuple(Entry(one, f"om {one[0]}") for one in ids))


def _after(draft: Draft, text: str) -> str:
    return "".join(one[0] for one in after(draft, _form(text)).ids)


def test_a_form_is_read_in_its_order_with_notes_and_each_case_once():
    draft = draft_from(
        _form(f"name=+Vår%0Aliste+&case={B}&case={A}&case={B}&case=x&note-{A}=hei%0D%0Adu&note-{C}=ingen")
    )
    assert draft == Draft("Vår liste", (Entry(B), Entry(A, "hei\ndu")))


def test_moving_stops_at_the_ends():
    draft = _list(A, B, C)
    assert _after(draft, f"move=up:{B}") == "bac"
    assert _after(draft, f"move=down:{B}") == "acb"
    assert _after(draft, f"move=up:{A}") == _after(draft, f"move=down:{C}") == "abc"
    assert _after(draft, f"move=sideways:{A}") == _after(draft, "move=up:nobody") == _after(draft, "move=") == "abc"


def test_what_is_taken_out_can_be_put_back_where_it_was_with_its_note():
    gone = after(_list(A, B, C), _form(f"remove={B}"))
    assert gone.ids == [A, C]
    assert gone.taken_out == (1, Entry(B, "om b"))
    back = after(gone, _form(f"undo=1:{B}&note-{B}=om+b"))
    assert back.entries == _list(A, B, C).entries
    assert _after(gone, f"undo=999999:{B}") == "acb"
    assert _after(gone, "undo=1:nonsense") == _after(gone, f"undo=0:{A}") == "ac"


def test_a_case_is_added_once_at_the_end():
    assert _after(_list(A), f"add={B}") == "ab"
    assert _after(_list(A), f"add={A}") == "a"


def test_what_others_added_is_joined_to_ones_own_which_stays_as_it_is():
    own, theirs = _list(B, A), Draft("Deres", (Entry(A, "annet"), Entry(C, "ny")))
    assert joined(own, theirs) == Draft("Liste", (*own.entries, Entry(C, "ny")))


def test_faults_are_told_by_field():
    assert faults_of(_list(A)) == {}
    assert list(faults_of(Draft())) == ["name", "cases"]
    assert list(faults_of(Draft("x" * 101, (Entry(A, "y" * 501),)))) == ["name", f"note-{A}"]
    many = Draft("x", tuple(Entry(f"{n:012x}") for n in range(51)))
    assert list(faults_of(many)) == ["cases"]
