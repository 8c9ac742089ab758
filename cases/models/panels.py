"""The editor's form for a case: five tabs, in the order in which one tells a case.

Help texts stand here and not on the models: they are advice to whoever writes in this form, and change without
migrations.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldRowPanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)

from cases.codes import ConceptKind
from cases.editorial.panels import CellsPanel, CountryPanel, HowsPanel, NotedPanel, PartnersPanel, ShownWithPanel
from cases.editorial.sharing import SHARED_BY_ALL_PAGES, titled
from cases.editorial.widgets import (
    ComboboxMultiple,
    ConceptCombobox,
    CountryCombobox,
    DescribedCheckboxes,
    DescribedRadios,
    MunicipalityCombobox,
)
from cases.models.story_panels import STORY_PANELS

PLACE_PANELS = [
    MultiFieldPanel(
        [
            NotedPanel(
                "municipalities",
                widget=MunicipalityCombobox,
                help_text=_(
                    "All municipalities that take part. Type a name or a number, old names too. For example: “Larvik”, "
                    "“Kárášjohka” or “3909”."
                ),
            ),
            NotedPanel(
                "counties",
                widget=ComboboxMultiple,
                help_text=_("Only when the case belongs to a whole county and not to certain municipalities."),
            ),
            NotedPanel(
                "place",
                help_text=_("A smaller place, when it helps the reader. For example: “Torstrand” or “three villages”."),
            ),
            CountryPanel(
                "country", widget=CountryCombobox, help_text=_("Norway, unless the work is done in another country.")
            ),
        ],
        heading=_("Where"),
    ),
    MultiFieldPanel(
        [
            FieldRowPanel(
                [
                    NotedPanel("started", help_text=_("A year, or year and month: 2019 or 2019-04.")),
                    NotedPanel("ended", help_text=_("Leave this empty while the work goes on.")),
                ]
            ),
            NotedPanel(
                "phase",
                widget=DescribedRadios,
                help_text=_("How far the work has come. A trial that others have taken up is “Spread to more places”."),
            ),
        ],
        heading=_("When"),
    ),
    MultiFieldPanel(
        [
            NotedPanel(
                "themes",
                widget=ConceptCombobox(ConceptKind.THEME),
                help_text=_("What the work is about. Choose the two or three that someone would look under."),
            ),
            NotedPanel(
                "target_groups",
                widget=ConceptCombobox(ConceptKind.TARGET_GROUP),
                help_text=_("Whom the work is for. Choose “everybody” only when it is for nobody in particular."),
            ),
        ],
        heading=_("About what and for whom"),
    ),
    PartnersPanel(
        "partners",
        heading=_("Partners"),
        label=_("partner"),
        help_text=_(
            "Everyone who does the work together, the municipality too. Do not name private persons: write "
            "“neighbours” or “parents”."
        ),
    ),
]

MODEL_PANELS = [
    HowsPanel(
        "value_tags",
        heading=_("Values"),
        help_text=_(
            "Tick the values that the case really shows, and tell how, with something that happened. For example: "
            "“Three of seven in the steering group live in the street themselves, and they chair the meetings in turn.”"
        ),
    ),
    HowsPanel(
        "field_tags",
        heading=_("Action fields"),
        help_text=_(
            "Tick the fields that you have worked on, and tell what you did. Three that are told well are worth more "
            "than seven that are only ticked."
        ),
    ),
    MultiFieldPanel(
        [
            NotedPanel(
                "ladder_step",
                widget=DescribedRadios(ConceptKind.LADDER_STEP),
                heading=_("The step that the collaboration works on"),
                help_text=_(
                    "The ladder describes municipalities. Ask: which step does this collaboration work on? Choose the "
                    "one that describes it best, even if parts of it stand on another."
                ),
            ),
            NotedPanel(
                "thickness",
                widget=DescribedRadios(ConceptKind.THICKNESS),
                help_text=_(
                    "How much power has moved? Thin: others join for a while. Thick: equal partners from plan to "
                    "evaluation."
                ),
            ),
            FieldRowPanel(
                [
                    NotedPanel(
                        "planned_by", widget=DescribedRadios, help_text=_("Who decides what is to be done and how?")
                    ),
                    NotedPanel("produced_by", widget=DescribedRadios, help_text=_("Who does the work itself?")),
                ]
            ),
            CellsPanel(),
        ],
        heading=_("The collaboration"),
    ),
    MultiFieldPanel(
        [
            NotedPanel(
                "citizen_roles",
                widget=DescribedCheckboxes(ConceptKind.CITIZEN_ROLE),
                help_text=_("What part citizens or users have had. Work that lasts often has them in all three."),
            ),
            NotedPanel(
                "innovation",
                widget=DescribedRadios,
                help_text=_("Does this make something better that you already did, or is it a quite different thing?"),
            ),
        ],
        heading=_("Citizens and what is new"),
    ),
]

EVIDENCE_PANELS = [
    MultiFieldPanel(
        [
            NotedPanel("source_kind", help_text=_("Where the story comes from.")),
            NotedPanel(
                "source_reference",
                help_text=_(
                    "What a reader needs to find it. For example: “Conversation with the project leader, 12 May 2026”, "
                    "or “Evaluation by the University of South-Eastern Norway, 2023, p. 14”."
                ),
            ),
            NotedPanel(
                "last_confirmed_at",
                help_text=_("When somebody who knows the work last said that the facts here are right."),
            ),
        ],
        heading=_("Source"),
    ),
    ShownWithPanel(),
]

SHARING_PANELS = [
    NotedPanel("licence", help_text=_("What others may do with the text. Choose CC BY 4.0 if you are in doubt.")),
    MultiFieldPanel(
        [
            NotedPanel("contact_name", help_text=_("Somebody at work who answers when others ask.")),
            NotedPanel("contact_role", help_text=_("For example: “adviser, Larvik kommune”.")),
            NotedPanel("contact_email", help_text=_("Best an address that outlives a change of job.")),
            NotedPanel(
                "contact_consent_at",
                help_text=_(
                    "When this person agreed to be named here. Without a date nothing about the contact is shown."
                ),
            ),
        ],
        heading=_("Contact person, shown only with recorded consent"),
    ),
    *SHARED_BY_ALL_PAGES,
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

INDEX_FORM = TabbedInterface(
    [
        ObjectList(
            [
                titled(_("What the list is called. For example: “Cases”.")),
                NotedPanel(
                    "intro",
                    help_text=_("One or two sentences above the search box: what one finds here, and how to search."),
                ),
            ],
            heading=_("Content"),
        ),
        ObjectList(SHARED_BY_ALL_PAGES, heading=_("Sharing")),
    ]
)
