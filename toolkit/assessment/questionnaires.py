"""The questionnaire that the portal ships; from then on it is the editors' own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

from django.apps.registry import Apps
from django.utils import timezone

from cases.codes import LOCALES

DATA: Final = Path(__file__).parent / "data"
SHIPPED: Final = DATA / "questionnaire-1.json"


def load_questionnaire(apps: Apps) -> bool:
    """Take the shipped questionnaire into use where there is none at all; say whether that was so.

    Called by a migration, with the models of that time. What is there already stays as it is: rounds are compared by
    it, and editors go on from it with versions of their own.
    """
    Questionnaire = apps.get_model("toolkit", "Questionnaire")
    if Questionnaire.objects.exists():
        return False
    shipped = json.loads(SHIPPED.read_text(encoding="utf-8"))
    questionnaire = Questionnaire.objects.create(
        number=shipped["version"],
        state="in_use",
        used_from=timezone.localdate(),
        **{f"open_question_{locale}": shipped["open_question"][locale] for locale in LOCALES},
    )
    Statement = apps.get_model("toolkit", "Statement")
    Statement.objects.bulk_create(
        Statement(
            questionnaire=questionnaire,
            key=one["key"],
            kind=one["kind"],
            code=one["code"],
            order=order,
            is_reversed=one["reversed"],
            in_short_form=one["short"],
            **{f"text_{locale}": one["text"][locale] for locale in LOCALES},
        )
        for order, one in enumerate(shipped["statements"], 1)
    )
    return True
