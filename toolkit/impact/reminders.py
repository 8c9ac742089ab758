"""Reminding people of what is due to be measured, as a job of `run_due`: one e-mail for each person and plan.

That somebody has been reminded of a day is written and done with before the e-mail is handed over, so that no run, not
even one that is killed in between, reminds twice: what is due stands on the plan's own page all the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused
from typing import Any, Final

import structlog
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.models import Membership
from cases.teams.naming import name_in
from cases.teams.permissions import WHO, Action
from portal.accounts.languages import language_of
from portal.recurring import Outcome
from toolkit.impact.codes import Frequency, Step
from toolkit.impact.due import Due, last_of, newest_planned, next_due, with_last
from toolkit.models import Indicator, Plan

_log = structlog.get_logger(__name__)
# A single run keeps other jobs waiting no longer than this many e-mails take; the rest comes a minute later.
MOST_SENT: Final = 100
_MOST_LOOKED_AT: Final = 1000
# At the least so many days are between two planned days: until then there is nothing new to ask of an indicator.
_DAYS_BETWEEN: Final[dict[str, int]] = {
    Frequency.MONTHLY: 28,
    Frequency.QUARTERLY: 89,
    Frequency.HALF_YEARLY: 181,
    Frequency.YEARLY: 365,
}
# Trouble with one address, not with the server that takes the e-mails: another try would end the same way.
_OF_ONE = (SMTPRecipientsRefused, SMTPDataError)


@dataclass(frozen=True)
class Reminder:
    """What one person is to be told of one plan."""

    plan: Plan
    person: Any
    dues: Sequence[Due]


def remind() -> Iterator[Outcome]:
    """Remind those who see to a measurement of what is due and has not been told of."""
    today, sent = timezone.localdate(), 0
    for plan_id, person_id in _waiting(today):
        reminder = _taken(plan_id, person_id, today)
        if reminder is None:
            continue
        try:
            letter(reminder).send()
        except Exception as error:
            _log.exception("a reminder could not be sent", plan=plan_id, person=person_id)
            yield Outcome(f"reminder of plan {plan_id}: {type(error).__name__}", failed=True)
            if isinstance(error, _OF_ONE):
                continue
            _give_back(reminder)
            break
        sent += 1
        if sent >= MOST_SENT:
            break
    if sent:
        yield Outcome(f"{sent} people reminded of measurements")


def letter(reminder: Reminder) -> EmailMessage:
    """Return the e-mail, in the language that the person has chosen."""
    language = language_of(reminder.person)
    with translation.override(language):
        team = " ".join(name_in(reminder.plan.team, language).split())
        count = len(reminder.dues)
        subject = ngettext("It is time to measure", "It is time to measure %(n)s indicators", count) % {"n": count}
        address = settings.SITE_URL + reverse("plan_step", args=[reminder.plan.team_id, Step.MEASUREMENTS])
        paragraphs = [
            _("Hello,"),
            _("In the impact plan of the team “%(team)s” this is due to be measured:") % {"team": team},
            *(_line(due) for due in reminder.dues),
            _("Can it not be measured now? Put it off, or stop the reminders, here:") + f"\n{address}",
            _("You get this e-mail because the plan says that you are reminded."),
        ]
        text = "\n\n".join(paragraphs) + "\n"
        headers = {"Auto-Submitted": "auto-generated"}
        return EmailMessage(subject, text, to=[reminder.person.email], headers=headers)


def _line(due: Due) -> str:
    name = " ".join(due.indicator.name.split())
    when = _("%(name)s (due on %(day)s)") % {"name": name, "day": date_format(due.on)}
    return f"{when}\n{settings.SITE_URL}{reverse('measure', args=[due.indicator.plan.team_id, due.indicator.key])}"


def _candidates(today: date) -> QuerySet[Indicator]:
    """Return the indicators of which something new may be due, and whose person may still measure them.

    Without this few there would be all indicators of all plans to go through each minute.
    """
    writers = Membership.objects.in_effect().filter(role__in=WHO[Action.PLAN_EDIT])
    may_measure = writers.filter(team=OuterRef("plan__team"), user=OuterRef("reminded"))
    not_told = Q(reminded_of=None) | Q(reminded_of__lt=F("first_due"))
    for frequency, days in _DAYS_BETWEEN.items():
        not_told |= Q(frequency=frequency, reminded_of__lte=today - timedelta(days=days))
    return Indicator.objects.standing().filter(
        not_told,
        Q(first_due__lte=today) | Q(first_due=None, frequency__in=list(_DAYS_BETWEEN)),
        Q(snoozed_until=None) | Q(snoozed_until__lte=today),
        Exists(may_measure),
        plan__in=Plan.objects.standing(),
    )


def _waiting(today: date) -> list[tuple[int, int]]:
    """Return the plans and people that may have to be told something."""
    found = _candidates(today).order_by("pk").values_list("plan_id", "reminded_id")[:_MOST_LOOKED_AT]
    return list(dict.fromkeys((plan, person) for plan, person in found if person is not None))


@transaction.atomic
def _taken(plan_id: int, person_id: int, today: date) -> Reminder | None:
    """Write that somebody has been reminded of all that is due in a plan, and return it; None where nothing is."""
    plan = Plan.objects.standing().select_for_update(of=("self",)).select_related("team").filter(pk=plan_id).first()
    if plan is None:
        return None
    mine = with_last(_candidates(today).filter(plan=plan, reminded=person_id)).select_related("reminded")
    dues = []
    for indicator in mine:
        indicator.plan = plan
        last_on = last_of(indicator)
        day = next_due(indicator.frequency, indicator.first_due, last_on, today)
        if day is not None and day <= today:
            dues.append(Due(indicator, day, last_on, today))
        # What was measured in time needs no reminder, and is not looked at again before the next day comes.
        told = day if day is not None and day <= today else _done_with(indicator, last_on, today)
        Indicator.objects.filter(pk=indicator.pk).update(reminded_of=told)
    dues.sort(key=lambda due: (due.on, due.indicator.position, due.indicator.pk))
    return Reminder(plan, dues[0].indicator.reminded, dues) if dues else None


def _done_with(indicator: Indicator, last_on: date | None, today: date) -> date | None:
    return newest_planned(indicator.frequency, indicator.first_due, last_on, today)


def _give_back(reminder: Reminder) -> None:
    """Have it tried again, as it is known that nothing was sent."""
    for due in reminder.dues:
        told = Indicator.objects.filter(pk=due.indicator.pk, reminded_of=due.on)
        told.update(reminded_of=due.indicator.reminded_of)
