"""The editor's form for a case, in the order in which one tells a case."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel

CASE_PANELS = [
    FieldPanel("summary"),
    MultiFieldPanel(
        [
            FieldPanel("image"),
            FieldPanel("image_alt"),
            FieldPanel("image_decorative"),
            FieldPanel("image_credit"),
            FieldPanel("image_consent"),
        ],
        heading=_("Image"),
        classname="collapsed",
    ),
    MultiFieldPanel(
        [
            FieldPanel("challenge"),
            FieldPanel("solution"),
            FieldPanel("results"),
            FieldPanel("lessons"),
            FieldPanel("transfer"),
        ],
        heading=_("The five chapters"),
    ),
    FieldPanel("body"),
    MultiFieldPanel(
        [
            FieldPanel("place"),
            FieldPanel("municipalities"),
            FieldPanel("counties"),
            FieldPanel("country"),
            FieldRowPanel([FieldPanel("started"), FieldPanel("ended"), FieldPanel("phase")]),
            FieldPanel("themes"),
            FieldPanel("target_groups"),
        ],
        heading=_("Where, when and for whom"),
    ),
    InlinePanel("partners", heading=_("Partners"), label=_("Partner")),
    InlinePanel("value_tags", heading=_("Values"), label=_("Value"), max_num=4),
    InlinePanel("field_tags", heading=_("Action fields"), label=_("Action field"), max_num=7),
    MultiFieldPanel(
        [
            FieldPanel("ladder_step"),
            FieldPanel("thickness"),
            FieldRowPanel([FieldPanel("planned_by"), FieldPanel("produced_by")]),
            FieldPanel("citizen_roles"),
            FieldPanel("innovation", widget=forms.RadioSelect),
        ],
        heading=_("The collaboration"),
    ),
    MultiFieldPanel(
        [
            FieldPanel("source_kind"),
            FieldPanel("source_reference"),
            FieldPanel("licence"),
            FieldPanel("last_confirmed_at"),
        ],
        heading=_("Source and licence"),
    ),
    MultiFieldPanel(
        [
            FieldPanel("contact_name"),
            FieldPanel("contact_role"),
            FieldPanel("contact_email"),
            FieldPanel("contact_consent_at"),
        ],
        heading=_("Contact person, shown only with recorded consent"),
    ),
]
