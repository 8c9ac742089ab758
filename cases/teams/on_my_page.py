"""What somebody's own page says of their teams, and of what the library writes to them about."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.following.addresses import change_link
from cases.models.following import Follow
from cases.teams.presentation import teams_of
from portal.accounts.models import User
from portal.accounts.my_page.sections import Notice, Section
from portal.accounts.roles import may_open_admin

_MOST_FOLLOWED = 50


def teams_section(user: User, request: HttpRequest) -> Section:
    """Return somebody's teams, each with its case and where that stands."""
    return Section("teams", _("My teams and cases"), "pages/my_page/teams.html", {"teams": teams_of(user)})


def library_notices(user: User) -> Sequence[Notice]:
    """Return what the library writes to somebody about: followed searches, invitations, and reviews to editors."""
    notices = [Notice(_("When somebody invites you to a team."))]
    if may_open_admin(user):
        account = reverse("wagtailadmin_account")
        notices += [
            Notice(_("When it is your turn to review a text, and when somebody has reviewed yours.")),
            Notice(_("When somebody comments on a text that you follow."), account, _("Choose in the editors' pages")),
        ]
    if address := user.confirmed_address:
        followed = Follow.objects.filter(email=address, confirmed_at__isnull=False).order_by("pk")[:_MOST_FOLLOWED]
        words = _("When there are new cases in a search that you follow.")
        notices += [Notice(words, change_link(follow), _("Change or stop")) for follow in followed]
    return notices
