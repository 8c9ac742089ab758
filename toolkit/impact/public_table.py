"""What is published of indicators, as the table that readers see: by level, from result to impact (figure 8, p. 51).

Pure but for the language. What is written by the team is apart from what is said about it, as it may be in another
language than the reader's.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from toolkit.impact import figures
from toolkit.impact.codes import ForWhom, Frequency, Kind, Level
from toolkit.impact.followed import followed_published
from toolkit.impact.published import Content, Measured, PublishedIndicator
from toolkit.impact.trend_chart import TrendChart, trend_chart

# In these the unit is a word of the team's own.
_WITH_WORD = (Kind.NUMBER, Kind.SCALE)


@dataclass(frozen=True)
class Said:
    """A figure: `figure` in the reader's language, `word` in the plan's, `around` once more in the reader's."""

    figure: str
    word: str = ""
    around: str = ""
    day: str = ""


@dataclass(frozen=True)
class Part:
    """One part of a breakdown; `figure` says that it is hidden where it is."""

    name: str
    figure: str
    is_hidden: bool


@dataclass(frozen=True)
class Words:
    """What somebody said, or what a step was described by."""

    text: str
    said_by: str
    day: str


@dataclass(frozen=True)
class Row:
    """An indicator as readers see it."""

    indicator: PublishedIndicator
    latest: Said | None
    start: Said | None
    aims: Sequence[Said]
    breakdown: Sequence[Part]
    words: Sequence[Words]
    about: str
    """Whom it is about, and how often it is measured."""
    chart: TrendChart | None
    """How it has gone, where it has been measured more than once."""

    @property
    def has_more(self) -> bool:
        """Say whether there is more to read than what stands in the table."""
        one = self.indicator
        return bool(self.chart or self.breakdown or one.method or one.source or one.origin_title or one.denominator)


@dataclass(frozen=True)
class LevelOf:
    """The indicators of a level, and what the level means."""

    level: Level
    meaning: str
    rows: Sequence[Row]


def levels_of(content: Content, language: str, today: date) -> list[LevelOf]:
    """Return the table, without levels that nothing is shown of."""
    rows = [row_of(one, language, today, content) for one in content.indicators]
    lots = [LevelOf(level, _meaning(level), [row for row in rows if row.indicator.level == level]) for level in Level]
    return [lot for lot in lots if lot.rows]


def row_of(one: PublishedIndicator, language: str, today: date, content: Content) -> Row:
    """Return an indicator as readers see it; the drawing, which weaves its own words in, is in the plan's language."""
    figured = [measured for measured in one.measurements if _has_figure(measured)]
    latest = figured[-1] if figured else None
    start = one.baseline if one.baseline and _has_figure(one.baseline) else None
    is_followed = len({measured.on for measured in one.all_measured if measured.amount is not None}) > 1
    newest = latest or start
    return Row(
        indicator=one,
        latest=_said(latest, one, language) if latest else None,
        start=_said(start, one, language) if start else None,
        aims=[_aim(target.value, target.by_date, one, language) for target in one.targets if target.value is not None],
        breakdown=[*_parts(newest, one, language)] if newest else [],
        words=[Words(m.text, m.said_by, _day(m.on)) for m in one.all_measured if m.text.strip()],
        about=_about(one),
        chart=_chart(one, content, today) if is_followed else None,
    )


def _chart(one: PublishedIndicator, content: Content, today: date) -> TrendChart:
    with translation.override(content.language):
        return trend_chart(followed_published(one, content.evaluations), content.language, today)


def last_measured(indicators: Iterable[PublishedIndicator]) -> date | None:
    """Return the day of the newest measurement of all."""
    return max((m.on for one in indicators for m in one.all_measured if m.on), default=None)


def _has_figure(measured: Measured) -> bool:
    return measured.amount is not None or measured.numerator is not None


def _said(measured: Measured, one: PublishedIndicator, language: str) -> Said:
    day = _day(measured.on)
    if measured.amount is None:
        return Said(_("nobody to count among"), day=day)
    said = _figure(measured.amount, one, language)
    if measured.numerator is None or measured.denominator is None:
        return Said(said.figure, said.word, said.around, day)
    counted = {"some": figures.say(measured.numerator, language), "all": figures.say(measured.denominator, language)}
    return Said(said.figure, said.word, _("%(some)s of %(all)s") % counted, day)


def _figure(value: Decimal, one: PublishedIndicator, language: str) -> Said:
    if one.kind == Kind.GRADED:
        place = int(value)
        name = one.grades[place - 1] if value == place and 0 < place <= len(one.grades) else ""
        of = _("step %(step)s of %(steps)s") % {"step": figures.say(value, language), "steps": len(one.grades)}
        return Said("", name, of) if name else Said(of)
    if one.kind in _WITH_WORD:
        return Said(figures.say(value, language, one.kind), one.unit, _scale(one))
    return Said(figures.say(value, language, one.kind, one.unit if one.kind == Kind.MONEY else ""))


def _scale(one: PublishedIndicator) -> str:
    if one.kind != Kind.SCALE or one.scale_from is None or one.scale_to is None:
        return ""
    return _("on a scale from %(lowest)s to %(highest)s") % {"lowest": one.scale_from, "highest": one.scale_to}


def _aim(value: Decimal | None, by_date: date | None, one: PublishedIndicator, language: str) -> Said:
    said = _figure(value or Decimal(0), one, language)
    return Said(said.figure, said.word, day=_day(by_date))


def _parts(measured: Measured, one: PublishedIndicator, language: str) -> Iterable[Part]:
    for part in measured.breakdown:
        if part.is_hidden:
            yield Part(part.name, _("hidden, to shield small groups"), is_hidden=True)
        elif part.amount is not None:
            yield Part(part.name, _figure(part.amount, one, language).figure, is_hidden=False)


def _about(one: PublishedIndicator) -> str:
    whom = {
        ForWhom.INDIVIDUAL: _("About people"),
        ForWhom.ORGANISATION: _("About organisations"),
        ForWhom.SOCIETY: _("About society"),
    }
    often = {
        Frequency.ONCE: _("measured once"),
        Frequency.MONTHLY: _("measured each month"),
        Frequency.QUARTERLY: _("measured each quarter"),
        Frequency.HALF_YEARLY: _("measured twice a year"),
        Frequency.YEARLY: _("measured each year"),
    }
    said = [
        whom[ForWhom(one.for_whom)] if one.for_whom in ForWhom.values else "",
        often[Frequency(one.frequency)] if one.frequency in Frequency.values else "",
    ]
    return ", ".join(filter(None, said))


def _meaning(level: Level) -> str:
    return {
        Level.RESULT: _("What came directly of the work, and can be counted."),
        Level.OUTCOME: _("What changed for those whom the work is for."),
        Level.IMPACT: _("What the work contributes to in the longer run, together with much else."),
    }[level]


def _day(day: date | None) -> str:
    return date_format(day, "DATE_FORMAT") if day else ""
