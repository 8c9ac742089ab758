"""The case record, key by key: what `samskaping-case/1` may hold. A pure core: no database."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.utils.translation import gettext_noop
from pydantic import AfterValidator, Field, model_validator

from cases.codes import CODES, Actor, ConceptKind, Innovation, Licence, Phase, SourceKind
from cases.exchange.blocks import Block
from cases.exchange.kinds import (
    FROM_THE_SITE,
    Country,
    CountyNumber,
    Email,
    Html,
    Identifier,
    Moment,
    MunicipalityNumber,
    Period,
    Slug,
    WebAddress,
    choices,
    codes,
    expected_at,
    filled,
    without_repeats,
)
from cases.exchange.parts import ImageRecord, Part

FORMAT = "samskaping-case/1"


class ValueRecord(Part):
    """A value that the case shows, and how."""

    code: codes(ConceptKind.VALUE)  # type: ignore[valid-type]
    how: str = Field("", max_length=1000)


class FieldRecord(Part):
    """An action field that the case works in, and how."""

    code: codes(ConceptKind.FIELD)  # type: ignore[valid-type]
    how: str = Field("", max_length=1000)


class PartnerRecord(Part):
    """One of those who do the work together."""

    name: filled(200)  # type: ignore[valid-type]
    sector: codes(ConceptKind.SECTOR)  # type: ignore[valid-type]
    url: WebAddress = ""


class ContactRecord(Part):
    """A person to ask, shown only with recorded consent."""

    name: str = Field("", max_length=150)
    role: str = Field("", max_length=150)
    email: Email = ""
    consent_at: Moment | None = None


class SourceRecord(Part):
    """Where the story comes from."""

    kind: choices(SourceKind.values) = SourceKind.EDITORIAL.value  # type: ignore[valid-type]
    reference: str = Field("", max_length=300)


Once = AfterValidator(without_repeats)
# What `filled` and `codes` give back are types made as this module is read: mypy cannot see them, and is told so
# wherever one stands as the type of a key.
_CitizenRole: Any = codes(ConceptKind.CITIZEN_ROLE)
_Theme: Any = codes(ConceptKind.THEME)
_TargetGroup: Any = codes(ConceptKind.TARGET_GROUP)


class CaseRecord(Part):
    """One case in one locale."""

    format: Literal["samskaping-case/1"]
    id: Identifier
    locale: Literal["nb", "nn", "en"]
    slug: Slug
    title: filled(255)  # type: ignore[valid-type]
    summary: filled(400)  # type: ignore[valid-type]
    municipalities: Annotated[list[MunicipalityNumber], Once] = []
    counties: Annotated[list[CountyNumber], Once] = []
    place: str = Field("", max_length=150)
    country: Country = "NO"
    image: ImageRecord | None = None
    started: Period | None = None
    ended: Period | None = None
    phase: choices(Phase.values) | None = None  # type: ignore[valid-type]
    values: list[ValueRecord] = []
    fields: list[FieldRecord] = []
    ladder_step: codes(ConceptKind.LADDER_STEP) | None = None  # type: ignore[valid-type]
    thickness: Annotated[int, Field(ge=1, le=5)] | None = None
    planned_by: choices(Actor.values) | None = None  # type: ignore[valid-type]
    produced_by: choices(Actor.values) | None = None  # type: ignore[valid-type]
    citizen_roles: Annotated[list[_CitizenRole], Once] = []
    innovation: choices(Innovation.values) | None = None  # type: ignore[valid-type]
    themes: Annotated[list[_Theme], Once] = []
    target_groups: Annotated[list[_TargetGroup], Once] = []
    partners: list[PartnerRecord] = []
    challenge: Html = ""
    solution: Html = ""
    results: Html = ""
    lessons: Html = ""
    transfer: Html = ""
    body: list[Block] = []
    contact: ContactRecord | None = None
    source: SourceRecord = SourceRecord(reference="")
    licence: choices(Licence.values) = Licence.CC_BY.value  # type: ignore[valid-type]
    first_published_at: Moment | None = None
    last_confirmed_at: Moment | None = None

    @model_validator(mode="after")
    def _without_empty_paragraphs(self) -> CaseRecord:
        self.body = [block for block in self.body if block.type != "paragraph" or block.value]
        return self

    @model_validator(mode="after")
    def _facts_agree(self) -> CaseRecord:
        for name in ("values", "fields"):
            found = [tag.code for tag in getattr(self, name)]
            if len(set(found)) != len(found):
                raise expected_at(name, gettext_noop("each code at most once"))
        if self.started and self.ended and self.ended[: len(self.started)] < self.started[: len(self.ended)]:
            raise expected_at("ended", gettext_noop("a time that is not before started"))
        if self.contact and self.contact.email and not self.contact.consent_at:
            what = gettext_noop("the moment of consent, since the contact has an e-mail address")
            raise expected_at("contact.consent_at", what)
        return self


def written_by_the_site(plain: dict[str, Any]) -> CaseRecord:
    """Return the record of plain values that come from the site's own pages; their HTML is not looked at again."""
    return CaseRecord.model_validate(plain, context=FROM_THE_SITE)


def as_json(record: CaseRecord) -> dict[str, Any]:
    """Return a record as plain values in the contract's order of keys; lists of codes in the kinds' own order."""
    plain = record.model_dump(mode="json")
    for key, kind in (
        ("citizen_roles", ConceptKind.CITIZEN_ROLE),
        ("themes", ConceptKind.THEME),
        ("target_groups", ConceptKind.TARGET_GROUP),
    ):
        plain[key] = [code for code in CODES[kind] if code in plain[key]]
    plain["municipalities"].sort()
    plain["counties"].sort()
    return plain
