"""The editor's form for a case: five tabs, in the order in which one tells a case.

Help texts stand here and not on the models: they are advice to whoever writes in this form, and change without
migrations.
"""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    CommentPanel,
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
    TitleFieldPanel,
)

IMAGE_PANEL = MultiFieldPanel(
    [
        FieldPanel(
            "image",
            help_text=_(
                "A photograph from the work says more than a drawing. Without a picture the case gets a woven pattern "
                "of its own values and fields."
            ),
        ),
        FieldPanel(
            "image_alt",
            help_text=_(
                "What someone who cannot see the picture needs to know. For example: “Six neighbours paint a fence "
                "together outside the community centre.”"
            ),
        ),
        FieldPanel("image_decorative", help_text=_("Tick this when the picture tells nothing that the text does not.")),
        FieldPanel("image_credit", help_text=_("Who took the picture. For example: “Kari Nordmann, Larvik kommune”.")),
        FieldPanel(
            "image_consent", help_text=_("Tick this when everyone who can be recognised has agreed to be shown here.")
        ),
    ],
    heading=_("Image"),
    classname="collapsed",
)

CHAPTERS_PANEL = MultiFieldPanel(
    [
        FieldPanel(
            "challenge",
            help_text=_(
                "What was hard, for whom, and how did you know? About 100 words. For example: “In 2021, two out of ten "
                "young people told us that they had nobody to eat dinner with.”"
            ),
        ),
        FieldPanel(
            "solution",
            help_text=_(
                "What did you do together, and who did what? About 200 words. Tell it in the order in which it "
                "happened, so that others can follow you."
            ),
        ),
        FieldPanel(
            "results",
            help_text=_(
                "What has changed, and how do you know? About 150 words. Use numbers where you have them, and say "
                "when and how you counted. For example: “After a year, 14 of 20 had a job or a place at school.”"
            ),
        ),
        FieldPanel(
            "lessons",
            help_text=_(
                "What surprised you, what failed, and what would you do differently? About 100 words. This is what "
                "others come here to read."
            ),
        ),
        FieldPanel(
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
    TitleFieldPanel(
        "title",
        placeholder=False,
        help_text=_(
            "Say what happens, and where if it matters. For example: “Neighbours in Larvik cook dinner with newcomers”."
        ),
    ),
    FieldPanel(
        "summary",
        help_text=_(
            "Write two sentences: what you did, and what came of it. For example: “Families and staff meet in a "
            "kitchen, not in an office. Five families have found a home to stay in.” At most 400 characters."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
    ),
    IMAGE_PANEL,
    CHAPTERS_PANEL,
    FieldPanel(
        "body",
        help_text=_(
            "What the chapters have no room for: a quotation, a picture, a fact box. Leave it empty if the chapters "
            "say it all."
        ),
    ),
]

PLACE_PANELS = [
    MultiFieldPanel(
        [
            FieldPanel(
                "municipalities",
                help_text=_(
                    "All municipalities that take part. Type a name or a number, old names too. For example: “Larvik”, "
                    "“Kárášjohka” or “3909”."
                ),
            ),
            FieldPanel(
                "counties",
                help_text=_("Only when the case belongs to a whole county and not to certain municipalities."),
            ),
            FieldPanel(
                "place",
                help_text=_("A smaller place, when it helps the reader. For example: “Torstrand” or “three villages”."),
            ),
            FieldPanel("country", help_text=_("Norway, unless the work is done in another country.")),
        ],
        heading=_("Where"),
    ),
    MultiFieldPanel(
        [
            FieldRowPanel(
                [
                    FieldPanel("started", help_text=_("A year, or a year and a month. For example: 2019 or 2019-04.")),
                    FieldPanel("ended", help_text=_("Leave this empty while the work goes on.")),
                ]
            ),
            FieldPanel(
                "phase",
                help_text=_("How far the work has come. A trial that others have taken up is “Spread to more places”."),
            ),
        ],
        heading=_("When"),
    ),
    MultiFieldPanel(
        [
            FieldPanel(
                "themes",
                help_text=_("What the work is about. Choose the two or three that someone would look under."),
            ),
            FieldPanel(
                "target_groups",
                help_text=_("Whom the work is for. Choose “everybody” only when it is for nobody in particular."),
            ),
        ],
        heading=_("About what and for whom"),
    ),
    InlinePanel(
        "partners",
        heading=_("Partners"),
        label=_("Partner"),
        help_text=_(
            "Everyone who does the work together, the municipality too. Do not name private persons: write "
            "“neighbours” or “parents”."
        ),
    ),
]

MODEL_PANELS = [
    InlinePanel("value_tags", heading=_("Values"), label=_("Value"), max_num=4),
    InlinePanel("field_tags", heading=_("Action fields"), label=_("Action field"), max_num=7),
    MultiFieldPanel(
        [
            FieldPanel(
                "ladder_step",
                heading=_("The step that the collaboration works on"),
                help_text=_(
                    "The ladder describes municipalities. Ask: which step does this collaboration work on? Choose the "
                    "one that describes it best, even if parts of it stand on another."
                ),
            ),
            FieldPanel(
                "thickness",
                help_text=_(
                    "How much power has moved? Thin: others join for a while. Thick: equal partners from plan to "
                    "evaluation."
                ),
            ),
            FieldRowPanel(
                [
                    FieldPanel("planned_by", help_text=_("Who decides what is to be done and how?")),
                    FieldPanel("produced_by", help_text=_("Who does the work itself?")),
                ]
            ),
        ],
        heading=_("The collaboration"),
    ),
    MultiFieldPanel(
        [
            FieldPanel(
                "citizen_roles",
                help_text=_("What part citizens or users have had. Work that lasts often has them in all three."),
            ),
            FieldPanel(
                "innovation",
                widget=forms.RadioSelect,
                help_text=_("Does this make something better that you already did, or is it a quite different thing?"),
            ),
        ],
        heading=_("Citizens and what is new"),
    ),
]

EVIDENCE_PANELS = [
    MultiFieldPanel(
        [
            FieldPanel("source_kind", help_text=_("Where the story comes from.")),
            FieldPanel(
                "source_reference",
                help_text=_(
                    "What a reader needs to find it. For example: “Conversation with the project leader, 12 May 2026”, "
                    "or “Evaluation by the University of South-Eastern Norway, 2023, p. 14”."
                ),
            ),
            FieldPanel(
                "last_confirmed_at",
                help_text=_("When somebody who knows the work last said that the facts here are right."),
            ),
        ],
        heading=_("Source"),
    ),
]

SHARING_PANELS = [
    FieldPanel("licence", help_text=_("What others may do with the text. Choose CC BY 4.0 if you are in doubt.")),
    MultiFieldPanel(
        [
            FieldPanel("contact_name", help_text=_("Somebody at work who answers when others ask.")),
            FieldPanel("contact_role", help_text=_("For example: “adviser, Larvik kommune”.")),
            FieldPanel("contact_email", help_text=_("Best an address that outlives a change of job.")),
            FieldPanel(
                "contact_consent_at",
                help_text=_(
                    "When this person agreed to be named here. Without a date nothing about the contact is shown."
                ),
            ),
        ],
        heading=_("Contact person, shown only with recorded consent"),
    ),
    MultiFieldPanel(
        [
            FieldPanel(
                "slug",
                help_text=_(
                    "The last part of the page's web address. It is made from the title; leave it alone once the case "
                    "is published, since others may have linked to it."
                ),
            ),
            FieldPanel(
                "seo_title",
                heading=_("Title in search engines"),
                help_text=_("Only when the case's own title says too little on its own."),
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

CASE_FORM = TabbedInterface(
    [
        ObjectList(STORY_PANELS, heading=_("Story")),
        ObjectList(PLACE_PANELS, heading=_("Who and where")),
        ObjectList(MODEL_PANELS, heading=_("Model")),
        ObjectList(EVIDENCE_PANELS, heading=_("Evidence and sources")),
        ObjectList(SHARING_PANELS, heading=_("Sharing")),
    ]
)
