"""Stored lists: nobody finds or changes one by guessing, nothing is lost between two, and unused ones go."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from cases.lists.draft import Draft, Entry, stored
from cases.lists.services import (
    KEPT,
    ChangedMeanwhileError,
    note_use,
    opens,
    save_list,
    share_list,
    throw_away_unused,
)
from cases.models import SharedList

pytestmark = pytest.mark.django_db
DRAFT = Draft("Vår liste", (Entry("a" * 12, "om a"), Entry("b" * 12)))


def test_a_list_is_kept_as_it_was_shared_and_its_secret_is_not_kept():
    shared, secret = share_list(draft=DRAFT)
    again = SharedList.objects.get(address=shared.address)
    assert stored(again.name, again.entries) == DRAFT
    row = SharedList.objects.filter(pk=shared.pk).values().get()
    assert not any(secret in str(value) for value in row.values())
    assert opens(again, secret)
    assert not opens(again, secret[:-1] + ("A" if secret[-1] != "A" else "B"))
    assert not opens(again, "")
    assert not opens(again, again.edit_digest)


def test_no_two_lists_have_an_address_or_a_secret_in_common():
    made = [share_list(draft=DRAFT) for _ in range(20)]
    assert len({shared.address for shared, _secret in made}) == len({secret for _shared, secret in made}) == 20
    # 6 bits a letter: at least 128 and 256 bits.
    assert {len(shared.address) * 6 for shared, _secret in made} == {132}
    assert {len(secret) * 6 for _shared, secret in made} == {258}


def test_the_second_of_two_who_save_at_once_is_told_and_the_first_is_not_lost():
    shared, _secret = share_list(draft=DRAFT)
    save_list(address=shared.address, draft=Draft("Den første", DRAFT.entries), version=1)
    with pytest.raises(ChangedMeanwhileError) as told:
        save_list(address=shared.address, draft=Draft("Den andre", DRAFT.entries), version=1)
    assert told.value.current.name == "Den første"
    assert SharedList.objects.get().name == "Den første"
    save_list(address=shared.address, draft=Draft("Den andre", DRAFT.entries), version=told.value.current.version)
    assert SharedList.objects.get().name == "Den andre"


def test_a_list_with_faults_is_not_stored():
    with pytest.raises(ValidationError):
        share_list(draft=Draft("", DRAFT.entries))
    assert not SharedList.objects.exists()


def test_only_what_nobody_has_used_for_two_years_is_thrown_away():
    today = timezone.localdate()
    unused, read, fresh = (share_list(draft=DRAFT)[0] for _ in range(3))
    SharedList.objects.filter(pk=unused.pk).update(used_on=today - KEPT - timedelta(days=1))
    SharedList.objects.filter(pk=read.pk).update(used_on=today - KEPT)
    read.refresh_from_db()
    note_use(shared=read)
    assert [outcome.text for outcome in throw_away_unused()] == ["1 unused shared lists deleted"]
    assert set(SharedList.objects.values_list("pk", "used_on")) == {(read.pk, today), (fresh.pk, today)}
    assert list(throw_away_unused()) == []
