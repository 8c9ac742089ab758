"""Impact plans at size: queries, bytes and time of a team's pages with 5,000 plans of 200 measurements each.

BENCH_PLANS says how many plans; BENCH_BANK how many indicators stand in the bank, and BENCH_CASES how many cases in the
library, as the search for either should take as long.
"""

from __future__ import annotations

import os
import time
from datetime import date
from typing import Any

from tests.bench.pages import HEADING, measure

PLANS = int(os.environ.get("BENCH_PLANS", "5000"))
INDICATORS, MEASUREMENTS = 8, 25
BANK, CASES = int(os.environ.get("BENCH_BANK", "10000")), int(os.environ.get("BENCH_CASES", "10000"))
ASKED = ("", "?q=arbeid", "?q=ensomme+eldre", "?theme=housing", "?q=flykninger+jobb&theme=integration")
MOST_QUERIES = 20


def _fill() -> Any:
    """Make the plans, and return a middle one."""
    from django.db import connection

    from cases.models import Municipality, Team
    from toolkit.impact.codes import Level
    from toolkit.models import Indicator, Plan

    place = Municipality.objects.norwegian().first()
    teams = Team.objects.bulk_create(
        [Team(name=f"Lag {number}", municipality=place) for number in range(PLANS)], batch_size=1000
    )
    plans = Plan.objects.bulk_create([Plan(team=team, name=f"Plan {team.name}") for team in teams], batch_size=1000)
    levels = [Level.RESULT, Level.OUTCOME, Level.IMPACT]
    Indicator.objects.bulk_create(
        (
            Indicator(plan=plan, name=f"Deltakere {number}", level=levels[number % 3], position=number)
            for plan in plans
            for number in range(INDICATORS)
        ),
        batch_size=2000,
    )
    with connection.cursor() as cursor:
        cursor.execute(
            'INSERT INTO toolkit_measurement (key, position, edition, made_at, plan_id, indicator_id, "on", '
            "is_baseline, value, text, said_by, has_consent, breakdown, note, source) "
            "SELECT gen_random_uuid(), n, 1, now(), plan_id, id, %s::date + n * 30, n = 0, n * 3 + id %% 7, "
            "'', '', false, '[]', '', '' FROM toolkit_indicator, generate_series(0, %s) AS n "
            "WHERE plan_id >= %s",
            [date(2023, 1, 1), MEASUREMENTS - 1, plans[0].pk],
        )
        cursor.execute("ANALYZE")
    return plans[len(plans) // 2]


def main() -> None:
    """Measure the pages of one plan among all, in a database of its own."""
    from django.test import Client
    from django.urls import reverse

    from cases.models import Membership, Role
    from home.demo import load_demo
    from tests.databases import cloned_database
    from tests.factories import make_person

    with cloned_database("bench_portal"):
        load_demo()
        started = time.perf_counter()
        plan = _fill()
        each = INDICATORS * MEASUREMENTS
        print(f"\n{PLANS} plans of {each} measurements (made in {time.perf_counter() - started:.1f} s)")
        member = make_person()
        Membership.objects.create(team=plan.team, user=member, role=Role.WRITER)
        client = Client()
        client.force_login(member)
        indicator = plan.indicators.first()
        print(HEADING)
        own = [plan.team_id]
        most = max(
            measure(client, path)
            for path in (
                reverse("plan", args=own),
                *(reverse("plan_step", args=[*own, step]) for step in ("indicators", "measurements", "theory")),
                reverse("plan_indicator", args=[*own, indicator.key]),
                reverse("whole_plan", args=own),
                reverse("plan_history", args=own),
            )
        )
        reached = "reached" if most <= MOST_QUERIES else "NOT REACHED"
        print(f"  queries of a plan's pages: {most} (aim: at most {MOST_QUERIES}) {reached}")
        _measure_searches()


def _measure_searches() -> None:
    """Measure the search of the bank beside that of the cases: as many entries, the same questions."""
    from django.test import Client

    from tests.bench.bank import fill_bank
    from tests.bench.generator import fill_library

    fill_bank(BANK)
    fill_library(CASES)
    print(f"\n{BANK} indicators in the bank, {CASES} cases in the library")
    print(HEADING)
    for start in ("/effekt/indikatorer/", "/caser/"):
        for asked in ASKED:
            measure(Client(), f"{start}{asked}")
