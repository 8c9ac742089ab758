"""What counts as a permission check, and what the text is without it."""

from __future__ import annotations

from cases.teams.permissions import WHO, Action
from tests.mutants.__main__ import found, room_tests
from tests.mutants.finding import SEEING, mutants

TEXT = """
@login_required
def detail(request, pk):
    team = get_object_or_404(Team.objects.visible_to(request.user), pk=pk)
    if not team.can(request.user, Action.VIEW):
        raise PermissionDenied
    if team.name is None:
        raise Http404
    return team

def may_read(document, user):
    return user.is_active and user == document.owner
"""


def test_each_check_is_taken_away_alone():
    without = {mutant.check: mutant.text for mutant in mutants("views.py", TEXT)}
    assert without["@login_required of detail"] == TEXT.replace("@login_required", "@(lambda view: view)")
    assert without["Team.objects.visible_to(request.user)"] == TEXT.replace("visible_to(request.user)", "all()")
    condition = "not team.can(request.user, Action.VIEW)"
    assert without[f"if {condition}"] == TEXT.replace(condition, "False")
    assert without["may_read: and user.is_active"] == TEXT.replace("user.is_active and", "True and")
    # That a name is missing is no question of who somebody is.
    assert len(without) == 6


def test_the_project_is_a_program_without_any_one_of_its_checks_and_each_has_tests_to_notice():
    every = found()
    assert {"cases", "portal"} <= {mutant.path.split("/")[0] for mutant in every}
    for mutant in every:
        compile(mutant.text, mutant.path, "exec")
        assert room_tests(mutant.path), mutant.path


def test_who_may_see_a_team_may_see_what_belongs_to_it_so_that_is_no_check_of_its_own():
    text = "@for_plan(Action.%s)\ndef page(request, team, plan):\n    return plan\n"
    assert [mutant.text for mutant in mutants("views.py", text % "PLAN_EDIT")] == [text % "VIEW"]
    assert list(mutants("views.py", text % "PLAN_VIEW")) == []
    assert {WHO[Action(action.removeprefix("Action.").lower())] for action in SEEING} == {WHO[Action.VIEW]}
