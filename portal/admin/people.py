"""Users in the admin: deleting one ends the account as its owner would end it, and former members are not listed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.users.views.bulk_actions.delete import DeleteBulkAction
from wagtail.users.views.users import DeleteView, EditView, IndexView, UserViewSet

from portal.accounts.leaving import HinderedError, delete_account
from portal.accounts.models import User
from portal.accounts.services import end_sessions


class PeopleIndex(IndexView):
    """All who have an account."""

    def get_base_queryset(self) -> QuerySet[User]:
        """Return all but former members, of whom there is nothing to see."""
        users: QuerySet[User] = super().get_base_queryset()
        return users.filter(deleted_at=None)


class EditPerson(EditView):
    """One who has an account."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the person; Http404 for a former member, whose row must stay nobody's."""
        super().setup(request, *args, **kwargs)
        if self.object.deleted_at is not None:
            raise Http404

    def save_instance(self) -> User:
        """Save the person; a closed account has no sessions that another day could bring back."""
        user: User = super().save_instance()
        if not user.is_active:
            end_sessions(user=user)
        return user


class EndAccount(DeleteView):
    """Wagtail would delete the row, and with it each comment that the person has written."""

    def delete_action(self) -> None:
        """End the account."""
        delete_account(user=self.object, by_others=True)

    def form_valid(self, form: Any) -> HttpResponse:
        """End the account, or say why it must stay."""
        try:
            answer: HttpResponse = super().form_valid(form)
        except HinderedError as error:
            for hindrance in error.hindrances:
                messages.error(self.request, hindrance.text)
            return redirect(self.get_success_url())
        return answer


class EndAccounts(DeleteBulkAction):
    """The same for several."""

    @classmethod
    def execute_action(cls, objects: Iterable[User], **kwargs: Any) -> tuple[int, int]:
        """End the accounts; returns how many. The last administrator stays."""
        ended = 0
        for user in objects:
            try:
                delete_account(user=user, by_others=True)
                ended += 1
            except HinderedError:
                continue
        return ended, 0


class PeopleViewSet(UserViewSet):
    """Wagtail's pages of users, with the above."""

    index_view_class = PeopleIndex
    edit_view_class = EditPerson
    delete_view_class = EndAccount
