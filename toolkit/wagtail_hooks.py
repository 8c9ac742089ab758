"""Registers what editors see of the tools in the admin."""

from __future__ import annotations

from toolkit.assessment.admin.registration import register_questionnaires
from toolkit.impact.bank.admin.registration import register_bank

register_questionnaires()
register_bank()
