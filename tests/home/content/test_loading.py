"""The shipped articles become pages, once; what an editor did to them stays."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from home.articles import article_address
from home.content import article_id, files
from home.content.files import ContentError, read_articles
from home.content.loading import load_articles
from home.models import ArticlePage, Shelf
from tests.factories import make_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with three articles of two shelves, one of them in two languages."""
    monkeypatch.setattr(files, "HANDBOOK", ("model", "ladder"))
    monkeypatch.setattr(files, "PORTAL", ("about",))
    write(tmp_path, "nb/model", "@ modellen-vaar | 23", "Modellen", "Se [trappa](article:ladder).")
    write(tmp_path, "nb/ladder", "@ trappa | 44–45", "Trappa", "Fem trinn.")
    write(tmp_path, "en/ladder", "@ the-ladder | 44–45", "The ladder", "Five steps. See [the model](article:model).")
    write(tmp_path, "nb/about", "@ om-portalen", "Om portalen", "Hvem som står bak.")
    return tmp_path


def write(folder: Path, name: str, head: str, title: str, *lines: str) -> None:
    """Write an article's file."""
    path = folder / f"{name}.txt"
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join([head, f"# {title}", f"Om {title}.", *lines]), encoding="utf-8")


def page(key: str, language: str = "nb") -> ArticlePage:
    """Return the page of an article."""
    return ArticlePage.objects.get(translation_key=article_id(key), locale__language_code=language)


def test_articles_are_published_in_order_with_their_links_and_languages(folder: Path, client: Client) -> None:
    result = load_articles(folder=folder)
    assert sorted(result.created) == ["en/ladder", "nb/about", "nb/ladder", "nb/model"]
    answer = client.get("/modellen-vaar/").content.decode()
    assert '<a href="/trappa/">trappa</a>' in answer
    assert "p. 23" in answer or "s. 23" in answer
    # A link to what is not translated leads to the bokmål text.
    assert 'href="/modellen-vaar/"' in client.get("/en/the-ladder/").content.decode()
    assert 'hreflang="en"' in client.get("/trappa/").content.decode()
    assert page("about").shelf == Shelf.PORTAL
    front = client.get("/").content.decode()
    assert front.index('href="/modellen-vaar/"') < front.index('href="/trappa/"')
    assert "Om Om portalen." not in front


def test_again_changes_nothing(folder: Path) -> None:
    load_articles(folder=folder)
    before = list(ArticlePage.objects.order_by("pk").values_list("pk", "latest_revision_id"))
    result = load_articles(folder=folder)
    assert (len(result.unchanged), result.created, result.updated, result.kept) == (4, [], [], [])
    assert list(ArticlePage.objects.order_by("pk").values_list("pk", "latest_revision_id")) == before


def test_a_new_text_comes_in_and_its_translation_follows_it(folder: Path) -> None:
    load_articles(folder=folder)
    write(folder, "nb/ladder", "@ trappa | 44–45", "Trappa", "Fem trinn, og så på nytt.")
    assert load_articles(folder=folder).updated == ["nb/ladder", "en/ladder"]
    assert "på nytt" in str(page("ladder").body)
    assert page("ladder", "en").follows(page("ladder"))


@pytest.mark.parametrize("what", ["changed", "drafted", "unpublished", "deleted", "on another shelf"])
def test_what_an_editor_did_stays(folder: Path, what: str) -> None:
    load_articles(folder=folder)
    ladder = page("ladder")
    if what == "changed":
        ladder.summary = "Redaktørens egne ord."
        ladder.save_revision().publish()
    elif what == "drafted":
        ladder.summary = "Et utkast."
        ladder.save_revision()
    elif what == "on another shelf":
        ladder.shelf = Shelf.PORTAL
        ladder.save_revision().publish()
    elif what == "unpublished":
        ladder.unpublish()
    else:
        ladder.delete()
    before = list(ArticlePage.objects.order_by("pk").values_list("pk", "live", "summary", "latest_revision_id"))
    write(folder, "nb/ladder", "@ trappa | 44–45", "Trappa", "Nye ord fra oss.")
    result = load_articles(folder=folder)
    assert "nb/ladder" in result.kept
    after = list(ArticlePage.objects.order_by("pk").values_list("pk", "live", "summary", "latest_revision_id"))
    changed = [row for row in after if row not in before]
    assert {row[0] for row in changed} <= {page("ladder", "en").pk}


def test_an_address_that_a_page_has_already_is_not_taken(folder: Path) -> None:
    own = make_article(slug="trappa", title="Vår egen trapp")
    load_articles(folder=folder)
    assert ArticlePage.objects.get(pk=own.pk).slug == "trappa"
    assert page("ladder").slug == "trappa-1"


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("nb/model", "@ x\n", "nb/model.txt, line 1: A title is missing"),
        ("nb/modell", "@ x\n# X\nY.\n", "nb/modell.txt: No article has that key"),
        ("sv/model", "@ x\n# X\nY.\n", "sv/model.txt: No article has that key"),
        ("nb/model", "@ x\n# X\nY.\nSe [der](article:nowhere).\n", "article:nowhere, which is no article"),
        ("nb/model", f"@ x\n# X\nY.\n? {'å' * 301}\n", "nb/model.txt"),
        ("nb/model", f"@ x\n# X\n{'å' * 401}\n", "nb/model.txt"),
    ],
)
def test_a_fault_is_told_and_nothing_is_written(folder: Path, name: str, text: str, said: str) -> None:
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    with pytest.raises(ContentError) as error:
        load_articles(folder=folder)
    assert any(said in problem for problem in error.value.problems)
    assert not ArticlePage.objects.exists()


def test_bokmaal_comes_first(folder: Path) -> None:
    (folder / "nb" / "ladder.txt").unlink()
    with pytest.raises(ContentError, match=r"nb/ladder\.txt: There is no such file"):
        read_articles(folder)


def test_the_command_says_what_it_did(monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.StringIO()
    call_command("load_articles", stdout=out)
    shipped = sum(len(article.texts) for article in read_articles())
    assert f"Nye: {shipped}. Oppdatert: 0. Uendret: 0. Ikke rørt: 0." in out.getvalue()

    def broken() -> None:
        raise ContentError(["nb/model.txt, line 3: Det er noe her."])

    monkeypatch.setattr("home.management.commands.load_articles.load_articles", broken)
    with pytest.raises(CommandError, match="line 3"):
        call_command("load_articles")


def test_code_finds_an_article_by_its_key_with_one_query_for_all(folder: Path) -> None:
    load_articles(folder=folder)
    request = RequestFactory().get("/")
    article_address("ladder", request)
    with CaptureQueriesContext(connection) as queries:
        assert article_address("ladder", request, "en") == "/en/the-ladder/"
        assert article_address("ladder", request, "nn") == "/trappa/"
        assert article_address("model", request, "en") == "/modellen-vaar/"
        assert article_address("nothing", request) == ""
    assert len(queries) == 0
