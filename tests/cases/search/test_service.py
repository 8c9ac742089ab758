"""What a question finds in a library, in which order, and what is said of it."""

from __future__ import annotations

import re
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.models import CasePage, Vocabulary
from cases.search.facets import FACETS, Facet, register
from cases.search.index import note_case
from cases.search.service import Question, Search
from cases.search.similar import reasons_in_words, similar_to
from cases.search.ways_out import meant, ways_out
from cases.search.why import Reasons, marked
from tests.factories import make_case, make_cases
from tests.search_quality.cases import DEMO

pytestmark = pytest.mark.django_db


def titles(search: Search) -> list[str]:
    """Return the titles of the hits in their order."""
    names = dict(CasePage.objects.values_list("pk", "title"))
    return [names[page] for page in search.pages()]


def first_in_demo(text: str, reader: str = "nb", most: int = 1) -> set[str]:
    """Return the short names of the demo cases that a question finds first."""
    ids = {UUID(case): name for name, case in DEMO.items()}
    pages = Search(Question(text=text, reader=reader)).pages(0, most)
    keys = dict(CasePage.objects.filter(pk__in=pages).values_list("pk", "translation_key"))
    return {ids[keys[page]] for page in pages if keys[page] in ids}


def test_the_demo_library_answers_what_the_portal_promises(demo_library):
    expected = {
        "systua": "systua",
        "sy stue": "systua",
        "losslatt arbeid": "sammen",
        "arbeid etter soning": "sammen",
        "utlan av skiutstyr": "bua",
        "nedlagt militærleir": "evjemoen",
        "militærleiren som vart lagd ned": "evjemoen",
        "Holbaek": "holbaek",
        "Lardal": "larvik",
        "Hurum": "sisters",
    }
    assert {text: first_in_demo(text) for text in expected} == {text: {name} for text, name in expected.items()}
    assert first_in_demo("hvordan vet vi om det virker", most=3) >= {"bua", "boost"}
    for text in ("kvantedatamaskin", "oljeboring", "hyttesalg", "flyplassutbygging"):
        assert first_in_demo(text) == set()


def test_a_word_that_is_not_written_to_its_end_is_no_mistake(demo_library):
    search = Search(Question(text="syst"))
    assert first_in_demo("syst") == {"systua"}
    assert meant(search) == ""


def test_what_is_something_else_is_not_found_by_its_parts():
    make_case(title="Jordmor i bilen", challenge="<p>Hun kjører selv til de gravide.</p>")
    assert titles(Search(Question(text="bil"))) == ["Jordmor i bilen"]
    assert titles(Search(Question(text="selvkjørende biler"))) == []


def test_housing_is_not_found_where_somebody_goes_home():
    make_case(title="Leiligheter for unge", summary="Egen bolig, også for dem som savner et hjem.")
    make_case(title="Ideen", summary="Så gikk alle hjem, og noen bor langt unna.")
    assert titles(Search(Question(text="bolig"))) == ["Leiligheter for unge"]
    assert "Leiligheter for unge" in titles(Search(Question(text="hjem")))


def test_title_counts_more_than_story_and_all_words_more_than_one():
    make_case(title="Noe helt annet", challenge="<p>Vi bygde en drage og en båt.</p>")
    make_case(title="Båten og dragen")
    make_case(title="Dragen")
    assert titles(Search(Question("drage båt"))) == ["Båten og dragen", "Noe helt annet"]
    assert titles(Search(Question("drage"))) == ["Dragen", "Båten og dragen", "Noe helt annet"]


def test_phrases_and_minus():
    make_case(title="Røde hus", summary="Huset er rødt.")
    make_case(title="Hus i rødt", summary="Rødt er huset.")
    assert titles(Search(Question('"huset er rødt"'))) == ["Røde hus"]
    assert titles(Search(Question("hus -rødt"))) == []
    assert titles(Search(Question('-"er huset"'))) == []
    assert len(titles(Search(Question("-båt")))) == 2


def test_a_phrase_is_also_the_name_of_what_a_case_has():
    make_case(title="Ved havet", fields=["shared_goals"])
    make_case(title="Felles bål og mål")
    assert titles(Search(Question('"felles mål"'))) == ["Ved havet"]
    assert titles(Search(Question('"mål felles"'))) == []


def test_a_case_is_found_in_the_readers_language_by_the_words_of_another():
    nb = make_case(title="Fyrtårnet ved havet")
    make_case("en", title="The lighthouse", translation_key=nb.translation_key)
    assert titles(Search(Question("fyrtårn", reader="en"))) == ["The lighthouse"]
    assert titles(Search(Question("lighthouse", reader="nb"))) == ["Fyrtårnet ved havet"]
    assert titles(Search(Question("fyrtårn", each_language=True))) == ["Fyrtårnet ved havet"]
    assert titles(Search(Question(reader="nb", chosen={"locale": ["en"]}))) == ["The lighthouse"]


def test_no_question_makes_a_process_keep_the_same_cases_twice():
    make_case(title="Et fyrtårn")
    kept = []
    for named in (("nb", "nn"), ("nn", "nb"), ("nb", "nb", "nn"), ("nn",) * 20 + ("nb",)):
        for each in (True, False):
            search = Search(Question(chosen={"locale": named}, each_language=each))
            assert search.count == 1
            kept.append(id(search.shown))
    assert len(set(kept)) == 2


def test_sorting():
    moments = {"published": "2026-01-0{}T00:00:00Z", "confirmed": "2026-02-0{}T00:00:00Z"}
    for number, title in enumerate(("Ås", "Zebra", "Ærlig"), start=1):
        make_case(
            title=title,
            first_published_at=moments["published"].format(number),
            last_confirmed_at=moments["confirmed"].format(4 - number),
        )
    assert titles(Search(Question(sort="title"))) == ["Zebra", "Ærlig", "Ås"]
    assert titles(Search(Question(sort="newest"))) == titles(Search(Question())) == ["Ærlig", "Zebra", "Ås"]
    assert titles(Search(Question(sort="confirmed"))) == ["Ås", "Zebra", "Ærlig"]


def test_questions_cost_the_same_however_many_cases_there_are():
    counts = []
    for more in (5, 60):
        make_cases(more)
        Search(Question("case")).pages(0, 10)
        with CaptureQueriesContext(connection) as captured:
            search = Search(Question("nummer case", chosen={"theme": ["housing"], "county": ["32"]}))
            assert search.pages(0, 10)
            search.counts()
            Reasons(search).of(dict.fromkeys(search.pages(0, 10), ("", "", "")))
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 3


def test_a_facet_of_another_app_is_counted_and_chosen():
    starred: set[int] = set()
    before = list(FACETS)
    register(Facet("starred", "Starred", ("1",), lambda page: ["1"] if page.pk in starred else []))
    try:
        case = make_case(title="Med stjerne")
        make_case(title="Uten")
        assert not Search(Question()).is_filled("starred")
        starred.add(case.pk)
        note_case(case)
        search = Search(Question(chosen={"starred": ["1"]}))
        assert (titles(search), search.counts(["starred"])) == (["Med stjerne"], {"starred": {"1": 1}})
    finally:
        FACETS[:] = before


def _why(search: Search, case: CasePage):
    text = CasePage.objects.with_searched_text().get(pk=case.pk).searched_text
    return Reasons(search).of({case.pk: (case.title, case.summary, text)}).get(case.pk)


def _found(pieces):
    return [piece.text for piece in pieces if piece.found]


def test_every_hit_says_why():
    case = make_case(
        title="Huset ved sjøen",
        summary="Leiligheter for fem familier.",
        challenge="<p>Mange flyttet. Barna savnet naboene, og lærerne så det.</p>",
        themes=["housing"],
        municipalities=["3909"],
    )
    why = _why(Search(Question("boliger for familiene og naboer i Lardal")), case)
    assert _found(why.summary) == ["Leiligheter", "familier"]
    assert _found(why.snippet) == ["naboene"]
    assert "theme:housing" in why.concepts
    assert [(place.name, place.before) for place in why.places] == [("Larvik", "Lardal")]
    assert _why(Search(Question()), case) is None


def test_a_hit_that_another_language_answers_says_so():
    nb = make_case(title="Fyrtårnet ved havet", summary="Kort fortalt.")
    make_case("en", title="The lighthouse", translation_key=nb.translation_key)
    assert _why(Search(Question("lighthouse")), nb).elsewhere
    assert not _why(Search(Question("fyrtårnet")), nb).elsewhere


def test_marking_changes_no_letter():
    text = "«CV-en» til  Åse & Bo: 100 % <ærlig>"
    pieces = marked(text, frozenset({"åse", "cv", "en"}))
    assert "".join(piece.text for piece in pieces) == text
    assert _found(pieces) == ["CV", "en", "Åse"]


def test_nothing_found_is_no_dead_end():
    make_case(title="Fyrtårnet", themes=["housing"])
    make_case(title="Brygga", themes=["youth"])
    assert meant(Search(Question("Hvor er fyrtornet?"))) == "Hvor er fyrtårnet?"
    assert meant(Search(Question("fyrtårnet"))) == ""

    def ways(question: Question) -> list[tuple[str, str, int]]:
        return [(way.parameter, way.word, way.count) for way in ways_out(Search(question))]

    both = {"theme": ["housing"], "step": ["mature"]}
    assert ways(Question("brygga", chosen=both)) == []
    assert ways(Question("brygga", chosen={"theme": ["housing"]})) == [("theme", "", 1), ("q", "", 1)]
    assert ways(Question('"brygga romskip"')) == []
    near = Search(Question("brygga romskip")).nearest(3)
    assert [CasePage.objects.get(pk=page).title for page in near] == ["Brygga"]


def test_similar_cases_share_what_is_rare_and_come_from_many_places():
    case = make_case(title="Denne", themes=["housing", "substance_use"], target_groups=["substance_users"])
    make_case("nn", title="Denne på nynorsk", translation_key=case.translation_key, themes=["substance_use"])
    for number in range(8):
        make_case(title=f"Samme by {number}", themes=["housing"], municipalities=["0301"])
    rare = make_case(title="Sjelden", themes=["substance_use"], municipalities=["3909"])
    make_case(title="Annet", themes=["youth"])
    similar = similar_to(Search(Question()).library, case.pk)
    assert similar[0].page == rare.pk
    assert len(similar) == 6
    assert CasePage.objects.get(title="Annet").pk not in {found.page for found in similar}
    words = reasons_in_words(similar[0], Vocabulary.for_language("nb"))
    assert len(words) == 1
    assert re.search("rus", words[0])


def test_the_demos_similar_cases_make_sense(demo_library):
    page = CasePage.objects.get(translation_key=DEMO["boost"], locale__language_code="nb")
    found = similar_to(Search(Question()).library, page.pk)
    keys = {
        str(key)
        for key in CasePage.objects.filter(pk__in=[s.page for s in found]).values_list("translation_key", flat=True)
    }
    assert {DEMO["sisters"], DEMO["systua"]} <= keys
    assert DEMO["boost"] not in keys
