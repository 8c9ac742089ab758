"""Imports and exports know nothing of what a translation follows, and lose nothing of it either."""

from __future__ import annotations

import io
import json

import pytest

from cases.exchange.exporter import export_cases
from cases.exchange.importer import import_cases
from cases.models import CasePage
from tests.cases.translation.publishing import make_pair, publish

pytestmark = pytest.mark.django_db


def _exported():
    out = io.StringIO()
    export_cases(out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def _bring_in(lines):
    file = io.BytesIO("\n".join(json.dumps(line) for line in lines).encode())
    result = import_cases(file, overwrite=True)
    assert result.problems == []


def test_what_a_translation_follows_is_not_in_the_file_and_outlives_its_return():
    bokmaal, nynorsk = make_pair()
    publish(bokmaal, summary="Et nytt sammendrag.")
    lines = _exported()
    assert [key for line in lines for key in line if "translat" in key or "digest" in key] == []
    _bring_in(lines)
    assert _exported() == lines
    assert [page.pk for page in CasePage.objects.behind()] == [nynorsk.pk]


def test_new_texts_from_a_file_follow_nothing_until_an_editor_says_so():
    bokmaal, _nynorsk = make_pair()
    publish(bokmaal, summary="Et nytt sammendrag.")
    lines = _exported()
    _bring_in([{**line, "lessons": "<p>Nytt.</p>"} for line in lines if line["locale"] == "nn"])
    nynorsk = CasePage.objects.get(locale__language_code="nn")
    assert (nynorsk.translated_from, nynorsk.translated_digest) == ("nb", "")
    assert list(CasePage.objects.behind()) == []
