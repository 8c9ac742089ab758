"""The first tab of the case form: the story itself."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import MultiFieldPanel

from cases.editorial.panels import NotedPanel
from cases.editorial.sharing import titled

IMAGE_PANEL = MultiFieldPanel(
    [
        NotedPanel(
            "image",
            help_text=_(
                "A photograph from the work says more than a drawing. Without a picture the case gets a woven pattern "
                "of its own values and fields."
            ),
        ),
        NotedPanel(
            "image_alt",
            help_text=_(
                "What someone who cannot see the picture needs to know. For example: “Six neighbours paint a fence "
                "together outside the community centre.”"
            ),
        ),
        NotedPanel("image_decorative", help_text=_("Tick this when the picture tells nothing that the text does not.")),
        NotedPanel("image_credit", help_text=_("Who took the picture. For example: “Kari Nordmann, Larvik kommune”.")),
        NotedPanel(
            "image_consent", help_text=_("Tick this when everyone who can be recognised has agreed to be shown here.")
        ),
    ],
    heading=_("Image"),
    classname="collapsed",
)

CHAPTERS_PANEL = MultiFieldPanel(
    [
        NotedPanel(
            "challenge",
            help_text=_(
                "What was hard, for whom, and how did you know? About 100 words. For example: “In 2021, two out of ten "
                "young people told us that they had nobody to eat dinner with.”"
            ),
        ),
        NotedPanel(
            "solution",
            help_text=_(
                "What did you do together, and who did what? About 200 words. Tell it in the order in which it "
                "happened, so that others can follow you."
            ),
        ),
        NotedPanel(
            "results",
            help_text=_(
                "What has changed, and how do you know? About 150 words. Use numbers where you have them, and say "
                "when and how you counted. For example: “After a year, 14 of 20 had a job or a place at school.”"
            ),
        ),
        NotedPanel(
            "lessons",
            help_text=_(
                "What surprised you, what failed, and what would you do differently? About 100 words. This is what "
                "others come here to read."
            ),
        ),
        NotedPanel(
            "transfer",
            help_text=_(
                "What does it take for others to do this? About 100 words: people, time, money, and agreements that "
                "must be in place first."
            ),
        ),
    ],
    heading=_("The five chapters"),
    help_text=_(
        "Write as you would tell it to a colleague in another municipality. "
        "A chapter that you leave empty is not shown."
    ),
)

STORY_PANELS = [
    titled(
        _("Say what happens, and where if it matters. For example: “Neighbours in Larvik cook dinner with newcomers”.")
    ),
    NotedPanel(
        "summary",
        help_text=_(
            "Write two sentences: what you did, and what came of it. For example: “Families and staff meet in a "
            "kitchen, not in an office. Five families have found a home to stay in.” At most 400 characters."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
    ),
    IMAGE_PANEL,
    CHAPTERS_PANEL,
    NotedPanel(
        "body",
        help_text=_(
            "What the chapters have no room for: a quotation, a picture, a fact box. Leave it empty if the chapters "
            "say it all."
        ),
    ),
]
