"""The panels of a translation's form: each text with its source beside it, and facts to read."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_countries import countries
from wagtail.admin.panels import FieldPanel, InlinePanel, ObjectList, Panel
from wagtail.admin.panels.group import PanelGroup

from cases.facts import matching_partners
from cases.translation.forms import FACTS
from cases.translation.source import source_of

# Fields of the form whose texts have the source beside them row by row.
_HOWS = ("value_tags", "field_tags")


def side_by_side(panel: Any, *, texts: Collection[str], facts: Collection[str] = FACTS) -> Any:
    """Return a form's panel in which each text has its source beside it, and facts are shown to be read.

    On a page that is no translation it is the form as it was.
    """
    if isinstance(panel, PanelGroup):
        group = panel.clone()
        group.children = [side_by_side(child, texts=texts, facts=facts) for child in panel.children]
        return group
    if isinstance(panel, str):
        panel = FieldPanel(panel)
    if isinstance(panel, InlinePanel) and panel.relation_name == "partners":
        return _extended(type(panel), _NamedRows, _RowsBesideSource)(**panel.clone_kwargs())
    if isinstance(panel, FieldPanel) and panel.field_name in {*texts, *facts, *_HOWS}:
        return _extended(type(panel), _ReadableFact, _BesideSource)(**panel.clone_kwargs())
    return panel


def with_translation(tabs: Any, *, texts: Collection[str], facts: Collection[str] = FACTS) -> Any:
    """Return a form in tabs, side by side; the first tab begins with what the translation follows."""
    form = side_by_side(tabs, texts=texts, facts=facts)
    first, *others = form.children
    first.children = [TranslationPanel(), *first.children]
    for tab in others:
        if facts and isinstance(tab, ObjectList):
            tab.children = [SharedPanel(), *tab.children]
    return form


class TranslationPanel(FieldPanel):
    """What a translation follows, whether it is behind, and the box to tick when it says the same again."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            **{"field_name": "translated_digest", "heading": _("Translation"), "disable_comments": True, **kwargs}
        )

    class BoundPanel(FieldPanel.BoundPanel):
        """The panel with a translation's source."""

        template_name = "admin/translation/state.html"

        def is_shown(self) -> bool:
            """Show it on translations alone."""
            return source_of(self.instance) is not None

        def get_comparison(self) -> list[Any]:
            """Compare nothing: fingerprints say nothing to people."""
            return []

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Return the source, and what is to be remembered when the box is ticked."""
            source = source_of(self.instance)
            return {
                **super().get_context_data(parent_context),
                "source": source,
                "source_url": reverse("wagtailadmin_pages:edit", args=[source.pk]) if source else "",
                "followed": self.instance.translated_digest,
                "is_live": self.instance.live,
            }

        @property
        def media(self) -> forms.Media:
            """Return the stylesheet and the script of the whole form."""
            script: Any = forms.widgets.Script("admin/translation.js", type="module")
            return forms.Media(css={"all": ["admin/translation.css"]}, js=[script])


class SharedPanel(Panel):
    """Says at the top of a tab that facts come from the source."""

    class BoundPanel(Panel.BoundPanel):
        """The panel with a translation's source."""

        template_name = "admin/translation/shared.html"

        def is_shown(self) -> bool:
            """Show it on translations alone."""
            return source_of(self.instance) is not None

        def show_panel_furniture(self) -> bool:
            """Stand without a heading."""
            return False

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Return the source."""
            source = source_of(self.instance)
            url = reverse("wagtailadmin_pages:edit", args=[source.pk]) if source else ""
            return {**super().get_context_data(parent_context), "source": source, "source_url": url}


def _extended(kind: Any, mixin: type, bound_mixin: type) -> Any:
    """Return the kind of panel that is as another and more, known to scripts by the other's name."""
    bound = type("BoundPanel", (bound_mixin, kind.BoundPanel), {})
    return type(kind.__name__, (mixin, kind), {"BoundPanel": bound, "__module__": __name__})


class _ReadableFact:
    """For a panel of a field: shows the value to be read where the form of a translation has no such field."""

    def get_bound_panel(self: Any, **kwargs: Any) -> Any:
        form, panel = kwargs.get("form"), self
        is_fact = form is not None and self.field_name in FACTS and self.field_name not in form.fields
        if is_fact and source_of(kwargs.get("instance")):
            panel = self.clone()
            panel.model, panel.read_only, panel.disable_comments = self.model, True, True
        return panel.BoundPanel(**{"panel": panel, "instance": None, "request": None, "prefix": "panel", **kwargs})

    def format_value_for_display(self: Any, value: Any) -> str:
        if self.field_name == "country":
            value = countries.name(value)
        elif hasattr(value, "all"):
            value = ", ".join(str(part) for part in value.all())
        elif isinstance(value, bool):
            value = _("Yes") if value else _("No")
        elif value not in (None, "", []):
            value = super().format_value_for_display(value)  # type: ignore[misc]  # of the panel that this extends
        return str(value or "–")


class _BesideSource:
    """For a bound panel of a field: puts the text of the source beside it."""

    source_text: Any = None

    def __init__(self: Any, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        if self.read_only:  # advice on how to write it is of no use here
            self.help_text = ""
        if self.field_name in _HOWS and (source := source_of(self.instance)):
            text = _("Which they are is decided in the %(language)s text. Here you translate how the case shows them.")
            self.help_text = text % {"language": source.language}

    def get_context_data(self: Any, parent_context: Any = None) -> dict[str, Any]:
        context = super().get_context_data(parent_context)  # type: ignore[misc]  # of the panel that this extends
        source, text = source_of(self.instance), self.source_text
        if source and not self.read_only and self.field_name not in _HOWS:
            text = source.text(self.field_name)
        own = type(self).template_name
        if text:
            self.template_name = "admin/translation/field.html"
        return {**context, "source_text": text, "own_template": own, "can_be_copied": text and text.html is None}


class _NamedRows:
    """For a panel of rows: in a translation their names can be written beside the source's."""

    @property
    def panel_definitions(self: Any) -> list[Any]:
        panels = super().panel_definitions  # type: ignore[misc]  # of the panel that this extends
        return [_named(panel) for panel in panels]


def _named(panel: Any) -> Any:
    is_name = getattr(panel, "field_name", panel) == "name"
    return side_by_side(panel, texts={"name"}, facts=()) if is_name else panel


class _RowsBesideSource:
    """For a bound panel of partners: knows their names in the source; rows neither come nor go."""

    def __init__(self: Any, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        source = source_of(self.instance) if self.form is not None else None
        if not source:
            return
        own, theirs = [child.instance for child in self.children], list(source.shown.partners.all())
        pairs = matching_partners(*([(p.name, p.sector, p.url) for p in lot] for lot in (own, theirs)))
        for child, place in zip(self.children, pairs, strict=True):
            if place is not None:
                name = next(panel for panel in child.children if getattr(panel, "field_name", "") == "name")
                name.source_text = source.partner_name(theirs[place].name, child.instance.name)

    @property
    def attrs(self: Any) -> dict[str, Any]:
        own = super().attrs  # type: ignore[misc]  # of the panel that this extends
        return {**own, **({"data-rows-stay": ""} if source_of(self.instance) else {})}
