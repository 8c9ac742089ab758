"""A version is written while it is a draft, taken into use when nothing is missing, and never changed after that."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction

from cases.codes import LOCALES
from tests.databases import cloned_database, wait_for_the_lock
from tests.factories import make_person, make_round, make_user
from toolkit.assessment import versions
from toolkit.assessment.drafts import MOST_STATEMENTS, Written
from toolkit.models import Questionnaire

QUESTIONS = {"nb": "Hva?", "nn": "Kva?", "en": "What?"}


@pytest.fixture
def editor(db):
    return make_user("Editors")


@pytest.fixture
def draft(editor):
    return versions.begin_draft(by=editor)


def save(draft: Questionnaire, by: Any, statements: list[Written], **fields: Any) -> Questionnaire:
    """Save a draft as somebody who has seen it as it is."""
    return versions.save_draft(
        **{
            "by": by,
            "number": draft.number,
            "edition": draft.edition,
            "questions": QUESTIONS,
            "statements": statements,
            **fields,
        }
    )


def states() -> list[tuple[int, str]]:
    return list(Questionnaire.objects.order_by("number").values_list("number", "state"))


def test_a_new_version_begins_as_the_newest_is_with_the_same_keys(draft):
    first = Questionnaire.objects.get(number=1)
    assert versions.written_of(draft) == versions.written_of(first)
    assert versions.questions_of(draft) == versions.questions_of(first)
    assert states() == [(1, "in_use"), (2, "draft")]


def test_there_is_one_draft_at_a_time(draft, editor):
    assert versions.begin_draft(by=editor) == draft
    assert Questionnaire.objects.count() == 2


def test_what_was_changed_added_and_removed_is_saved_and_the_rest_keeps_its_keys(draft, editor):
    _first, second, *rest = versions.written_of(draft)
    new = Written("value", "openness", True, False, ("Ny.", "", "New."))
    changed = replace(second, texts=("Noe annet.", *second.texts[1:]))
    save(draft, editor, [new, changed, *rest])
    saved = versions.written_of(Questionnaire.objects.get(number=2))
    assert [one.texts for one in saved] == [new.texts, changed.texts, *(one.texts for one in rest)]
    assert {one.key for one in saved[:2]} == {"openness-4", "openness-5"}
    assert [one.key for one in saved[2:]] == [one.key for one in rest]
    assert Questionnaire.objects.get(number=2).open_question_nn == "Kva?"


def test_who_has_not_seen_the_newest_save_saves_nothing(draft, editor):
    written = versions.written_of(draft)
    seen = draft.edition
    save(draft, editor, written[:5])
    with pytest.raises(versions.OutdatedError) as error:
        save(draft, editor, written, edition=seen)
    assert error.value.draft.statements.count() == 5
    for act in (versions.use_draft, versions.delete_draft):
        with pytest.raises(versions.OutdatedError):
            act(by=editor, number=2, edition=seen)


def test_a_draft_is_taken_into_use_in_place_of_the_one_before(draft, editor):
    versions.use_draft(by=editor, number=2, edition=draft.edition)
    assert states() == [(1, "retired"), (2, "in_use")]
    assert Questionnaire.objects.in_use().get().used_from


def test_a_draft_with_something_missing_is_saved_and_not_taken_into_use(draft, editor):
    save(draft, editor, versions.written_of(draft), questions={**QUESTIONS, "nn": ""})
    with pytest.raises(versions.FaultyError):
        versions.use_draft(by=editor, number=2, edition=2)
    assert states() == [(1, "in_use"), (2, "draft")]


@pytest.mark.parametrize("state", ["in_use", "retired"])
def test_a_version_that_was_in_use_is_never_changed(editor, state):
    round_ = make_round()
    Questionnaire.objects.filter(pk=round_.questionnaire_id).update(state=state)
    before = versions.written_of(round_.questionnaire)
    version = round_.questionnaire
    with pytest.raises(versions.NoDraftError):
        save(version, editor, [])
    for act in (versions.use_draft, versions.delete_draft):
        with pytest.raises(versions.NoDraftError):
            act(by=editor, number=version.number, edition=version.edition)
    assert versions.written_of(Questionnaire.objects.get(pk=version.pk)) == before


def test_a_round_keeps_its_version_when_a_newer_one_is_taken_into_use(editor):
    round_ = make_round()
    draft = versions.begin_draft(by=editor)
    versions.use_draft(by=editor, number=draft.number, edition=draft.edition)
    round_.refresh_from_db()
    assert round_.questionnaire.number == draft.number - 1
    assert round_.questionnaire.statements.count() == 33


def test_a_draft_that_is_thrown_away_leaves_the_version_in_use(draft, editor):
    versions.delete_draft(by=editor, number=2, edition=draft.edition)
    assert states() == [(1, "in_use")]


def test_what_no_form_sends_is_refused_and_nothing_is_changed(draft, editor):
    first, *rest = versions.written_of(draft)
    many = [
        replace(first, texts=tuple(f"{number} {locale}" for locale in LOCALES)) for number in range(MOST_STATEMENTS + 1)
    ]
    for statements in (
        [replace(first, kind="theme", code="youth"), *rest],
        [replace(first, code="equality"), *rest],
        [replace(first, texts=("x" * 201, "y", "z")), *rest],
        many,
    ):
        with pytest.raises(ValidationError):
            save(draft, editor, statements)
    with pytest.raises(ValidationError):
        save(draft, editor, [first, *rest], questions={**QUESTIONS, "en": "x" * 301})
    with pytest.raises(versions.FaultyError):
        save(draft, editor, [first, first])
    assert versions.written_of(Questionnaire.objects.get(number=2)) == [first, *rest]


@pytest.mark.django_db
def test_it_is_for_those_who_may_write_it():
    for person in (make_person(), make_user("Editors", "closed@example.org")):
        person.is_active = person.email != "closed@example.org"
        acts: list[Callable[[], object]] = [
            lambda person=person: versions.begin_draft(by=person),
            lambda person=person: versions.use_draft(by=person, number=1, edition=1),
            lambda person=person: versions.delete_draft(by=person, number=1, edition=1),
            lambda person=person: save(Questionnaire.objects.get(number=1), person, []),
        ]
        for act in acts:
            with pytest.raises(PermissionDenied):
                act()
    assert states() == [(1, "in_use")]


@pytest.fixture
def real_database(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """A database whose transactions end as those of the portal do."""
    with django_db_blocker.unblock(), cloned_database(f"test_portal_questionnaire_{os.getpid()}"):
        yield


def at_once(*acts: Callable[[], object]) -> list[str]:
    """Have all begin while somebody else holds the questionnaire; return what became of each."""
    outcomes = [""] * len(acts)

    def run(place: int) -> None:
        try:
            acts[place]()
            outcomes[place] = "done"
        except (versions.OutdatedError, versions.NoDraftError) as error:
            outcomes[place] = type(error).__name__
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[place], daemon=True) for place in range(len(acts))]
    with transaction.atomic():
        list(Questionnaire.objects.select_for_update())
        for thread in threads:
            thread.start()
        wait_for_the_lock(len(acts))
    for thread in threads:
        thread.join(30)
    return outcomes


def test_what_two_editors_do_at_once_is_done_by_one_of_them(real_database: None) -> None:
    editor = make_user("Editors")
    begin = lambda: versions.begin_draft(by=editor)  # noqa: E731 - the same twice
    assert at_once(begin, begin) == ["done", "done"]
    draft = Questionnaire.objects.get(number=2)
    written = versions.written_of(draft)
    assert Questionnaire.objects.count() == 2
    outcomes = at_once(lambda: save(draft, editor, written[:4]), lambda: save(draft, editor, written[:5]))
    assert sorted(outcomes) == ["OutdatedError", "done"]
    draft = save(Questionnaire.objects.get(number=2), editor, written)
    outcomes = at_once(
        lambda: save(draft, editor, []), lambda: versions.use_draft(by=editor, number=2, edition=draft.edition)
    )
    assert sorted(outcomes) in (["NoDraftError", "done"], ["OutdatedError", "done"])
    # Whoever came first: what is in use is whole.
    assert Questionnaire.objects.in_use().get().statements.count() == 33
