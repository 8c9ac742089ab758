"""The figures: each in each language, whole, within its edges, and told in words as well."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation
from wagtail.blocks.stream_block import StreamBlockValidationError

from cases.models import Vocabulary
from home.blocks import ArticleBlock
from home.figures import FIGURES, figure_of
from home.figures.drawing import SIZE, WIDTH, breadth, lines_of

pytestmark = pytest.mark.django_db

LANGUAGES = ("nb", "nn", "en")


def _words(text: str) -> set[str]:
    return set(re.findall(r"[\w-]+", text.casefold()))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", FIGURES)
def test_a_figure_is_drawn_and_told_in_words(code: str, language: str) -> None:
    with translation.override(language):
        figure = figure_of(code, Vocabulary.for_active_language())
        context = {"figure": figure, "request": RequestFactory().get("/")}
        page = BeautifulSoup(render_to_string("components/figures/figure.html", context), "html.parser")
    assert figure is not None
    assert page.figure["aria-label"] == figure.title
    assert figure.source in page.figcaption.get_text()
    told = page.select_one("details dl").get_text(" ")
    shown = " ".join(tag.get_text(" ") for tag in page.select("svg[role=img] text, .crossings tbody td > div"))
    if figure.table:
        planned = {cell.column for _head, cells in figure.table.rows for cell in cells}
        assert planned == {th.get_text() for th in page.select("thead th")}
        shown = " ".join(cell.name for _head, cells in figure.table.rows for cell in cells)
    if code == "model":
        assert len(page.select(".model-figure a[href]")) == 11
        shown = page.select_one(".model-figure").get_text(" ")
    assert shown.strip()
    # Numbers of steps stand in the list's order, and the name of the whole in its caption.
    assert _words(shown) - _words(told) - set("12345") == set()
    if language != "en":
        assert "Drawn anew" not in page.get_text()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", FIGURES)
def test_words_stay_within_the_drawing_and_do_not_lie_on_each_other(code: str, language: str) -> None:
    with translation.override(language):
        drawing = figure_of(code, Vocabulary.for_active_language()).drawing
    if drawing is None:
        return
    taken: list[tuple[float, float, float, float]] = []
    for text in drawing.texts:
        for number, line in enumerate(text.lines):
            width = breadth(line, strong="name" in text.look)
            left = text.x - {"start": 0, "middle": width / 2, "end": width}[text.anchor]
            foot = text.y + 19 * number
            assert left >= 0, line
            assert left + width <= WIDTH, line
            assert SIZE <= foot <= drawing.height, line
            for other in taken:
                assert (
                    left >= other[1] or left + width <= other[0] or foot - SIZE * 0.7 >= other[3] or foot <= other[2]
                ), line
            taken.append((left, left + width, foot - SIZE * 0.7, foot))


def test_a_step_is_marked() -> None:
    vocabulary = Vocabulary.for_language("nb")
    marked = [text.lines for text in figure_of("ladder", vocabulary, "mature").drawing.texts if "here" in text.look]
    assert marked == [("4  Moden",)]
    assert figure_of("nothing", vocabulary) is None


def test_lines_break_between_words() -> None:
    assert lines_of("en to tre fire", breadth("en to tre")) == ("en to tre", "fire")
    assert lines_of("menneskerettighetene er", 10) == ("menneskerettighetene", "er")
    assert lines_of("", 100) == ()


def test_an_article_takes_a_figure_and_wants_it_chosen() -> None:
    block = ArticleBlock()
    value = block.to_python([{"type": "figure", "value": {"code": "circle"}}])
    assert 'class="figure figure--circle"' in value[0].render({"vocabulary": Vocabulary.for_language("nb")})
    block.clean(value)
    for code in ("", "nothing"):
        with pytest.raises(StreamBlockValidationError):
            block.clean(block.to_python([{"type": "figure", "value": {"code": code}}]))
    assert "img/figures/circle.svg" in str(
        dict(block.child_blocks["figure"].child_blocks["code"].field.choices)["circle"]
    )
