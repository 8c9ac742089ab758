"""The read model says what readers see, after every change and in the same transaction."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.models.signals import post_migrate

from cases.models import CasePage, ConceptText, SearchRow, SearchState, Synonym
from cases.search.index import differences, rebuild
from cases.search.service import Question, Search
from cases.search.ways_out import meant
from tests.factories import make_case, make_user, publish_by_review

pytestmark = pytest.mark.django_db


def found(text: str = "", **question) -> set[str]:
    """Return the titles of what a question finds."""
    pages = Search(Question(text=text, **question)).pages()
    return set(CasePage.objects.filter(pk__in=pages).values_list("title", flat=True))


def test_what_is_published_is_found_at_once_and_what_is_taken_off_is_not():
    case = make_case(title="Fjellhytta")
    assert found("fjellhytta") == {"Fjellhytta"}
    case.unpublish(user=make_user("Publishers"))
    assert found("fjellhytta") == set()
    case.refresh_from_db()
    case.save_revision()
    publish_by_review(case)
    assert found("fjellhytta") == {"Fjellhytta"}
    case.refresh_from_db()
    case.delete()
    assert found("fjellhytta") == found() == set()
    assert list(differences()) == []


def test_words_of_what_was_taken_off_are_not_suggested_to_anyone():
    make_case(title="Står her")
    case = make_case(title="Bikubeverkstedet")
    assert found("bikubeverksted") == {"Bikubeverkstedet"}
    assert meant(Search(Question("bikubevrekstedet"))) == "bikubeverkstedet"
    case.unpublish(user=make_user("Publishers"))
    assert meant(Search(Question("bikubevrekstedet"))) == ""
    assert found("bikubeverksted") == set()


def test_a_draft_changes_nothing_until_it_is_published():
    case = make_case(title="Fjellhytta")
    case.title = "Sjøbua"
    case.save_revision()
    assert (found("fjellhytta"), found("sjøbua")) == ({"Fjellhytta"}, set())
    publish_by_review(case)
    assert (found("fjellhytta"), found("sjøbua")) == (set(), {"Sjøbua"})


def test_a_fact_that_translations_share_is_found_in_each():
    case = make_case(title="På bokmål", themes=["housing"])
    make_case("nn", title="På nynorsk", translation_key=case.translation_key, translated_from="nb")
    case.themes = ["youth"]
    case.save_revision()
    publish_by_review(case)
    youth = {"chosen": {"theme": ["youth"]}}
    assert (found(reader="nb", **youth), found(reader="nn", **youth)) == ({"På bokmål"}, {"På nynorsk"})
    assert found(chosen={"theme": ["housing"]}) == set()


def test_a_row_is_taken_back_together_with_its_page():
    make_case(title="Blir")
    with transaction.atomic():
        make_case(title="Angres")
        assert found() == {"Blir", "Angres"}
        transaction.set_rollback(True)
    assert found() == {"Blir"}
    make_case(title="Kommer etterpå")
    assert found() == {"Blir", "Kommer etterpå"}


def test_a_synonym_is_followed_at_once():
    make_case(title="Gapahuken i skogen")
    assert found("lavvo") == set()
    entry = Synonym.objects.create(words="lavvo, gapahuk")
    assert found("lavvo") == {"Gapahuken i skogen"}
    entry.delete()
    assert found("lavvo") == set()


def test_a_concept_is_found_by_the_names_that_editors_give_it():
    make_case(title="Uten egne ord", themes=["housing"])
    text = ConceptText.objects.get(concept__code="housing", locale="nb")
    assert found("krypinn") == set()
    text.aliases = [*text.aliases, "Krypinn"]
    text.save()
    assert found("krypinn") == {"Uten egne ord"}


def test_saving_a_page_unchanged_leaves_the_generation_alone():
    case = make_case()
    before = SearchState.objects.get().generation
    CasePage.objects.get(pk=case.pk).save()
    assert SearchState.objects.get().generation == before


def test_every_difference_is_named_and_mended(capsys):
    right, stale, missing = make_case(title="Rett"), make_case(title="Endret"), make_case(title="Borte")
    SearchRow.objects.filter(pk=missing.pk).delete()
    CasePage.objects.filter(pk=stale.pk).update(summary="Noe annet.")
    SearchRow.objects.create(
        page_id=999_999, case_id=right.translation_key, locale="nb", title="Spøkelse", generation=1
    )
    with pytest.raises(CommandError):
        call_command("check_search")
    told = dict(line.split(" ", 1) for line in capsys.readouterr().out.strip().splitlines())
    assert told == {
        str(stale.pk): "Endret: words, text",
        str(missing.pk): "Borte: missing",
        "999999": "Spøkelse: not live",
    }
    call_command("rebuild_search")
    call_command("check_search")
    assert found() == {"Rett", "Endret", "Borte"}
    assert rebuild() == 0


def test_a_process_that_knows_less_than_the_oldest_generation_reads_all_anew():
    gone = make_case(title="Slettet")
    make_case(title="Står")
    assert found() == {"Slettet", "Står"}
    gone.delete()
    rebuild()
    rebuild()
    assert not SearchRow.objects.filter(is_gone=True).exists()
    assert found() == {"Står"}


def test_a_library_that_was_there_before_the_search_is_read_when_its_tables_are_made():
    make_case(title="Eldre enn søket")
    SearchRow.objects.all().delete()
    loader = MigrationLoader(connection)
    home = apps.get_app_config("home")
    for plan, expected in (([], set()), ([(loader.get_migration("cases", "0009_search"), False)], {"Eldre enn søket"})):
        post_migrate.send(home, app_config=home, verbosity=0, interactive=False, using="default", plan=plan, apps=apps)
        assert set(SearchRow.objects.values_list("title", flat=True)) == expected
