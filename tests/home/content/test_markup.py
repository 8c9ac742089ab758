"""The markup of the shipped articles: what it can say, and how it tells of faults."""

from __future__ import annotations

import pytest

from home.content.markup import MarkupError, read_article

HEAD = "@ anker-og-fortoyning | 34\n# Anker og fortøyning\nFeste i to ender.\n"


def test_everything_that_can_be_said() -> None:
    article = read_article(
        HEAD + "Først **ankeret**, så *fortøyningen*.\n- ned\n- opp\n1. ta sats\n### Under\n"
        "Se [trappa](article:ladder) & mer.\n## Innover\n! Fakta\n- Ett\n\nUtenfor boksen.\n"
        "> Vi er fast. | en leder\n? Hvem mangler? | Tenk på sist.\n? Og du?\n"
    )
    assert (article.slug, article.pages, article.title) == ("anker-og-fortoyning", "34", "Anker og fortøyning")
    assert article.summary == "Feste i to ender."
    assert article.blocks == (
        (
            "paragraph",
            "<p>Først <b>ankeret</b>, så <i>fortøyningen</i>.</p><ul><li>ned</li><li>opp</li></ul>"
            '<ol><li>ta sats</li></ol><h3>Under</h3><p>Se <a href="article:ladder">trappa</a> &amp; mer.</p>',
        ),
        ("heading", "Innover"),
        ("fact_box", {"title": "Fakta", "text": "<ul><li>Ett</li></ul>"}),
        ("paragraph", "<p>Utenfor boksen.</p>"),
        ("quote", {"text": "Vi er fast.", "attribution": "en leder"}),
        ("question", {"question": "Hvem mangler?", "hint": "Tenk på sist.", "concept": ""}),
        ("question", {"question": "Og du?", "hint": "", "concept": ""}),
    )


def test_html_is_text() -> None:
    assert read_article(HEAD + "<script>5 < 6</script>\n").blocks == (
        ("paragraph", "<p>&lt;script&gt;5 &lt; 6&lt;/script&gt;</p>"),
    )


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("", 1, "title is missing"),
        ("# Tittel\n", 1, "summary is missing"),
        ("# Tittel\nSammendrag.\n", 1, "address is missing"),
        ("@ Ikke Bra\n# Tittel\nSammendrag.\n", 1, "“Ikke Bra” is no address"),
        (HEAD + "# Enda en\n", 4, "title already"),
        (HEAD + "! Tom boks\n\nTekst.\n", 4, "“Tom boks” is empty"),
        (HEAD + "Trykk [her](javascript:alert(1)).\n", 4, "A link leads to"),
    ],
)
def test_a_fault_is_told_with_its_line(text: str, line: int, said: str) -> None:
    with pytest.raises(MarkupError) as error:
        read_article(text)
    assert any(fault.line == line and said in fault.message for fault in error.value.faults)
