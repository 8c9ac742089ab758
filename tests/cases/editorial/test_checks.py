"""Each content check: a page that has something to mend, and one that has not."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.editorial.checks import MOST_FINDINGS, Level, findings_of
from cases.editorial.content import MOST_READ, Content, Link, Passage, Picture, Reader, Tag
from cases.editorial.wording import find_heavy_words, heavy_words, readability, sentences

LONG_SENTENCE = "Vi " + "går og " * 16 + "kommer hjem."
HEAVY = (
    "Kommunedirektøren understreker nødvendigheten av kontinuerlig kompetanseutvikling innenfor "
    "samarbeidsorganisasjonene, deriblant frivillighetsorganisasjonene, forskningsinstitusjonene "
    "og velferdsforvaltningen. " * 10
)
EASY = "Vi møtes på torsdag. Da lager vi mat og spiser den i lag. Alle får si det de vil. " * 10


def content(**parts):
    """A page in bokmål with those parts."""
    return Content(**{"language": "nb", "title": "Middag i lag", "summary": "Naboer lager mat.", **parts})


def text(words, field="results"):
    return {"passages": (Passage(field, "text", words),)}


def rich(markup, field="results"):
    reader = Reader()
    reader.read_rich(field, markup)
    return {"passages": tuple(reader.passages), "links": tuple(reader.links)}


def picture(**parts):
    plain = {"alt": "Seks naboer maler et gjerde", "decorative": False, "consent": True}
    return {"pictures": (Picture("image_alt", "image_consent", **{**plain, **parts}),)}


def lacking(fact):
    return content(filled={fact: False}), content(filled={fact: True})


def tag(how):
    return {"tags": (Tag("value_tags.openness", "Åpenhet", how),)}


CASES = {
    **{
        f"{fact}_missing": lacking(fact)
        for fact in (
            *("summary", "story", "source_reference", "place", "results", "lessons"),
            *("themes", "target_groups", "ladder_step"),
        )
    },
    "summary_is_title": (content(summary="  middag i LAG. "), content()),
    "summary_long": (content(summary="x" * 281), content(summary="x" * 280)),
    "alt_missing": (content(**picture(alt="  ")), content(**picture(alt="", decorative=True))),
    "alt_file_name": (content(**picture(alt="IMG_2041.jpeg")), content(**picture(alt="Et kart i Jpeg-butikken"))),
    "alt_says_picture": (content(**picture(alt="Bilde av et gjerde")), content(**picture(alt="Bilder av en by"))),
    "consent_missing": (content(**picture(consent=False)), content(**picture())),
    "how_missing": (content(**tag(" \n")), content(**tag("Møtene er åpne."))),
    "heading_order": (content(**rich("<h4>For dypt</h4>")), content(**rich("<h3>Først</h3><p>x</p><h4>Så</h4>"))),
    "link_empty": (content(**rich('<p>Se <a href="/x">Les mer »</a></p>')), content(**rich("<a>Les mer om hus</a>"))),
    "link_address": (content(**rich("<a href='x'>https://ks.no/a</a>")), content(**rich("<a href='x'>KS</a>"))),
    "lix": (content(**text(HEAVY)), content(**text(EASY))),
    "hard_words": (content(**text("Vi implementerte tiltaket.")), content(**text("Vi tok i bruk tiltaket."))),
    "sentence_long": (content(**text(LONG_SENTENCE)), content(**text(LONG_SENTENCE.replace(" og", ". Og", 5)))),
    "paragraph_long": (content(**text("Vi går. " * 61)), content(**text("Vi går. " * 60))),
}


@pytest.mark.parametrize("code", CASES)
def test_each_check_finds_what_it_is_for_and_nothing_else(code):
    with_it, without = CASES[code]
    found = [finding.code for finding in findings_of(with_it)]
    assert code in found
    assert code not in [finding.code for finding in findings_of(without)]
    assert all(finding.message for finding in findings_of(with_it))


def test_what_must_be_mended_stands_first():
    levels = [finding.level for finding in findings_of(content(**picture(alt=""), **text("samt"), **tag("")))]
    assert levels == sorted(levels, key=list(Level).index)
    assert levels[0] == Level.MUST


def test_a_plain_page_has_no_findings():
    assert findings_of(content(**text(EASY[:160]), **picture(), filled={"summary": True})) == []


@pytest.mark.parametrize(
    ("language", "words", "expected"),
    [
        ("nb", "Implementeringen ble iverksatt i henhold til planen.", {"implementere", "iverksette", "i henhold til"}),
        ("nb", "Problemstillingens kjerne", {"problemstilling"}),
        ("nb", "de bidro til å bygge", {"bidra til å"}),
        ("nn", "Aktørane ivaretok omsyna i tråd med føringane.", {"aktør", "ivareta", "i tråd med", "føringar"}),
        ("en", "We facilitated it in order to utilise synergies.", {"facilitate", "in order to", "utilise", "synergy"}),
        ("nb", "Vi la til rette for henne.", set()),
        ("nb", "samtale", set()),
        ("xx", "implementere", set()),
    ],
)
def test_heavy_words_are_found_as_they_are_written(language, words, expected):
    assert set(find_heavy_words(words, language)) == expected


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_each_heavy_word_has_something_plainer_that_is_not_heavy_itself(language):
    listed = {name: instead for entries in heavy_words(language).values() for _form, name, instead in entries}
    assert len(listed) >= 70
    for name, instead in listed.items():
        assert instead.strip()
        assert not find_heavy_words(instead, language), name


def test_the_words_of_others_are_left_as_they_are():
    reader = Reader()
    reader.read_rich("results", "<blockquote>Vi implementerte det.</blockquote>")
    reader.read_blocks("body", [{"type": "quote", "value": {"text": "Vi implementerte det."}, "id": "a"}])
    assert findings_of(content(passages=tuple(reader.passages))) == []


def test_an_abbreviation_ends_no_sentence():
    text = "De kom fra bl.a. Larvik kl. 17, f.eks. om kvelden, ca. ti i alt. Så dro de!"
    assert [len(words) for words in sentences(text)] == [13, 3]


def test_readability_is_bjornssons_index():
    # Ten words in two sentences, three of them of more than six letters: 10/2 + 100 * 3/10.
    measured = readability(["Bibliotekene samarbeider om kvelden her. Vi to spiser en ting."])
    assert (measured.words, measured.sentences, measured.long_words, measured.lix) == (10, 2, 3, 35)


def test_blocks_are_pointed_at_as_the_form_names_them():
    reader = Reader()
    reader.read_blocks(
        "body",
        [
            {"type": "image", "id": "a1", "value": {"image": 3, "alt": "", "decorative": False, "consent": False}},
            {
                "type": "gallery",
                "id": "b2",
                "value": {"images": [{"type": "item", "id": "c3", "value": {"image": 4, "alt": "", "consent": False}}]},
            },
            {"type": "video", "id": "e5", "value": {"poster": {"image": 5, "credit": "", "consent": False}}},
            {"type": "fact_box", "id": "d4", "value": {"title": "Kort", "text": "<p>Vi implementerer.</p>"}},
        ],
    )
    found = {(f.code, f.field) for f in findings_of(content(passages=reader.passages, pictures=reader.pictures))}
    assert ("alt_missing", "body.a1.alt") in found
    assert ("alt_missing", "body.b2.images.c3.alt") in found
    assert ("consent_missing", "body.b2.images.c3.consent") in found
    assert ("consent_missing", "body.e5.poster.consent") in found
    assert ("alt_missing", "body.e5.poster.alt") not in found
    assert ("hard_words", "body.d4.text") in found


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=40),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["type", "value", "id", "alt", "image", "text", "heading"]), inner, max_size=5
        )
    ),
    max_leaves=25,
)
_MARKUP = st.lists(st.sampled_from("<p> </p> <a <a> </a> <h3> </h6> <blockquote> < > &amp; &#0; her . , Vi".split()))


@given(blocks=_JSON, markup=_MARKUP, title=st.text(), language=st.sampled_from(["nb", "nn", "en", ""]))
@settings(max_examples=150, deadline=None)
def test_no_draft_is_too_strange_to_be_checked(blocks, markup, title, language):
    reader = Reader()
    reader.read_rich("results", "".join(markup))
    reader.read_blocks("body", blocks)
    reader.read_plain("summary", title)
    page = Content(
        language=language,
        title=title,
        summary=title,
        passages=tuple(reader.passages),
        links=tuple(reader.links),
        pictures=tuple(reader.pictures),
        tags=(Tag("x", title, title),),
    )
    assert len(findings_of(page)) <= MOST_FINDINGS


def _work(megabytes, unit):
    """How many functions are called to check so much text: the same however fast the machine is."""
    calls = 0

    def count(_frame, event, _argument):
        nonlocal calls
        calls += event in ("call", "c_call")

    reader, markup = Reader(), unit * (megabytes * 1_000_000 // len(unit))
    sys.setprofile(count)
    try:
        reader.read_rich("results", markup)
        findings_of(content(passages=tuple(reader.passages), links=tuple(reader.links)))
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize("unit", ["<p>Vi implementerer. </p>", "<a>her", "aaaaaaaa", "i henhold "])
def test_ten_megabytes_cost_no_more_than_one(unit):
    # What is looked up once and remembered is no part of the work.
    _work(1, unit)
    ten = _work(10, unit)
    assert ten <= _work(1, unit) + 50
    assert ten < 8 * MOST_READ


def test_a_link_may_stand_anywhere():
    assert Link("results", "her") in rich("<h3><a linktype='page' id='3'>her</a></h3>")["links"]
