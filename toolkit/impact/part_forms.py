"""Forms of a plan's parts: one form writes one part, and brings with it what its writer saw.

Each room registers its own by name; the address of a form is its name, its model's kind is `KIND`. Several forms may
write different fields of the same kind.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.teams.refusals import NotAllowedError
from toolkit.impact.codes import Step
from toolkit.impact.part_fields import LOOK, Example, Line, LongText, OwnPart, forget_parts, parts_of
from toolkit.impact.parts import (
    PARTS,
    AnyPart,
    Saved,
    Written,
    add_part,
    change_part,
    digest,
    locked_plan,
    plain,
    seen_of,
)
from toolkit.models import Plan

SEEN = "seen-"
# What the form of a new part brings, so that one that is sent twice makes one part; and the part that it belongs under.
NEW_KEY, UNDER = "new_key", "under"
# A plan that has more of a kind is no plan that people can follow.
MOST = 200


class PartForm(forms.Form):
    """A form that writes some fields of one part, or adds one. Fields are called as the model's.

    `UNDER` names the field of the part that this one belongs under: "indicator" of a target.
    """

    NAME: ClassVar[str] = ""
    """What it is registered under; empty where it is the kind."""
    KIND: ClassVar[str]
    STEP: ClassVar[Step]
    UNDER: ClassVar[str] = ""
    MOST: ClassVar[int] = MOST
    EXAMPLES: ClassVar[Mapping[str, Example]] = {}

    part: Written | None

    def __init__(self, data: Any = None, *, plan: Plan, part: Written | None = None, **rest: Any) -> None:
        self.plan, self.part = plan, part
        self.new_key = str(part.key if part else (key_in(data.get(NEW_KEY, "")) if data else None) or uuid4())
        self.saved: Saved | None = None
        rest["initial"] = {**(_standing(part) if part else {}), **(rest.get("initial") or {})}
        super().__init__(data, auto_id=f"{self.anchor}-%s", **rest)
        for field in self.fields.values():
            if isinstance(field, OwnPart):
                field.offer(parts_of(plan, field.model))
            elif isinstance(field, LongText | Line):
                field.widget.attrs["lang"] = plan.language
        if part is not None and part.REASONED and not set(part.REASONED).isdisjoint(self.fields):
            self.fields["reason"] = _reason()

    @classmethod
    def form_name(cls) -> str:
        """Return what the form is called in addresses."""
        return cls.NAME or cls.KIND

    @property
    def heading(self) -> str:
        """Return what the form is about, where it stands alone."""
        return str(self.STEP.label) if self.is_plan else capfirst(str(PARTS[self.KIND]._meta.verbose_name))

    @property
    def is_plan(self) -> bool:
        """Say whether it writes the plan's own fields, which are always there."""
        return self.KIND not in PARTS

    @property
    def under(self) -> AnyPart | None:
        """Return the part that a new one is sent to belong under."""
        try:
            return self.parent() if self.UNDER else None
        except ValidationError:
            return None

    def address(self) -> str:
        """Return the page that the form is in."""
        return reverse("plan_step", args=[self.plan.team_id, self.STEP])

    @property
    def anchor(self) -> str:
        """Return where the part stands in its room."""
        return f"{self.form_name()}-{self.new_key}"

    @property
    def own_fields(self) -> list[forms.BoundField]:
        """Return the fields that are the part's, without the reason."""
        return [self[name] for name in self.fields if name != "reason"]

    @property
    def seen(self) -> dict[str, str]:
        """Return what is sent back with the form: what the writer has seen in each field.

        Where both texts were shown, theirs has been seen; what was not touched is what it was when the form was made.
        """
        if self.part is None:
            return {}
        now = {name: value for name, value in seen_of(self.part).items() if name in self.fields}
        if not self.is_bound:
            return now
        saved = self.saved or Saved()
        written = {name: now[name] for name in saved.changed if name in now}
        shown = {name: digest(text) for name, text in saved.overtaken.items()}
        return now | self._seen_before() | written | shown

    @property
    def overtaken(self) -> list[tuple[forms.BoundField, str]]:
        """Return the fields that somebody else has changed since, with their words."""
        found = self.saved.overtaken if self.saved else {}
        return [(self[name], self.in_words(name, value)) for name, value in found.items()]

    @property
    def told(self) -> list[tuple[str, str]]:
        """Return what stands in the part, field by field, for those who only read: what is empty is left out."""
        if self.part is None:
            return []
        words = [(str(one.label), self.in_words(one.name, plain(self.part, one.name))) for one in self.own_fields]
        return [(label, text) for label, text in words if text]

    @property
    def lines(self) -> list[tuple[forms.BoundField, Example | None]]:
        """Return the fields with an example of each, where there is one."""
        return [(field, self.EXAMPLES.get(field.name)) for field in self.own_fields]

    def missing(self) -> list[str]:
        """Return what is still missing of the part, in words: said in its room, and anew with each answer."""
        return []

    def about(self) -> str:
        """Return what the part is, in one line, where its room says so."""
        return ""

    @property
    def lacks_reason(self) -> bool:
        """Say whether something was not saved because it has to say why."""
        return bool(self.saved and self.saved.without_reason)

    def in_words(self, name: str, value: Any) -> str:
        """Return a field's plain value as its reader knows it: what is chosen by its label. For lists: override."""
        if isinstance(value, list):
            return "\n".join(map(str, value))
        if isinstance(value, bool):
            return _("Yes") if value else _("No")
        choices = getattr(self.fields[name], "choices", ())
        labels = {str(code): str(label) for code, label in choices}
        return labels.get(str(value), str(value)) if value is not None else ""

    def to_write(self, name: str, value: Any) -> Any:
        """Return a field's plain value as it is written in the form: lines as a text, unless they are ticked."""
        is_text = isinstance(self.fields[name].widget, forms.Textarea)
        return "\n".join(map(str, value)) if is_text and isinstance(value, list) else value

    def values(self) -> dict[str, Any]:
        """Return the good values of the fields that were sent; what is not in the form stays as it is."""
        good = {name: value for name, value in self.cleaned_data.items() if name != "reason"}
        return {name: value for name, value in good.items() if self.part is None or self._is_sent(name)}

    def fixed(self) -> dict[str, Any]:
        """Return what nobody writes in a new part: what it belongs under. ValidationError where that is gone."""
        if not self.UNDER:
            return {}
        return {self.UNDER: self.parent()}

    def parent(self) -> AnyPart:
        """Return the part that a new one belongs under; ValidationError where that is gone."""
        model = PARTS[self.UNDER]
        key = key_in(self.data.get(UNDER, ""))
        found = model.objects.standing().filter(plan=self.plan, key=key).first() if key else None
        if found is None:
            raise ValidationError(_("What this belongs to has been taken out of the plan. Bring that back first."))
        return found

    def save(self, *, by: Any) -> Saved | None:
        """Write the part; None where it cannot be, and the form says why. NotAllowedError when it is not theirs.

        Of a part that is there the fields that are right are written, whatever is wrong with the others.
        """
        if not self.is_valid() and (self.part is None or self.non_field_errors()):
            return None
        try:
            self.saved = self._change(self.part, by) if self.part else self._add(by)
        except ValidationError as wrong:
            self._say(wrong)
            return None
        finally:
            forget_parts(self.plan)
        if self.part is not None:
            self.part.refresh_from_db()
        return self.saved

    def _change(self, part: Written, by: Any) -> Saved:
        reason = self.cleaned_data.get("reason", "")
        return change_part(part=part, by=by, values=self.values(), seen=self._seen_before(), reason=reason)

    @transaction.atomic
    def _add(self, by: Any) -> Saved:
        """Add the part; a form that is sent twice makes one, with the words of the last."""
        plan = locked_plan(self.plan, by)
        model = PARTS[self.KIND]
        there = model.objects.filter(key=self.new_key).first()
        if there is not None:
            if there.plan_id != plan.pk or there.deleted_at is not None:
                raise NotAllowedError
            self.part = there
            return change_part(part=there, by=by, values=self.cleaned_data)
        if model.objects.standing().filter(plan=plan).count() >= self.MOST:
            raise ValidationError(_("The plan has so many of these already that nobody can follow them all."))
        values = self.values()
        self.part = self.make(plan, by, values, **{"key": UUID(self.new_key), **self.fixed()})
        return Saved(tuple(values))

    def make(self, plan: Plan, by: Any, values: Mapping[str, Any], **fixed: Any) -> AnyPart:
        """Make the new part; what does more when one is added overrides it."""
        return add_part(plan=plan, by=by, kind=self.KIND, values=values, **fixed)

    def _seen_before(self) -> dict[str, str]:
        return {name: self.data[SEEN + name] for name in self.fields if SEEN + name in self.data}

    def _is_sent(self, name: str) -> bool:
        return name in self.data or SEEN + name in self.data

    def _say(self, wrong: ValidationError) -> None:
        """Put what the services found beside its field, or above all where the form has no such field."""
        found = wrong.error_dict if hasattr(wrong, "error_dict") else {None: wrong.error_list}
        for name, errors in found.items():
            self.add_error(name if name in self.fields else None, errors)


_forms: dict[str, type[PartForm]] = {}


def register(form: type[PartForm]) -> None:
    """Have a form answer at its name."""
    _forms[form.form_name()] = form


def form_for(name: str) -> type[PartForm] | None:
    """Return the form that is registered under a name."""
    return _forms.get(name)


def _reason() -> forms.CharField:
    return LongText(
        label=gettext_lazy("Why do you change it?"),
        help_text=gettext_lazy("We ask once what stood there is more than an hour old, so that all can see later why."),
        widget=forms.Textarea(LOOK | {"rows": 2}),
    )


def _standing(part: Written) -> dict[str, Any]:
    """Return what stands in a part, as the fields take it: another part by its key."""
    links = {found.name for found in part._meta.concrete_fields if found.is_relation}
    return {name: plain(part, name) if name in links else getattr(part, name) for name in part.FIELDS}


def key_in(text: str) -> UUID | None:
    """Return the key of a part that stands in a form or an address, where it is one."""
    try:
        return UUID(text)
    except ValueError:
        return None
