"""The addresses of the indicator bank, in each language."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import pgettext_lazy

from toolkit.impact.bank import views

urlpatterns = [
    path(pgettext_lazy("address", "impact/indicators/"), views.bank, name="bank"),
    path(pgettext_lazy("address", "impact/indicators/<uuid:key>/"), views.bank_indicator, name="bank_indicator"),
    path(pgettext_lazy("address", "impact/indicators/<uuid:key>/use/"), views.bank_use, name="bank_use"),
]
