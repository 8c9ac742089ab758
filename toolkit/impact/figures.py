"""Figures: read as people write them, written as the reader's language does, and what they come to. Pure."""

from __future__ import annotations

import re
import unicodedata
from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import Any, Final, Protocol

from django.utils import translation
from django.utils.formats import get_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from toolkit.impact.codes import Kind

# As the database keeps them (toolkit/models/indicators.py).
MOST_DIGITS, MOST_DECIMALS = 14, 4
_LONGEST: Final = 60
_PRECISION: Final = 40
_HUNDRED: Final = Decimal(100)
_MINUS = "−"
# What stands about a figure and is no part of it: the sign of per cent, kroner, the dash for no øre.
_AROUND = re.compile(r"^(?:kr\.?|nok)\s*|\s*(?:%|prosent|per cent|percent|kr\.?|nok|,[-–—])$", re.IGNORECASE)
_SIGN = re.compile(r"^[-+−–]\s*")
_PLAIN = re.compile(r"[0-9]+")
_SPACED = re.compile(r"[0-9]{1,3}(?: [0-9]{3})+")
# So many decimals at the most are written of what is worked out.
_DECIMALS: Final[dict[str, int]] = {Kind.SHARE: 1, Kind.MONEY: 2, Kind.SCALE: 2}
_THREE: Final = 3


class Figured(Protocol):
    """What has figures as a measurement does."""

    @property
    def value(self) -> Any: ...
    @property
    def numerator(self) -> Any: ...
    @property
    def denominator(self) -> Any: ...
    @property
    def grade(self) -> Any: ...


def parse(text: str, language: str) -> Decimal:
    """Return the figure that somebody has written: `1 234,5`, `−3`, `12 %`, `1 000 kr`.

    ValueError, with a reason for the reader, for what is no figure, or could be two: `1.234` is a thousand or one.
    """
    if len(text) > _LONGEST:
        raise ValueError(_no_figure(text[:_LONGEST] + "…", language))
    plain = " ".join(unicodedata.normalize("NFKC", text).split())
    while (bare := _AROUND.sub("", plain)) != plain:
        plain = bare
    if not plain:
        raise ValueError(_("Write a figure."))
    sign = _SIGN.match(plain)
    whole, decimals = _parted(plain[sign.end() :] if sign else plain, text, language)
    if len(whole.lstrip("0")) > MOST_DIGITS:
        raise ValueError(_("The figure is too large. It can have %(most)s digits.") % {"most": MOST_DIGITS})
    if len(decimals.rstrip("0")) > MOST_DECIMALS:
        raise ValueError(_("Write at most %(most)s decimals.") % {"most": MOST_DECIMALS})
    figure = Decimal(f"{whole}.{decimals}" if decimals else whole)
    return -figure if sign and sign.group().strip() != "+" and figure else figure


def say(value: Decimal, language: str, kind: str = "", unit: str = "") -> str:
    """Return a figure as the language writes it, with what it is counted in: `1 000 kr`, `12,5 %`, `349 people`.

    What is worked out is rounded, halves away from nothing; nothing is never minus.
    """
    rounded = round_half_up(value, _DECIMALS.get(kind, MOST_DECIMALS))
    with translation.override(language):
        decimals = 2 if kind == Kind.MONEY and rounded % 1 else _decimals(rounded)
        figure = str(number_format(abs(rounded), decimals, force_grouping=True))
        figure = f"{_MINUS}{figure}" if rounded < 0 else figure
        if kind == Kind.SHARE:
            return pgettext("a share in per cent", "%(percent)s%%") % {"percent": figure}
        if kind == Kind.MONEY:
            unit = unit or pgettext("the currency", "kr")
    return f"{figure}\u00a0{unit}" if unit else figure


def amount(measured: Figured) -> Decimal | None:
    """Return what a measurement comes to: a share in per cent, a figure, or the number of a step.

    None where there is nothing, as for a quotation, and where a share is out of nobody.
    """
    if measured.numerator is not None and measured.denominator is not None:
        return share(measured.numerator, measured.denominator)
    if measured.value is not None:
        return Decimal(measured.value)
    return None if measured.grade is None else Decimal(measured.grade)


def share(numerator: Decimal, denominator: Decimal) -> Decimal | None:
    """Return how many per cent one is of the other; None out of nobody."""
    if denominator <= 0:
        return None
    with localcontext(prec=_PRECISION):
        return Decimal(numerator) * _HUNDRED / Decimal(denominator)


def round_half_up(value: Decimal, decimals: int) -> Decimal:
    """Return a figure rounded as people do, halves away from nothing; never minus nothing."""
    with localcontext(prec=_PRECISION):
        rounded = value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return rounded if rounded else Decimal(0)


def decimal_of(text: str | None) -> Decimal | None:
    """Return the figure that a row of a breakdown holds as text."""
    return None if text is None else Decimal(text)


def _decimals(rounded: Decimal) -> int:
    exponent = rounded.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _parted(figure: str, text: str, language: str) -> tuple[str, str]:
    """Return the digits before and after the decimal mark of a figure without a sign."""
    own, other = _marks(language)
    last = max(figure.rfind(own), figure.rfind(other))
    if last < 0:
        return _whole(figure, "", text, language), ""
    mark, decimals = figure[last], figure[last + 1 :]
    before = figure[:last]
    if figure.count(mark) > 1:
        return _whole(figure, mark, text, language), ""
    grouping = other if mark == own else own
    groups = len(decimals) == _THREE and 0 < len(before) <= _THREE and before != "0" and _PLAIN.fullmatch(before)
    if mark == other and groups:
        if language in ("nb", "nn"):
            raise ValueError(_two_ways(before, decimals, own, language))
        return before + decimals, ""
    if not _PLAIN.fullmatch(decimals):
        raise ValueError(_no_figure(text, language))
    return _whole(before or "0", grouping, text, language), decimals


def _whole(figure: str, mark: str, text: str, language: str) -> str:
    """Return the digits of a whole figure, whose thousands may be parted by spaces or by `mark`."""
    parted = figure.replace(mark, " ") if mark and " " not in figure else figure
    if not (_PLAIN.fullmatch(parted) or _SPACED.fullmatch(parted)):
        raise ValueError(_no_figure(text, language))
    return parted.replace(" ", "")


def _marks(language: str) -> tuple[str, str]:
    """Return the language's decimal mark, and the one that others use."""
    own = get_format("DECIMAL_SEPARATOR", language)
    return (own, ".") if own == "," else (own, ",")


def _two_ways(before: str, decimals: str, own: str, language: str) -> str:
    return _("Is it %(large)s or %(small)s? Write it as one of them.") % {
        "large": say(Decimal(before + decimals), language),
        "small": f"{before}{own}{decimals}",
    }


def _no_figure(text: str, language: str) -> str:
    example = say(Decimal("1234.5"), language)
    return _("“%(text)s” is not a figure. Write it like this: %(example)s") % {"text": text, "example": example}
