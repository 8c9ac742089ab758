"""What stands at the end of every page's form: address, search engines, schedule and comments."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import CommentPanel, FieldPanel, MultiFieldPanel, PublishingPanel

SHARED_BY_ALL_PAGES = [
    MultiFieldPanel(
        [
            FieldPanel(
                "slug",
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
