"""What every page's form has: a title to begin with, and at the end address, search engines, schedule and comments."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import CommentPanel, FieldPanel, MultiFieldPanel, PublishingPanel, TitleFieldPanel

SHARED_BY_ALL_PAGES = [
    MultiFieldPanel(
        [
            FieldPanel(
                "slug",
                # The form finds one for a draft.
                required_on_save=False,
                help_text=_(
                    "The last part of the page's web address. It is made from the title; leave it alone once the page "
                    "is published, since others may have linked to it."
                ),
            ),
            FieldPanel(
                "seo_title",
                heading=_("Title in search engines"),
                help_text=_("Only when the page's own title says too little on its own."),
            ),
            FieldPanel(
                "search_description",
                heading=_("Text in search engines"),
                help_text=_("When you leave this empty, the summary is used."),
            ),
        ],
        heading=_("Web address and search engines"),
        classname="collapsed",
    ),
    PublishingPanel(),
    CommentPanel(),
]


def titled(help_text: Any) -> TitleFieldPanel:
    """Return the title, with its label in sight and the advice for this type of page."""
    return TitleFieldPanel("title", classname="", placeholder=False, help_text=help_text)
