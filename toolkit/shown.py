"""What public pages show of the tools' tables: for portal/page_cache."""

from __future__ import annotations

from portal.page_cache.declarations import hide


def declare() -> None:
    """Say it; called when the app is ready."""
    # Answers and results are for those who took part, until a case shows them.
    hide("toolkit", "Questionnaire", "Statement", "Round", "Batch", "Participation", "OwnAnswers")
