"""Somebody's words are shown as long as they agree: when they do not, they are gone from all that was published."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from django.db import transaction

from toolkit.impact.codes import Kind
from toolkit.impact.freezing import may_be_read
from toolkit.impact.published import Content, Measured, PublishedIndicator
from toolkit.models import Measurement, Publication


@transaction.atomic
def take_back_words(measurement: Measurement) -> None:
    """Take a measurement's words out of all that is published, where they may not be shown any more.

    Other changes of a measurement leave what is published as it was approved.
    """
    if measurement.deleted_at is None and measurement.text and may_be_read(measurement, measurement.indicator.kind):
        return
    for publication in Publication.objects.select_for_update().filter(plan=measurement.plan_id).order_by("pk"):
        content = Content.read(publication.content)
        left = without_words(content, str(measurement.key))
        if left != content:
            publication.content = left.plain()
            publication.save(update_fields=["content"])


def without_words(content: Content, key: str) -> Content:
    """Return what is published without the words of a measurement; of a quotation nothing is left then. Pure."""
    return replace(content, indicators=tuple(_indicator(one, key) for one in content.indicators))


def _indicator(one: PublishedIndicator, key: str) -> PublishedIndicator:
    baseline = next(iter(_left([one.baseline] if one.baseline else [], one.kind, key)), None)
    return replace(one, baseline=baseline, measurements=tuple(_left(one.measurements, one.kind, key)))


def _left(measured: Iterable[Measured], kind: str, key: str) -> Iterable[Measured]:
    for one in measured:
        if one.key != key:
            yield one
        elif kind != Kind.QUOTATION:
            yield replace(one, text="", said_by="")
