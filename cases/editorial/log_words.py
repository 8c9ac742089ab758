"""What the log says of a page's publication and what ended it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogFormatter

EXPIRED = "wagtail.unpublish.scheduled"
PUBLISHED_AS_PLANNED = "wagtail.publish.scheduled"


class _Unpublished(LogFormatter):
    label = gettext_lazy("Taken off the site")
    message = gettext_lazy("Taken off the site")

    def format_comment(self, log_entry: Any) -> str:
        """Return the reason."""
        return str(log_entry.data.get("reason", ""))


def register_publication_words(actions: Any) -> None:
    """Say in plain words what Wagtail's own entries mean, and show the reason."""
    actions.register_action("wagtail.unpublish")(_Unpublished)
    actions.register_action(
        EXPIRED, gettext_lazy("Expired"), gettext_lazy("Expired: taken off the site at the planned time")
    )
    actions.register_action(
        PUBLISHED_AS_PLANNED, gettext_lazy("Published as planned"), gettext_lazy("Published at the planned time")
    )
