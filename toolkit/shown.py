"""What public pages show of the tools' tables: for portal/page_cache."""

from __future__ import annotations

from portal.page_cache.declarations import hide, keep_whole, keep_with, make_each, show


def declare() -> None:
    """Say it; called when the app is ready."""
    # What a case shows of a round is made of these.
    show("toolkit", "Round", "Batch")
    # Answers are nobody's but theirs who gave them.
    hide("toolkit", "Questionnaire", "Statement", "Participation", "OwnAnswers")
    # What a case shows of its team's plan, and the bank, are made of these; the plan itself is the team's.
    show("toolkit", "Publication", "BankIndicator", "BankUse")
    hide("toolkit", "Plan", "PlanVersion", "Change", "Source", "Goal", "TargetGroup", "Element", "Link", "Evaluation")
    hide("toolkit", "Indicator", "Target", "Measurement")
    # It says that the bank has changed.
    hide("toolkit", "BankState")
    keep_whole("assessment", "impact")
    # For those who are in the team.
    make_each("team_rounds", "new_round", "round", "round_count", "round_change", "round_close", "round_reopen")
    make_each("round_show", "round_delete", "round_restore", "round_poster")
    make_each("round_result", "round_result_file", "rounds_over_time")
    # For one who answers a round, and for the way into it.
    make_each("join_code", "join", "enter_code", "start_answering")
    make_each("answer", "answer_save", "answer_thanks", "answer_group", "answer_delete", "answer_result")
    # For the team, and for one who answers alone.
    make_each("round_publish", "own_assessment", "own_keep", "own_kept", "own_delete")
    # For the team that has the plan.
    make_each("plan", "new_plan", "plan_about", "plan_delete", "plan_restore", "plan_step")
    make_each("measure", "measurement", "snooze", "sheet_template", "sheet_import")
    make_each("whole_plan", "plan_element_move")
    make_each("plan_history", "plan_version", "plan_import")
    make_each("plan_part_add", "plan_part", "plan_part_remove", "plan_part_restore")
    # For the team, and for one who begins a plan of her own.
    make_each("plan_publish", "start_plan")
    make_each("plan_indicator", "plan_file")
    keep_whole("bank", "bank_indicator")
    keep_with("level", "kind", "for_whom", "recommended")
    # For whoever is signed in.
    make_each("bank_use")
