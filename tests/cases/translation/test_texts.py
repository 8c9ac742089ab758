"""A page's fingerprint is that of its texts; facts do not change it."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cases.models import CasePage, FieldTag, Partner, ValueTag
from cases.translation.texts import differences, digest_of, rich_text, story_text, words_of

WORDS = st.text(alphabet=st.characters(codec="utf-8", categories=["L", "N", "P"]), min_size=1, max_size=30)
STORY = [
    {"type": "paragraph", "value": "<p>Først mat.</p>", "id": "a"},
    {"type": "quote", "value": {"text": "Vi er like.", "attribution": "en deltaker"}, "id": "b"},
]


def _case(**changes):
    """Return a case in memory with every text filled in."""
    chapters = dict.fromkeys(("challenge", "solution", "results", "lessons", "transfer"), "<p>Tekst.</p>")
    hows = {"value": "Døra er åpen.", "field": "Alle ved samme bord.", **changes.pop("hows", {})}
    names = changes.pop("names", ["NAV", "Bakeren"])
    page = CasePage(
        **{
            "title": "Systua",
            "summary": "Kort.",
            "place": "Larvik",
            "image_alt": "Et bord",
            "body": STORY,
            **chapters,
            **changes,
        }
    )
    page.value_tags = [ValueTag(code="openness", how=hows["value"])]
    page.field_tags = [FieldTag(code="equality", how=hows["field"]), FieldTag(code="anchoring")]
    page.partners = [Partner(name=name, sector="nav") for name in names]
    return page


def _digest(**changes):
    return digest_of(_case(**changes).texts())


@given(
    step=st.sampled_from(["", "curious", "mature"]),
    thickness=st.sampled_from([None, 1, 5]),
    years=st.sampled_from(["", "2019", "2021-04"]),
    codes=st.lists(st.sampled_from(["housing", "youth", "poverty"]), unique=True),
    order=st.permutations(["NAV", "Bakeren"]),
    words=WORDS,
)
def test_facts_do_not_change_the_fingerprint(step, thickness, years, codes, order, words):
    facts = {"ladder_step": step, "thickness": thickness, "started": years, "themes": codes, "country": "DK"}
    others = {
        "phase": "ended",
        "contact_name": words,
        "source_reference": words,
        "slug": "annet",
        "image_credit": words,
    }
    page = _case(**facts, **others, names=order)
    page.value_tags = [ValueTag(code="democracy"), *page.value_tags.all()]
    page.field_tags = list(reversed(page.field_tags.all()))
    assert digest_of(page.texts()) == _digest()


TEXTS = ["title", "summary", "place", "image_alt"]
CHAPTERS = ["challenge", "solution", "results", "lessons", "transfer"]


@given(where=st.sampled_from([*TEXTS, *CHAPTERS, "value", "field", "names", "paragraph", "quote", "more"]), words=WORDS)
def test_any_text_changes_the_fingerprint(where, words):
    new = f"{words} nytt"
    changes = {"value": {"hows": {"value": new}}, "field": {"hows": {"field": new}}, "names": {"names": ["NAV", new]}}
    changes |= {name: {name: new} for name in TEXTS}
    changes |= {name: {name: f"<p>{new}</p>"} for name in CHAPTERS}
    changes["paragraph"] = {"body": [{**STORY[0], "value": f"<p>{new}</p>"}, STORY[1]]}
    changes["quote"] = {"body": [STORY[0], {**STORY[1], "value": {"text": new, "attribution": ""}}]}
    changes["more"] = {"body": [*STORY, {"type": "heading", "value": new, "id": "c"}]}
    assert _digest(**changes[where]) != _digest()


def test_the_fingerprint_is_the_same_whichever_editor_or_import_wrote_the_text():
    drafted = '<p data-block-key="x1">Fem  <b>familier</b></p>'
    assert _digest(results=drafted) == _digest(results="<p>Fem <strong>familier</strong></p>")
    assert _digest(body=[{**block, "id": "other"} for block in STORY]) == _digest()
    assert _digest(title=" Systua ") == _digest()


@given(old=st.lists(WORDS, max_size=12), new=st.lists(WORDS, max_size=12))
def test_the_differences_lead_from_the_one_text_to_the_other(old, new):
    before, after = words_of(" ".join(old)), words_of(" ".join(new))
    assume(before != after)
    pieces = differences(" ".join(old), " ".join(new))
    assert "".join(piece.text for piece in pieces if piece.change != "ins") == before
    assert "".join(piece.text for piece in pieces if piece.change != "del") == after


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (rich_text("<p>Fem &amp; seks</p><ul><li>skyss</li><li>mat</li></ul>"), "Fem & seks\nskyss\nmat"),
        (story_text(STORY), "Først mat.\nen deltaker\nVi er like."),
        ("[uferdig", "[uferdig"),
        ("3 < 4", "3 < 4"),
    ],
)
def test_the_words_of_a_text_are_what_a_reader_sees(text, words):
    assert words_of(text) == words
