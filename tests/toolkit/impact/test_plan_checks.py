"""What a plan is told about itself: the checks in words, and what is known, thought and not known yet."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise, product
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from tests.factories.impact import make_indicator, make_measurement, make_plan, make_target
from tests.factories.teams import make_person, make_team
from toolkit.impact.codes import Level, Rank, Step
from toolkit.impact.contents import contents_of
from toolkit.impact.knowledge import Dated, Expected, Shown, Standing, knowledge
from toolkit.impact.looked_at import checks_in, checks_of, knowledge_in
from toolkit.impact.parts import add_part, change_part
from toolkit.impact.plan_checks import About, Facts, checks
from toolkit.models import Change, Element, Link, Measurement, TargetGroup

SOUND = (
    About("Jobs", "outcome", "individual", "number", "high", groups=("g",), rests_on_research=True),
    About("Told", "result", "society", "quotation", "middle"),
)


@pytest.mark.parametrize(
    ("facts", "code", "step", "named"),
    [
        (Facts([About("Courses", "result", "individual", "number", "high")]), "only_results", "indicators", ""),
        (Facts(SOUND, [("g", "Young"), ("h", "Parents")]), "forgotten_group", "indicators", "Parents"),
        (Facts([*SOUND, About("Peace", "impact", "society", "number", "low")]), "unproved_impact", "theory", "Peace"),
        (Facts(SOUND, values_without_research=["Less crime"]), "value_without_research", "theory", "Less crime"),
        (
            Facts([*SOUND, About("Aimed", "outcome", "society", "number", "low", undated_targets=True)]),
            "undated_target",
            "targets",
            "Aimed",
        ),
        (
            Facts([*SOUND, About("Alone", "outcome", "society", "number", "low", is_seen_to=False)]),
            "nobody_responsible",
            "methods",
            "Alone",
        ),
        (Facts([SOUND[1], SOUND[1]]), "only_words", "indicators", ""),
        (Facts([SOUND[0], SOUND[0]]), "only_numbers", "indicators", ""),
        (Facts([SOUND[0], SOUND[0]]), "one_for_whom", "indicators", "People"),
        (Facts([SOUND[1], SOUND[1]]), "no_must", "indicators", ""),
        (Facts([*[SOUND[0]] * 6, SOUND[1]]), "too_many_musts", "indicators", "6"),
        (
            Facts(
                [
                    *SOUND,
                    About(
                        "S",
                        "outcome",
                        "society",
                        "share",
                        "low",
                        denominator="all",
                        other_denominators=[(date(2026, 1, 2), "some")],
                    ),
                ]
            ),
            "other_denominator",
            "measurements",
            "some",
        ),
    ],
)
def test_each_check_says_what_it_is_why_and_where(facts, code, step, named):
    with translation.override("en"):
        assert checks(Facts(SOUND, [("g", "Young")])) == []
        found = {check.code: check for check in checks(facts)}
    assert found[code].step == step
    assert named in found[code].text
    assert found[code].why


def test_checks_come_in_the_order_of_the_steps_and_name_a_few_of_many():
    many = [About(f"I{n}", "impact", "society", "number", "low", False, undated_targets=True) for n in range(9)]
    with translation.override("en"):
        found = checks(Facts(many))
    order = [list(Step).index(check.step) for check in found]
    assert order == sorted(order)
    unproved = next(check for check in found if check.code == "unproved_impact")
    assert "“I0”, “I1”, “I2” and 6 more are" in unproved.text
    assert checks(Facts()) == []


@pytest.mark.django_db
def test_a_share_is_the_same_until_its_denominator_is_another_and_figures_stand_from_before():
    writer = make_person()
    plan = make_plan(make_team(owner=writer))
    values = {"name": "In work", "level": "outcome", "kind": "share", "denominator": "All who signed up"}
    share = add_part(plan=plan, by=writer, kind="indicator", values=values)

    def codes():
        return [check.code for check in checks_of(plan)]

    change_part(part=share, by=writer, values={"denominator": "all who signed  up."}, reason="Spelling")
    make_measurement(share, None, on=date(2026, 3, 1), numerator=3, denominator=10)
    assert "other_denominator" not in codes()
    # What was written at one sitting is one change; here a day goes by.
    Change.objects.update(at=datetime(2026, 1, 1, tzinfo=ZoneInfo("UTC")))
    Measurement.objects.update(made_at=datetime(2026, 3, 1, tzinfo=ZoneInfo("UTC")))
    change_part(part=share, by=writer, values={"denominator": "All who finished"}, reason="Fairer")
    with translation.override("en"):
        [told] = [check for check in checks_of(plan) if check.code == "other_denominator"]
    assert "“all who signed up.” on 1 March 2026" in told.text
    assert "“All who finished”" in told.text
    # Measured after the change alone, there is nothing to compare.
    Measurement.objects.update(made_at=Change.objects.first().at + timedelta(seconds=1))
    assert "other_denominator" not in codes()


def figures(*amounts, said=None):
    return [
        Dated(date(2024 + n, 5, 1), said or str(amount), None if amount is None else Decimal(amount))
        for n, amount in enumerate(amounts)
    ]


@pytest.mark.parametrize(
    ("shown", "standing", "words"),
    [
        (Shown("A", Rank.OUTCOME, figures(1, 5)), Standing.KNOW, "better"),
        (Shown("A", Rank.OUTCOME, figures(1, 5), "less"), Standing.KNOW, "worse"),
        (Shown("A", Rank.OUTCOME, figures(-1, 9, -1)), Standing.KNOW, "as it was"),
        (Shown("A", Rank.OUTCOME, figures(None, None)), Standing.KNOW, "2 times"),
        (Shown("A", Rank.OUTCOME, figures(7) * 2), Standing.THINK, "one day only"),
        (Shown("A", Rank.OUTCOME, figures(7)), Standing.THINK, "one day only"),
        (Shown("A", Rank.OUTCOME, rests_on_research=True), Standing.THINK, "research"),
        (Shown("A", Rank.OUTCOME, aim="40"), Standing.THINK, "aim at 40"),
        (Shown("A", Rank.OUTCOME, aim="40", by=date(2027, 1, 1)), Standing.THINK, "2027"),
        (Shown("A", Rank.OUTCOME), Standing.NOT_YET, "Not measured yet."),
    ],
)
def test_what_is_known_is_measured_twice_and_what_is_not_is_said_to_be(shown, standing, words):
    with translation.override("en"):
        [level] = knowledge([shown])
    assert [group.standing for group in level.groups if group.said] == [standing]
    [said] = next(group.said for group in level.groups if group.said)
    assert said.name == "A"
    assert words in said.text


def test_value_to_society_is_never_known_and_levels_come_in_their_order():
    expected = [Expected(rank.label, rank, proved) for rank, proved in product(reversed(Rank), (True, False))]
    levels = knowledge([], [one for one in expected if one.rank != Rank.ACTIVITY])
    assert [level.rank for level in levels] == [Rank.RESULT, Rank.OUTCOME, Rank.IMPACT, Rank.VALUE]
    assert all(len(group.said) == (group.standing != Standing.KNOW) for level in levels for group in level.groups)


@pytest.mark.django_db
def test_a_plan_is_read_with_as_many_queries_whatever_there_is_in_it(django_assert_num_queries):
    plan = make_plan()
    group = TargetGroup.objects.create(plan=plan, name="Young")
    knots = [Element.objects.create(plan=plan, rank=rank, text=rank.label) for rank in Rank]
    for cause, effect in pairwise(knots):
        Link.objects.create(
            plan=plan, cause=cause, effect=effect, research="Fafo 2019" if effect.rank == "impact" else ""
        )
    for n in range(20):
        indicator = make_indicator(plan, name=f"I{n}", level=Level.IMPACT, element=knots[3], groups=[group.key])
        make_target(indicator)
        Measurement.objects.bulk_create(
            Measurement(plan=plan, indicator=indicator, on=date(2024, 1, 1 + day), value=day) for day in range(10)
        )
    with django_assert_num_queries(9):
        contents = contents_of(plan)
        levels, found = knowledge_in(contents), checks_in(contents)
    assert [[len(group.said) for group in level.groups] for level in levels] == [
        [0, 0, 1],
        [0, 0, 1],
        [20, 0, 0],
        [0, 0, 1],
    ]
    assert "unproved_impact" not in {check.code for check in found}
    # Taken out, the link speaks for nothing any more.
    Link.objects.filter(effect=knots[3]).update(deleted_at=plan.made_at)
    assert "unproved_impact" in {check.code for check in checks_of(plan)}
