"""Panels of the case form that Wagtail has not: notes at a field, hows, explained choices, suggested partners."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin import compare
from wagtail.admin.panels import FieldPanel, InlinePanel, Panel

from cases.codes import Actor, ConceptKind, cell_code
from cases.editorial.forms import note_name
from cases.editorial.widgets import PARTNER_LIST
from cases.shown_with import entries, in_words


class NotedPanel(FieldPanel):
    """A field with room below it for what is wrong, said while one drafts."""

    class BoundPanel(FieldPanel.BoundPanel):
        """See the panel."""

        template_name = "admin/panels/noted_field.html"

        def get_editable_context_data(self) -> dict[str, Any]:
            """Return Wagtail's context, the notes, and a widget that knows its own name and its notes' id."""
            widget = self.bound_field.field.widget
            if getattr(widget, "takes_label", False):
                widget.attrs["aria-label"] = self.heading
            context: dict[str, Any] = super().get_editable_context_data()
            if self.field_name not in getattr(self.form, "noted_fields", ()):
                return context
            note_id = f"{self.prefix}-note"
            if not self.bound_field.errors:
                described_by = " ".join(filter(None, (self.help_text and context["help_text_id"], note_id)))
                context["rendered_field"] = self.bound_field.as_widget(attrs={"aria-describedby": described_by})
            notes = "" if self.bound_field.errors else " ".join(self.form.notes.get(self.field_name, []))
            return {**context, "note": {"id": note_id, "name": note_name(self.field_name), "text": notes}}


class CountryPanel(NotedPanel):
    """A country; two versions are compared by its name."""

    def get_comparison_class(self) -> Any:
        """Return what shows names in the place of codes."""
        from cases.editorial.comparison import CountryComparison

        return CountryComparison


class HowsPanel(NotedPanel):
    """Values or fields with their hows; two versions are compared tag by tag."""

    class BoundPanel(NotedPanel.BoundPanel):
        """See the panel."""

        def get_comparison(self) -> list[Any]:
            """Compare the tags as Wagtail compares what belongs to a page."""
            relation = self.panel.db_field
            fields = [
                comparison
                for name in ("code", "how")
                for comparison in FieldPanel(name)
                .bind_to_model(relation.related_model)
                .get_bound_panel(request=self.request)
                .get_comparison()
            ]
            return [partial(compare.ChildRelationComparison, relation, fields, label=self.panel.heading)]


class CellsPanel(Panel):
    """What the nine meetings of planner and producer are called, a tap away (handbook figure 2, p. 14)."""

    class BoundPanel(Panel.BoundPanel):
        """See the panel."""

        template_name = "admin/panels/cells.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Return the table: a row for each producer, a column for each planner."""
            from cases.models.vocabulary import Vocabulary

            vocabulary = Vocabulary.for_active_language()
            rows = [
                (produces.label, [vocabulary.term(ConceptKind.CELL, cell_code(plans, produces)) for plans in Actor])
                for produces in Actor
            ]
            context: dict[str, Any] = super().get_context_data(parent_context)
            return {**context, "columns": [actor.label for actor in Actor], "rows": rows}


class PartnersPanel(InlinePanel):
    """Partners, with the list of those that other cases have."""

    class BoundPanel(InlinePanel.BoundPanel):
        """See the panel."""

        template_name = "admin/panels/partners.html"

        def __init__(self, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            if self.form is not None:
                self.empty_child.form.fields["sector"].choices = self.form.sectors

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Return Wagtail's context and the suggestions."""
            from cases.models import Partner

            context: dict[str, Any] = super().get_context_data(parent_context)
            return {**context, "list_id": PARTNER_LIST, "suggestions": Partner.objects.suggestions()}


class ShownWithPanel(NotedPanel):
    """What is shown with the case, to be read and taken off."""

    def __init__(self, **kwargs: Any) -> None:
        defaults = {
            "field_name": "shown_with",
            "heading": _("Shown with the case"),
            "help_text": _(
                "The case's team has chosen this. Tick what is to be taken off the page; only the team can put it back."
            ),
            "disable_comments": True,
        }
        super().__init__(**{**defaults, **kwargs})

    def get_comparison_class(self) -> Any:
        """Return what compares in words."""
        from cases.editorial.comparison import ShownWithComparison

        return ShownWithComparison

    def format_value_for_display(self, value: Any) -> str:
        """Return it in words, as a translation's form has it."""
        return ", ".join(in_words(entry) for entry in entries(value))

    class BoundPanel(NotedPanel.BoundPanel):
        """See the panel."""

        def is_shown(self) -> bool:
            """Show it where there is something to take off."""
            field = self.form.fields.get("shown_with") if self.form is not None else None
            return bool(field.choices if field else entries(getattr(self.instance, "shown_with", [])))
