"""The e-mails to who follows a search, in the language in which it was asked: as text, and as HTML with the same words.

No picture is fetched and no link is counted: nobody learns whether they are read.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.codes import LANGUAGE_NAMES
from cases.following.addresses import change_link, confirm_link, page_link, search_link, stop_link
from cases.following.searches import News, in_words
from cases.models import CasePage
from cases.models.following import Follow


def asked_letter(follow: Follow) -> EmailMultiAlternatives:
    """Return the e-mail to whoever asks to follow a search: how to confirm, or that it is followed already.

    The words of the search are left out: anybody could send them to anybody under our name.
    """
    with translation.override(follow.language):
        context = {"chosen": in_words(follow.parameters).chosen, "is_all": not follow.parameters}
        if follow.confirmed_at:
            subject, name, link = _("You follow this search already"), "already", change_link(follow)
        else:
            subject, name, link = _("Confirm that you want to follow a search"), "confirm", confirm_link(follow)
        return _letter(follow, subject, name, {**context, "link": link})


def news_letter(follow: Follow, news: News) -> EmailMultiAlternatives:
    """Return the e-mail with new cases. Sent again after a break-off it bears the same name, and is seen to be it."""
    with translation.override(follow.language):
        subject = ngettext("%(n)s new case that fits your search", "%(n)s new cases that fit your search", news.count)
        context = {
            "news": [_told(page, follow) for page in news.pages],
            "count": news.count,
            "more": news.count - len(news.pages),
            "search": in_words(follow.parameters),
            "search_link": search_link(follow, "newest" if "q=" in follow.parameters else ""),
            "change_link": change_link(follow),
            "stop_link": stop_link(follow),
        }
        headers = {
            "Message-ID": _name_of(follow),
            # One click in the reader's own program for e-mail (RFC 8058).
            "List-Unsubscribe": f"<{stop_link(follow)}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
        return _letter(follow, subject % {"n": news.count}, "news", context, headers)


def _told(page: CasePage, follow: Follow) -> dict[str, str]:
    language = page.locale.language_code
    return {
        "title": page.title,
        "summary": page.summary,
        "place": page.place or ", ".join(page.municipality_names or page.county_names),
        "link": page_link(page),
        "language": language if language != follow.language else "",
        "language_name": LANGUAGE_NAMES[language],
    }


def _name_of(follow: Follow) -> str:
    since = follow.told_until.isoformat() if follow.told_until else ""
    digest = hashlib.sha256(f"{follow.address} {since}".encode()).hexdigest()[:32]
    return f"<{digest}@{urlsplit(settings.SITE_URL).hostname}>"


def _letter(
    follow: Follow, subject: str, name: str, context: Mapping[str, Any], headers: Mapping[str, str] | None = None
) -> EmailMultiAlternatives:
    values = {**context, "language": follow.language, "subject": subject, "site": settings.SITE_URL}
    letter = EmailMultiAlternatives(
        subject,
        # What a template leaves out leaves an empty line.
        re.sub(r"\n{3,}", "\n\n", render_to_string(f"mail/follow_{name}.txt", values).strip()) + "\n",
        to=[follow.email],
        headers={"Auto-Submitted": "auto-generated", **(headers or {})},
    )
    letter.attach_alternative(render_to_string(f"mail/follow_{name}.html", values), "text/html")
    return letter
