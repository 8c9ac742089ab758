"""An indicator with what has been measured, as plain values: out of a plan, or out of what is published of one."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from toolkit.charts.timeline import Happening
from toolkit.impact.figures import amount
from toolkit.impact.published import PublishedEvaluation, PublishedIndicator
from toolkit.impact.trend_chart import Followed
from toolkit.impact.trends import Aim, Point
from toolkit.models import Evaluation, Indicator, Measurement, Target


def followed_of(
    indicator: Indicator,
    measurements: Sequence[Measurement],
    targets: Sequence[Target],
    happenings: Sequence[Happening] = (),
) -> Followed:
    """Return an indicator of a plan with its standing measurements and target figures."""
    return Followed(
        name=indicator.name,
        kind=indicator.kind,
        direction=indicator.direction,
        unit=indicator.unit,
        frequency=indicator.frequency,
        scale_from=indicator.scale_from,
        scale_to=indicator.scale_to,
        grades=tuple(indicator.grades),
        points=tuple(Point(one.on, amount(one), one.is_baseline) for one in measurements),
        aims=tuple(Aim(one.value, one.by_date) for one in targets if one.value is not None),
        happenings=tuple(happenings),
    )


def followed_published(indicator: PublishedIndicator, evaluations: Sequence[PublishedEvaluation] = ()) -> Followed:
    """Return an indicator as it is published, with the evaluations that are."""
    return Followed(
        name=indicator.name,
        kind=indicator.kind,
        direction=indicator.direction,
        unit=indicator.unit,
        frequency=indicator.frequency,
        scale_from=indicator.scale_from,
        scale_to=indicator.scale_to,
        grades=indicator.grades,
        points=tuple(
            Point(one.on, one.amount, one is indicator.baseline) for one in indicator.all_measured if one.on is not None
        ),
        aims=tuple(Aim(one.value, one.by_date) for one in indicator.targets if one.value is not None),
        happenings=tuple(
            Happening(one.on, "evaluation", evaluated_in_words(one.is_external)) for one in evaluations if one.on
        ),
    )


def happenings_of(evaluations: Sequence[Evaluation]) -> list[Happening]:
    """Return the evaluations of a plan, as marks on a drawing."""
    return [Happening(one.on, "evaluation", evaluated_in_words(one.is_external)) for one in evaluations]


def evaluated_in_words(is_external: bool) -> str:
    """Return `Evaluation`, and that it was done by someone outside where it was."""
    return _("Evaluation by someone outside") if is_external else _("Evaluation")
