"""The case record, key by key: what `samskaping-case/1` may hold. A pure core: no database."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.utils.dateparse import parse_date, parse_datetime
from django.utils.timezone import get_default_timezone, is_naive, make_aware
from django.utils.translation import gettext_noop
from django_countries import countries
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, model_validator
from pydantic_core import PydanticCustomError

from cases.codes import CODES, Actor, ConceptKind, Innovation, Licence, Phase, SourceKind
from cases.exchange.html import canonical_html, html_problems

FORMAT = "samskaping-case/1"
_SLUG = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*\Z")
_PERIOD = re.compile(r"(1[89]|20)\d\d(-(0[1-9]|1[0-2]))?\Z")
_URL = re.compile(r"https?://[^\s/$.?#][^\s]*\Z", re.IGNORECASE)
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+\Z")
_FILE = re.compile(r"(?:files/)?([0-9a-f]{40,64}\.(?:jpe?g|png|gif|webp|avif))\Z")


def _expected(what: str) -> PydanticCustomError:
    return PydanticCustomError("expected", "{what}", {"what": what})


def _shape(pattern: re.Pattern[str], what: str) -> AfterValidator:
    def check(value: str) -> str:
        if not pattern.match(value):
            raise _expected(what)
        return value

    return AfterValidator(check)


def _check_html(value: str) -> str:
    problems = html_problems(value)
    if problems:
        raise PydanticCustomError("html", "{problems}", {"problems": "; ".join(problems)})
    return canonical_html(value)


def _check_country(value: str) -> str:
    if value not in countries:
        raise _expected(gettext_noop("a country code of ISO 3166 such as NO or DK"))
    return value


def _check_filled(value: str) -> str:
    if not value.strip():
        raise _expected(gettext_noop("a text that is not empty"))
    return value.strip()


def _moment(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        moment = parse_datetime(value)
        if moment is None and (day := parse_date(value)):
            moment = datetime(day.year, day.month, day.day, tzinfo=get_default_timezone())
    except (ValueError, OverflowError):
        moment = None
    if moment is None:
        raise _expected(gettext_noop("a moment of ISO 8601 such as 2026-11-23T09:00:00+01:00, or null"))
    return make_aware(moment) if is_naive(moment) else moment


def _without_repeats(values: list[Any]) -> list[Any]:
    if len(set(values)) != len(values):
        raise _expected(gettext_noop("each code at most once"))
    return values


def _codes(kind: str) -> Any:
    return Literal[CODES[kind]]


def _choices(values: list[str]) -> Any:
    return Literal[tuple(values)]


def iso(moment: datetime) -> str:
    """Return a moment in UTC as the record writes it: `2026-11-23T08:00:00Z`, with microseconds where there are any."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


Html = Annotated[str, AfterValidator(_check_html)]
Filled = Annotated[str, AfterValidator(_check_filled)]
Moment = Annotated[datetime, BeforeValidator(_moment), PlainSerializer(iso, return_type=str)]
Period = Annotated[str, _shape(_PERIOD, gettext_noop("YYYY or YYYY-MM, or null"))]
WebAddress = Annotated[str, AfterValidator(lambda v: v if not v else _checked_url(v))]


def _checked_url(value: str) -> str:
    if not _URL.match(value) or len(value) > 500:
        raise _expected(gettext_noop("a web address that begins with http:// or https://, or an empty text"))
    return value


class Part(BaseModel):
    """A part of the record: keys that are not named are errors, and types are not bent."""

    model_config = ConfigDict(extra="forbid", strict=True)


class ValueRecord(Part):
    """A value that the case shows, and how."""

    code: _codes(ConceptKind.VALUE)  # type: ignore[valid-type]
    how: str = Field("", max_length=1000)


class FieldRecord(Part):
    """An action field that the case works in, and how."""

    code: _codes(ConceptKind.FIELD)  # type: ignore[valid-type]
    how: str = Field("", max_length=1000)


class ImageRecord(Part):
    """A picture; its file travels beside the record, named by its hash."""

    file: Annotated[str, _shape(_FILE, gettext_noop("a file name made of the file's SHA-1 and a picture's ending"))]
    alt: str = Field("", max_length=255)
    decorative: bool = False
    credit: str = Field("", max_length=150)
    consent: bool = False

    @property
    def name(self) -> str:
        """Return the file's name below `files/`."""
        found = _FILE.match(self.file)
        return found[1] if found else self.file


class PartnerRecord(Part):
    """One of those who do the work together."""

    name: Annotated[Filled, Field(max_length=200)]
    sector: _codes(ConceptKind.SECTOR)  # type: ignore[valid-type]
    url: WebAddress = ""


class ContactRecord(Part):
    """A person to ask, shown only with recorded consent."""

    name: str = Field("", max_length=150)
    role: str = Field("", max_length=150)
    email: Annotated[str, AfterValidator(lambda v: v if not v or _EMAIL.match(v) else _raise_email())] = ""
    consent_at: Moment | None = None


def _raise_email() -> str:
    raise _expected(gettext_noop("an e-mail address, or an empty text"))


class SourceRecord(Part):
    """Where the story comes from."""

    kind: _choices(SourceKind.values) = SourceKind.EDITORIAL.value  # type: ignore[valid-type]
    reference: str = Field("", max_length=300)


class HeadingBlock(Part):
    """A heading of the free story."""

    type: Literal["heading"]
    value: Annotated[Filled, Field(max_length=120)]


class ParagraphBlock(Part):
    """A paragraph of the free story."""

    type: Literal["paragraph"]
    value: Html


class QuoteValue(Part):
    """Words and who said them."""

    text: Annotated[Filled, Field(max_length=600)]
    attribution: str = Field("", max_length=150)


class QuoteBlock(Part):
    """A quotation in the free story."""

    type: Literal["quote"]
    value: QuoteValue


class ImageBlock(Part):
    """A picture in the free story."""

    type: Literal["image"]
    value: ImageRecord


class FactBoxValue(Part):
    """A title and a text."""

    title: Annotated[Filled, Field(max_length=120)]
    text: Html


class FactBoxBlock(Part):
    """A fact box in the free story."""

    type: Literal["fact_box"]
    value: FactBoxValue


Block = Annotated[HeadingBlock | ParagraphBlock | QuoteBlock | ImageBlock | FactBoxBlock, Field(discriminator="type")]
Municipality = Annotated[
    str, _shape(re.compile(r"\d{4}\Z"), gettext_noop("a municipality number of four digits, as a text"))
]
County = Annotated[str, _shape(re.compile(r"\d{2}\Z"), gettext_noop("a county number of two digits, as a text"))]


class CaseRecord(Part):
    """One case in one locale."""

    format: Literal["samskaping-case/1"]
    id: Annotated[UUID, BeforeValidator(lambda v: UUID(v) if isinstance(v, str) else v)]
    locale: Literal["nb", "nn", "en"]
    slug: Annotated[str, Field(max_length=200), _shape(_SLUG, gettext_noop("small letters, digits and hyphens"))]
    title: Annotated[Filled, Field(max_length=255)]
    summary: Annotated[Filled, Field(max_length=400)]
    municipalities: Annotated[list[Municipality], AfterValidator(_without_repeats)] = []
    counties: Annotated[list[County], AfterValidator(_without_repeats)] = []
    place: str = Field("", max_length=150)
    country: Annotated[str, AfterValidator(_check_country)] = "NO"
    image: ImageRecord | None = None
    started: Period | None = None
    ended: Period | None = None
    phase: _choices(Phase.values) | None = None  # type: ignore[valid-type]
    values: list[ValueRecord] = []
    fields: list[FieldRecord] = []
    ladder_step: _codes(ConceptKind.LADDER_STEP) | None = None  # type: ignore[valid-type]
    thickness: Annotated[int, Field(ge=1, le=5)] | None = None
    planned_by: _choices(Actor.values) | None = None  # type: ignore[valid-type]
    produced_by: _choices(Actor.values) | None = None  # type: ignore[valid-type]
    citizen_roles: Annotated[list[_codes(ConceptKind.CITIZEN_ROLE)], AfterValidator(_without_repeats)] = []  # type: ignore[misc]
    innovation: _choices(Innovation.values) | None = None  # type: ignore[valid-type]
    themes: Annotated[list[_codes(ConceptKind.THEME)], AfterValidator(_without_repeats)] = []  # type: ignore[misc]
    target_groups: Annotated[list[_codes(ConceptKind.TARGET_GROUP)], AfterValidator(_without_repeats)] = []  # type: ignore[misc]
    partners: list[PartnerRecord] = []
    challenge: Html = ""
    solution: Html = ""
    results: Html = ""
    lessons: Html = ""
    transfer: Html = ""
    body: list[Block] = []
    contact: ContactRecord | None = None
    source: SourceRecord = SourceRecord()
    licence: _choices(Licence.values) = Licence.CC_BY.value  # type: ignore[valid-type]
    first_published_at: Moment | None = None
    last_confirmed_at: Moment | None = None

    @model_validator(mode="after")
    def _facts_agree(self) -> CaseRecord:
        for name in ("values", "fields"):
            codes = [tag.code for tag in getattr(self, name)]
            if len(set(codes)) != len(codes):
                raise PydanticCustomError(
                    "expected_at", "{what}", {"key": name, "what": gettext_noop("each code at most once")}
                )
        if self.started and self.ended and self.ended[: len(self.started)] < self.started[: len(self.ended)]:
            raise PydanticCustomError(
                "expected_at", "{what}", {"key": "ended", "what": gettext_noop("a time that is not before started")}
            )
        if self.contact and self.contact.email and not self.contact.consent_at:
            what = gettext_noop("the moment of consent, since the contact has an e-mail address")
            raise PydanticCustomError("expected_at", "{what}", {"key": "contact.consent_at", "what": what})
        return self


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


# Keys whose content belongs to a locale; all else is a fact that the translations of a case share.
# `first_published_at` is neither: each translation is published when it is ready.
TEXT_KEYS = frozenset(
    ["format", "locale", "slug", "title", "summary", "place", "challenge", "solution", "results", "lessons", "transfer", "body", "first_published_at"]
)


def facts_of(plain: dict[str, Any]) -> dict[str, Any]:
    """Return the facts of a record as plain values: what every translation of the case has in common."""
    facts = {key: value for key, value in plain.items() if key not in TEXT_KEYS}
    facts["values"] = [tag["code"] for tag in plain["values"]]
    facts["fields"] = [tag["code"] for tag in plain["fields"]]
    facts["partners"] = [{key: partner[key] for key in ("sector", "url")} for partner in plain["partners"]]
    facts["image"] = {k: v for k, v in plain["image"].items() if k != "alt"} if plain["image"] else None
    facts.pop("contact", None)
    return facts
