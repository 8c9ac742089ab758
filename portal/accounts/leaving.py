"""Ending an account: access ends everywhere at once, and what says who it was is gone. What was done stays.

The row of the account stays too, without address, name, password or right, as “Former member”: texts, reviews and the
history of teams lead to it. Apps say what hinders somebody, and what they forget.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone, translation
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from wagtail.admin.models import EditingSession, FormState
from wagtail.models import APIToken, ModelLogEntry, PageSubscription
from wagtail.users.models import UserProfile

from portal.accounts.models import Session, User


@dataclass(frozen=True)
class Hindrance:
    """What must be done before somebody can delete the account; `url` is where, with `link` as its words."""

    text: str
    url: str = ""
    link: str = ""


class HinderedError(Exception):
    """The account cannot be deleted yet."""

    def __init__(self, hindrances: Sequence[Hindrance]) -> None:
        super().__init__()
        self.hindrances = hindrances


Hinders = Callable[[User], Sequence[Hindrance]]
# Called in the transaction, with the user as it was, and whether others delete the account; HinderedError where the
# owner must do something first, which others cannot.
Leaves = Callable[[User, bool], None]
_hinders: dict[str, Hinders] = {}
_leaves: dict[str, Leaves] = {}
# What is somebody's alone, and leads to nothing that others have done.
_OWN = (Authenticator, SocialAccount, EmailAddress, APIToken, EditingSession, FormState, PageSubscription, UserProfile)


def register(name: str, *, hinders: Hinders, leaves: Leaves) -> None:
    """Have an app asked what hinders somebody, and let it forget them; called when the app is ready."""
    _hinders[name], _leaves[name] = hinders, leaves


def hindrances_of(user: User) -> list[Hindrance]:
    """Return what somebody must do first, as it is now."""
    found = [hindrance for hinders in _hinders.values() for hindrance in hinders(user)]
    others = User.objects.filter(is_superuser=True, is_active=True).exclude(pk=user.pk)
    return [*([_last_administrator()] if user.is_superuser and not others.exists() else []), *found]


def _last_administrator() -> Hindrance:
    return Hindrance(_("You are the only administrator. Give somebody else that role first."))


@transaction.atomic
def delete_account(*, user: User, by_others: bool = False) -> None:
    """End an account; HinderedError for a last administrator, and for what apps ask of its owner. Twice is once.

    Administrators are held in one order, so that two of them cannot be the last but one at the same time. The lock
    leaves others free to refer to the row, which they do while they hold what is locked next.
    """
    administrators = User.objects.filter(is_superuser=True, is_active=True).order_by("pk")
    held = {one.pk for one in administrators.select_for_update(no_key=True)} if user.is_superuser else set()
    now = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if now.deleted_at is not None:
        return
    if now.is_superuser and held <= {now.pk}:
        raise HinderedError([_last_administrator()])
    for leaves in _leaves.values():
        leaves(now, by_others)
    _forget(now)


def _forget(user: User) -> None:
    for model in _OWN:
        model._default_manager.filter(user=user).delete()
    Session.objects.filter(user=user).delete()
    user.groups.clear()
    user.user_permissions.clear()
    _forget_in_log(user)
    user.email, user.confirmed_email = f"{user.pk}@former.invalid", ""
    user.first_name = user.last_name = ""
    user.is_active = user.is_staff = user.is_superuser = False
    user.set_unusable_password()
    user.session_salt = get_random_string(16)
    user.deleted_at = user.date_joined = timezone.now()
    user.last_login = user.told_of_end_at = None
    user.save()


def _forget_in_log(user: User) -> None:
    """Take the name out of what editors' pages have logged about the account itself."""
    entries = ModelLogEntry.objects.filter(content_type=ContentType.objects.get_for_model(User), object_id=str(user.pk))
    with translation.override(settings.LANGUAGE_CODE):
        entries.update(label=_("Former member"), data={})
