"""Words that people take for one are one to the search, and words that they do not are not."""

from __future__ import annotations

import pytest

from cases.search.language import english_stem, folded, mistyped, root, stem, words_in
from cases.search.lexicon import Lexicon
from cases.search.query import parse
from cases.search.thesaurus import Thesaurus, parse_entries


@pytest.mark.parametrize(
    "words",
    [
        "kommune kommunen kommuner kommunene kommunar kommunane kommunenes",
        "ungdom ungdommer ungdommene ungdomar unge",
        "sykehjem sykehjemmet sjukeheim sjukeheimen sjukeheimar",
        "skole skolen skoler skule skulen skular",
        "ensomhet ensomheten einsemd",
        "fengsel fengselet fengsler fengslene",
        "lekeplass lekeplassen leikeplass leikeplassar",
        "nedlegge nedlagt nedlagte",
        "bonde bønder bøndene bøndar",
        "tjeneste tjenester teneste tenestene",
    ],
)
def test_inflections_and_nynorsk_have_one_stem(words):
    assert len({stem(word) for word in words.split()}) == 1


@pytest.mark.parametrize(
    "words",
    [
        "samskape samskaping samskapende",
        "løslate løslatt løslatte løslatelse løslatelsen lauslating",
        "måle måling målinger målt målte",
        "virke virkning virkninger verknad",
        "integrere integrering integrasjon",
        "likeverd likeverdig likeverdighet",
        "fattig fattigdom",
    ],
)
def test_what_is_derived_has_one_root(words):
    assert len({root(word) for word in words.split()}) == 1


@pytest.mark.parametrize(
    "pair", ["virke virksomhet", "barn barnehage", "bygd bygge", "lege legge", "fange fagne", "sy syk", "hus huske"]
)
def test_other_words_have_other_roots(pair):
    one, other = pair.split()
    assert root(one) != root(other)


def test_english_inflections_have_one_stem():
    for words in ("refugee refugees", "measure measuring measured", "community communities", "prisoner prisoners"):
        assert len({english_stem(word) for word in words.split()}) == 1


def test_words_are_read_as_people_write_them():
    assert words_in("CV-en til Åse, «idé» på Kárášjohka – 3D-printer!") == [
        *("cv", "en", "til", "åse", "idé".replace("é", "e"), "på", "karasjohka", "3d", "printer")
    ]
    assert folded("blåbær") == folded("blaabaer")


@pytest.mark.parametrize(
    ("written", "meant"),
    [("flykninger", "flyktninger"), ("demmens", "demens"), ("kriminalomsrogen", "kriminalomsorgen")],
)
def test_slips_are_few(written, meant):
    assert 0 < mistyped(written, meant) <= 1
    assert mistyped(written, "noe helt annet") > 2


def test_a_mistyped_word_finds_the_librarys_own_and_a_short_one_stays_what_it_is():
    lexicon = Lexicon(["flyktninger", "barnehage", "hus", "fest"])
    assert lexicon.spelling("flykninger")[0][0] == "flyktninger"
    assert lexicon.spelling("barnehgae")[0][0] == "barnehage"
    assert lexicon.spelling("mus") == lexicon.spelling("hest") == []


def test_compounds_are_split_into_what_the_library_knows():
    lexicon = Lexicon(
        ["innvandrere", "kvinne", "lekeplass", "leke", "plass", "arbeid", "marked", "bedrift", "innbyggere"]
    )
    assert lexicon.split("innvandrerkvinner") == ("innvandrer", "kvinner")
    assert lexicon.split("lekeplassen") == ("leke", "plassen")
    assert lexicon.split("arbeidsmarkedsbedrift") == ("arbeid", "marked", "bedrift")
    assert lexicon.split("kvantedatamaskin") == lexicon.split("hyttesalg") == ()
    assert lexicon.number["lekeplass"] in lexicon.find_pair("leke", "plass")


def test_synonyms_go_both_ways_or_one():
    thesaurus = Thesaurus(parse_entries("# a remark\nfange, innsatt = soning\nflyktning > innvandrer, lav inntekt"))
    assert set(thesaurus.meanings(["fanger"])) == {("innsatt",), ("soning",)}
    assert set(thesaurus.meanings(["soning"])) == {("fange",), ("innsatt",)}
    assert set(thesaurus.meanings(["flyktninger"])) == {("innvandrer",), ("lav", "inntekt")}
    assert thesaurus.meanings(["innvandrer"]) == {}


def test_a_question_is_taken_apart():
    asked = parse('hvordan hjelpe eldre "i samme båt" -buss -"på hjul"')
    assert [word.text for word in asked.words] == ["hjelpe", "eldre"]
    assert [word.part for word in asked.words] == [0.3, 1.0]
    assert (asked.phrases, asked.without) == ((("i", "samme", "båt"),), (("buss",), ("på", "hjul")))


@pytest.mark.parametrize(
    "text", ["", " ", "-", '"', '""', "- -", '-"', "\0", "!!!", "“", "()|&:*", "a" * 200, "- " * 99]
)
def test_no_question_is_wrong(text):
    parse(text)


def test_a_question_of_small_words_alone_asks_for_them():
    assert [word.text for word in parse("hva med oss").words] == ["hva", "med", "oss"]
