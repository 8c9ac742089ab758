"""The editors' forms of the front page and of articles."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, ObjectList, TabbedInterface

from cases.editorial.sharing import SHARED_BY_ALL_PAGES, titled

HOME_FORM = TabbedInterface(
    [
        ObjectList(
            [
                titled(_("Shown in the browser's tab and to editors. Readers see the lead.")),
                FieldPanel(
                    "lead",
                    help_text=_(
                        "One sentence that says what the portal is and whom it is for. At most 200 characters."
                    ),
                    widget=forms.Textarea(attrs={"rows": 2}),
                ),
                FieldPanel(
                    "about",
                    help_text=_("Who stands behind the portal, and how one takes part. About 100 words."),
                ),
            ],
            heading=_("Content"),
        ),
        ObjectList(
            [
                FieldPanel(
                    "collection_heading",
                    help_text=_("What the cases have in common. For example: “Work that opens doors”."),
                ),
                FieldPanel(
                    "collection_reason",
                    help_text=_("One or two sentences: why you have chosen these, and what one can learn from them."),
                    widget=forms.Textarea(attrs={"rows": 2}),
                ),
                FieldPanel(
                    "collection",
                    help_text=_(
                        "Six cases at most. Readers see them in their own language where there is a text in it."
                    ),
                ),
            ],
            heading=_("Collection"),
        ),
        ObjectList(SHARED_BY_ALL_PAGES, heading=_("Sharing")),
    ]
)

ARTICLE_FORM = TabbedInterface(
    [
        ObjectList(
            [
                titled(_("Say what the article is about. For example: “Thin and thick co-creation”.")),
                FieldPanel(
                    "summary",
                    help_text=_(
                        "Two plain sentences: what the reader learns here, and what it is for. At most 400 characters."
                    ),
                    widget=forms.Textarea(attrs={"rows": 3}),
                ),
                FieldPanel(
                    "body",
                    help_text=_("Begin with what matters most. A heading for every three or four paragraphs helps."),
                ),
            ],
            heading=_("Article"),
        ),
        ObjectList(
            [
                FieldPanel("shelf"),
                FieldPanel("handbook_pages", help_text=_("Where the handbook writes about it. For example: “13–14”.")),
            ],
            heading=_("Evidence and sources"),
        ),
        ObjectList(SHARED_BY_ALL_PAGES, heading=_("Sharing")),
    ]
)
