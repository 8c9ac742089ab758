"""The kinds of value that a case record is made of, each with what was expected where it does not fit. A pure core."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, URLValidator, validate_email
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.timezone import get_default_timezone, is_naive, make_aware
from django.utils.translation import gettext_noop
from django_countries import countries
from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer, ValidationInfo
from pydantic_core import PydanticCustomError

from cases.blocks.players import is_https_address
from cases.codes import CODES
from cases.exchange.html import canonical_html
from cases.exchange.inspection import html_problems

_SLUG = re.compile(r"[-\w]+\Z")
_PERIOD = re.compile(r"(1[89]|20)[0-9]{2}(-(0[1-9]|1[0-2]))?\Z")
_FILE = re.compile(r"(?:files/)?([0-9a-f]{40}\.(?:jpe?g|png|gif|webp|avif))\Z")
_DOCUMENT = re.compile(r"(?:files/)?([0-9a-f]{40}\.(?:csv|docx|odt|pdf|pptx|txt|xlsx))\Z")
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z", re.IGNORECASE)
# Moments outside are slips of the pen, and the first and last years of all cannot be told in every time zone.
_YEARS = range(1900, 2200)
_is_web_address = URLValidator(schemes=["http", "https"])
# Of the problems of one text.
_PROBLEMS_TOLD = 5
# Given as context to a validation: the HTML has its one form already, for the site itself has just written it.
FROM_THE_SITE = {"from_the_site": True}


def expected(what: str) -> PydanticCustomError:
    """Return the error that says what was expected, in words marked for translation."""
    return PydanticCustomError("expected", "{what}", {"what": what})


def expected_at(key: str, what: str) -> PydanticCustomError:
    """Return the error of a whole record, told at one of its keys."""
    return PydanticCustomError("expected_at", "{what}", {"key": key, "what": what})


def shape(pattern: re.Pattern[str], what: str) -> AfterValidator:
    """Return the check that a text matches a pattern."""

    def check(value: str) -> str:
        if not pattern.match(value):
            raise expected(what)
        return value

    return AfterValidator(check)


def codes(kind: str) -> Any:
    """Return the type of one code of a kind of concept."""
    return Literal[CODES[kind]]


def choices(values: list[str]) -> Any:
    """Return the type of one of some values."""
    return Literal[tuple(values)]


def without_repeats(values: list[Any]) -> list[Any]:
    """Return a list as it is; an error if anything stands in it twice."""
    if len(set(values)) != len(values):
        raise expected(gettext_noop("each code at most once"))
    return values


def iso(moment: datetime) -> str:
    """Return a moment in UTC as the record writes it: `2026-11-23T08:00:00Z`, with microseconds where there are any."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def is_uuid(text: str) -> bool:
    """Say whether a text is a UUID in its usual form of 36 characters."""
    return bool(_UUID.match(text))


def _identifier(value: Any) -> Any:
    if isinstance(value, str) and is_uuid(value):
        return UUID(value)
    if isinstance(value, UUID):
        return value
    raise expected(gettext_noop("a UUID"))


def _checked_html(value: str, info: ValidationInfo) -> str:
    if info.context is FROM_THE_SITE:
        return value
    problems = html_problems(value)
    if problems:
        raise PydanticCustomError("html", "{problems}", {"problems": "; ".join(problems[:_PROBLEMS_TOLD])})
    return canonical_html(value)


def _country(value: str) -> str:
    if value not in countries:
        raise expected(gettext_noop("a country code of ISO 3166 such as NO or DK"))
    return value


def _filled(value: str) -> str:
    if not value.strip():
        raise expected(gettext_noop("a text that is not empty"))
    return value.strip()


def filled(most: int) -> Any:
    """Return the type of a text that is not empty, of so many characters at most."""
    return Annotated[str, Field(max_length=most), AfterValidator(_filled)]


def _moment(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        moment = parse_datetime(value)
        if moment is None and (day := parse_date(value)):
            moment = datetime(day.year, day.month, day.day, tzinfo=get_default_timezone())
    except (ValueError, OverflowError):
        moment = None
    if moment is None or moment.year not in _YEARS:
        raise expected(gettext_noop("a moment of ISO 8601 such as 2026-11-23T09:00:00+01:00, or null"))
    return make_aware(moment) if is_naive(moment) else moment


def _web_address(value: str) -> str:
    try:
        if value:
            _is_web_address(value)
            MaxLengthValidator(500)(value)
    except ValidationError as error:
        what = gettext_noop("a web address that begins with http:// or https://, or an empty text")
        raise expected(what) from error
    return value


def _secure_address(value: str) -> str:
    if not is_https_address(value):
        raise expected(gettext_noop("a web address that begins with https://"))
    return value


def _email(value: str) -> str:
    try:
        if value:
            validate_email(value)
            MaxLengthValidator(254)(value)
    except ValidationError as error:
        raise expected(gettext_noop("an e-mail address, or an empty text")) from error
    return value


def _file_name(value: str) -> str:
    found = _FILE.match(value)
    if not found:
        raise expected(gettext_noop("a file name made of the file's SHA-1 and a picture's ending"))
    return found[1]


def _document_name(value: str) -> str:
    found = _DOCUMENT.match(value)
    if not found:
        raise expected(gettext_noop("a file name made of the file's SHA-1 and a document's ending"))
    return found[1]


Identifier = Annotated[UUID, BeforeValidator(_identifier)]
Html = Annotated[str, AfterValidator(_checked_html)]
Slug = Annotated[str, Field(max_length=200), shape(_SLUG, gettext_noop("small letters, digits and hyphens"))]
Moment = Annotated[datetime, BeforeValidator(_moment), PlainSerializer(iso, return_type=str)]
Period = Annotated[str, shape(_PERIOD, gettext_noop("YYYY or YYYY-MM, or null"))]
Country = Annotated[str, AfterValidator(_country)]
WebAddress = Annotated[str, AfterValidator(_web_address)]
SecureAddress = Annotated[str, AfterValidator(_secure_address)]
Email = Annotated[str, AfterValidator(_email)]
FileName = Annotated[str, AfterValidator(_file_name)]
DocumentName = Annotated[str, AfterValidator(_document_name)]
MunicipalityNumber = Annotated[
    str, shape(re.compile(r"[0-9]{4}\Z"), gettext_noop("a municipality number of four digits, as a text"))
]
CountyNumber = Annotated[
    str, shape(re.compile(r"[0-9]{2}\Z"), gettext_noop("a county number of two digits, as a text"))
]
