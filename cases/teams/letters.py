"""The e-mail that asks somebody into a team, in the language that was chosen for it."""

from __future__ import annotations

import logging

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from cases.models.team import Invitation
from cases.teams.history import name_of, role_in_words
from cases.teams.naming import name_in

logger = logging.getLogger(__name__)


def send_invitation(invitation: Invitation, token: str) -> bool:
    """Send the e-mail; False when it could not be sent, which the log tells too."""
    with translation.override(invitation.language):
        try:
            _message(invitation, token).send()
        except Exception:
            logger.exception("An invitation to team %s could not be sent.", invitation.team_id)
            return False
    return True


def _message(invitation: Invitation, token: str) -> EmailMessage:
    values = {
        "inviter": " ".join(name_of(invitation.invited_by).split()),
        "team": " ".join(name_in(invitation.team, invitation.language).split()),
        "role": role_in_words(invitation.role),
        "day": date_format(localtime(invitation.expires_at), "DATE_FORMAT"),
    }
    paragraphs = [
        _("Hello,"),
        _("%(inviter)s invites you to the team “%(team)s” in Samskapingsportalen, as %(role)s.") % values,
        _("Read more and join here. You sign in with this e-mail address; you need no password:"),
        settings.SITE_URL + reverse("accept_invitation", args=[token]),
        _("The link works until %(day)s, for you alone. If you do not want to join, you need do nothing.") % values,
    ]
    subject = _("Invitation to a team in Samskapingsportalen")
    text = "\n\n".join(paragraphs) + "\n"
    return EmailMessage(subject, text, to=[invitation.email], headers={"Auto-Submitted": "auto-generated"})
