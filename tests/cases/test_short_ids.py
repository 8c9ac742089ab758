"""Short ids: the same for life, whatever somebody made of them on the way."""

from __future__ import annotations

import pytest

from cases.short_ids import in_order, published, short_id, understood_ids
from tests.factories import make_case


def test_whole_ids_and_capitals_mean_the_same_and_the_rest_is_nothing():
    texts = [
        "274DD172-FD78-4f73-95df-79e0f826393a",
        "274dd172fd78",
        " 0984971d262b ",
        "x",
        "",
        "12",
        "' OR 1=1 --",
        "ø" * 12,
    ]
    assert understood_ids(texts, 9) == ["274dd172fd78", "0984971d262b"]
    assert understood_ids(["a" * 12, "b" * 12, "c" * 12], 2) == ["a" * 12, "b" * 12]


@pytest.mark.django_db
def test_a_case_is_found_once_in_the_readers_language_and_only_while_it_is_published():
    case = make_case(title="På bokmål")
    make_case("en", title="In English", translation_key=case.translation_key)
    draft = make_case(live=False)
    ids = [short_id(draft.translation_key), short_id(case.translation_key), "0" * 12]
    found = {language: [page.title for page in published(ids, language)] for language in ("nb", "nn", "en")}
    assert found == {"nb": ["På bokmål"], "nn": ["På bokmål"], "en": ["In English"]}


@pytest.mark.django_db
def test_cases_come_in_the_order_asked_for():
    ids = [short_id(make_case().translation_key) for _ in range(3)]
    wanted = [ids[2], ids[0], "f" * 12, ids[1]]
    assert [short_id(page.translation_key) for page in in_order(published(wanted, "nb"), wanted)] == [ids[2], *ids[:2]]
