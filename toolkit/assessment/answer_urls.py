"""The addresses of those who take part in a round: short ones to be read aloud, and the others in each language."""

from __future__ import annotations

from django.urls import path, register_converter
from django.utils.translation import pgettext_lazy

from cases.lists.addresses import ListSecret
from toolkit.assessment.views import answering, joining

register_converter(ListSecret, "private")

# The same in every language: they stand on posters and in QR codes.
short_urlpatterns = [
    path("d/", joining.to_code, name="join_code"),
    path("d/<str:code>/", joining.to_round, name="join"),
]

urlpatterns = [
    path(pgettext_lazy("address", "assessment/join/"), joining.enter_code, name="enter_code"),
    path(pgettext_lazy("address", "assessment/join/<str:code>/"), joining.start, name="start_answering"),
    path(pgettext_lazy("address", "assessment/answer/<private:secret>/"), answering.answer, name="answer"),
    path(pgettext_lazy("address", "assessment/answer/<private:secret>/save/"), answering.save, name="answer_save"),
    path(
        pgettext_lazy("address", "assessment/answer/<private:secret>/thanks/"), answering.thanks, name="answer_thanks"
    ),
    path(pgettext_lazy("address", "assessment/answer/<private:secret>/group/"), answering.group, name="answer_group"),
    path(
        pgettext_lazy("address", "assessment/answer/<private:secret>/result/"), answering.result, name="answer_result"
    ),
    path(
        pgettext_lazy("address", "assessment/answer/<private:secret>/delete/"), answering.delete, name="answer_delete"
    ),
]
