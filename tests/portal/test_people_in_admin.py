"""Administrators delete accounts as their owners do: what the person did stays, and the last administrator too."""

from __future__ import annotations

import pytest
from django.urls import reverse
from wagtail.models import Comment

from cases.models import Team
from portal.accounts.models import User
from tests.factories import make_case, make_person, make_team, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    """An administrator, the only one, who is signed in."""
    User.objects.filter(is_superuser=True).update(is_superuser=False)
    user = make_user("administrator", "admin@example.org")
    client.force_login(user)
    return user


def _delete(client, user):
    return client.post(reverse("wagtailusers_users:delete", args=[user.pk]))


def _delete_many(client, *users):
    ids = "&".join(f"id={user.pk}" for user in users)
    return client.post(f"{reverse('wagtail_bulk_action', args=['accounts', 'user', 'delete'])}?{ids}")


@pytest.mark.parametrize("delete", [_delete, _delete_many])
def test_comments_stay_and_teams_are_left_for_an_editor_to_help(client, admin, delete):
    person = make_person("kari@example.org")
    Comment.objects.create(page=make_case(), user=person, text="Hei", contentpath="title", position="")
    make_team(owner=person, writer=make_person())
    assert delete(client, person).status_code == 302
    person.refresh_from_db()
    assert person.deleted_at is not None
    assert "kari" not in person.email
    assert Comment.objects.get().user == person
    assert Team.objects.without_owner().count() == 1
    assert client.get(reverse("wagtailusers_users:edit", args=[person.pk])).status_code == 404
    assert "Tidligere medlem" not in client.get(reverse("wagtailusers_users:index")).content.decode()


@pytest.mark.parametrize("delete", [_delete, _delete_many])
def test_the_last_administrator_cannot_be_deleted_by_a_user_manager(client, admin, delete):
    delete(client, admin)
    admin.refresh_from_db()
    assert admin.is_active
