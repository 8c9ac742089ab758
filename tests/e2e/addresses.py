"""Where the page types are in each language; found without a database, as the server finds them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext, ngettext

import cases
from cases.codes import LOCALES, ConceptKind
from cases.following.addresses import change_link, confirm_link, stop_link
from cases.models import Follow
from cases.models.vocabulary import ascii_slug
from tests.e2e import library

_VOCABULARY = Path(cases.__file__).parent / "data" / "vocabulary"
INDEX = {"nb": "/caser/", "nn": "/nn/casar/", "en": "/en/cases/"}
LARVIK = "/caser/i-larvik-motes-familier-og-fagfolk-pa-kjokkenet/"
# The pages about the portal that are not shown in every language: they are made as those that are.
ABOUT = ("om-portalen", "fortell-om-prosjektet", "verksted-pa-en-time", "tilgjengelighet")
PRIVACY = {"nb": "personvern/", "nn": "personvern/", "en": "privacy/"}
CASE = {
    "nb": INDEX["nb"] + library.TRANSLATED + "/",
    "nn": INDEX["nn"] + library.NYNORSK + "/",
    "en": INDEX["en"] + "translated-case/",
}
# Two cases of the demo, by their ids.
COMPARED = "?case=274dd172fd78&case=a8a3b4a1fb6d"
LONG, PICTURE, BARE, BLOCKS, BOXES = (
    f"{INDEX['nb']}{slug}/" for slug in (library.LONG, library.PICTURE, library.BARE, library.BLOCKS, library.BOXES)
)


def say(language: str, text: str) -> str:
    """Return a text of the interface in a language."""
    with translation.override(language):
        return gettext(text)


def say_count(language: str, one: str, many: str, number: int) -> str:
    """Return a counted text of the interface in a language, with `shown` and `n` filled in."""
    with translation.override(language):
        return ngettext(one, many, number) % {"n": number, "shown": number}


def home(language: str) -> str:
    """Return the front page's address."""
    with translation.override(language):
        return reverse("wagtail_serve", args=[""])


def model(language: str) -> str:
    """Return the model's address."""
    with translation.override(language):
        return reverse("model")


def articles(language: str) -> str:
    """Return the address of the overview of articles."""
    with translation.override(language):
        return reverse("articles")


def concept_name(language: str, kind: ConceptKind, code: str) -> str:
    """Return a concept's name."""
    shipped = json.loads((_VOCABULARY / f"{language}.json").read_text(encoding="utf-8"))
    return str(shipped[kind.value][code]["name"])


def concept(language: str, kind: ConceptKind, code: str) -> str:
    """Return the address of a concept's page."""
    with translation.override(language):
        return reverse("concept", args=[ascii_slug(concept_name(language, kind, code))])


def place(language: str, view: str, *part: str) -> str:
    """Return the address of a place's page, or of the overview."""
    with translation.override(language):
        return reverse(view, args=part)


def following(language: str, link: Callable[[Follow], str], address: str) -> str:
    """Return a link as it stands in an e-mail, below the portal's own address."""
    return link(Follow(address=address, language=language)).removeprefix(settings.SITE_URL)


def _following_pages(language: str) -> dict[str, str]:
    form = place(language, "follow")
    return {
        f"follow-{language}": form,
        f"follow-filtered-{language}": f"{form}?q=arbeid&value=democracy&theme=housing",
        f"follow-asked-{language}": place(language, "follow_asked") + "?q=arbeid",
        f"follow-confirm-{language}": following(language, confirm_link, library.WAITING),
        f"follow-change-{language}": following(language, change_link, library.FOLLOWED) + "?confirmed=1",
        f"follow-stop-{language}": following(language, stop_link, library.FOLLOWED),
        f"follow-over-{language}": following(language, stop_link, "N" * 22),
    }


def _answering_pages() -> dict[str, str]:
    """Return the pages of a round of self-assessment that differ from one another by more than their language."""
    form = place("nb", "answer", library.ANSWERING)
    return {
        "assessment-code": place("nb", "enter_code"),
        "assessment-wrong-code": place("nb", "enter_code") + "?code=hjkl",
        "assessment-start-closed": place("nb", "start_answering", library.CLOSED_ROUND),
        **{f"assessment-{kind}": f"{form}?step={step}" for kind, step in (("ladder", 12), ("thin", 13), ("open", 14))},
        "assessment-group": place("nb", "answer_group", library.ANSWERING),
        "assessment-delete": place("nb", "answer_delete", library.ANSWERING),
        "assessment-closed": place("nb", "answer", library.TOO_LATE),
        "assessment-gone": place("nb", "answer", "G" * 43),
    }


def page_types() -> dict[str, str]:
    """Return every public page type in every language, by a name for test reports."""
    pages = {}
    for language in LOCALES:
        pages |= {
            f"home-{language}": home(language),
            f"index-{language}": INDEX[language],
            f"case-{language}": CASE[language],
            f"article-{language}": home(language) + library.ARTICLES[language] + "/",
            f"articles-{language}": articles(language),
            f"model-{language}": model(language),
            f"value-{language}": concept(language, ConceptKind.VALUE, "creativity"),
            f"field-{language}": concept(language, ConceptKind.FIELD, "complementary_competence"),
            f"step-{language}": concept(language, ConceptKind.LADDER_STEP, "mature"),
            f"chosen-{language}": f"{INDEX[language]}?value=democracy&theme=housing&theme=integration&q=arbeid",
            f"empty-{language}": f"{INDEX[language]}?q=xyzzyplugh&value=leadership",
            f"not-understood-{language}": f"{INDEX[language]}?value=foo&municipality=Atlantis&blah=1",
            f"municipality-{language}": place(language, "municipality", "3909-larvik"),
            f"municipality-without-cases-{language}": place(language, "municipality", "5540-kafjord"),
            f"county-{language}": place(language, "county", "39-vestfold"),
            f"municipalities-{language}": place(language, "municipalities"),
            f"comparison-{language}": place(language, "compare") + COMPARED,
            f"comparison-of-none-{language}": place(language, "compare"),
            f"my-list-{language}": place(language, "my_list"),
            f"my-list-filled-{language}": place(language, "my_list") + COMPARED,
            **_following_pages(language),
            f"assessment-{language}": place(language, "assessment"),
            f"assessment-start-{language}": place(language, "start_answering", library.OPEN_ROUND),
            f"assessment-form-{language}": place(language, "answer", library.ANSWERING) + "?step=1",
            f"assessment-thanks-{language}": place(language, "answer_thanks", library.ANSWERING),
            f"sign-in-{language}": place(language, "account_request_login_code"),
            f"password-{language}": place(language, "account_login"),
            f"new-password-{language}": place(language, "account_reset_password"),
            f"link-used-{language}": place(language, "account_reset_password_from_key", "1", "old-key"),
            f"no-account-{language}": place(language, "account_signup"),
            f"privacy-{language}": home(language) + PRIVACY[language],
            f"404-{language}": f"{home(language)}finnes-ikke/",
            f"400-{language}": f"{INDEX[language]}?q=%00",
        }
    return pages | {
        "case-long": LONG,
        "case-picture": PICTURE,
        "case-bare": BARE,
        "case-blocks": BLOCKS,
        "case-boxes": BOXES,
        "case-demo": LARVIK,
        "second-page": f"{INDEX['nb']}?page=2",
        "old-place": f"{INDEX['nb']}?municipality=Lardal",
        "which-place": place("nb", "municipality", "heroy"),
        "places-asked": place("nb", "municipalities") + "?q=Herøy",
        "places-not-found": place("nb", "municipalities") + "?q=Atlantis",
        "place-alone": place("nb", "municipality", "0301-oslo"),
        "nothing-to-compare": place("nb", "compare"),
        **_answering_pages(),
        **{slug: f"/{slug}/" for slug in ABOUT},
    }


def in_all_languages() -> dict[str, dict[str, str]]:
    """Return the page types, those that differ by nothing but their language together: one window suffices for them."""
    together: dict[str, dict[str, str]] = {}
    for name, address in page_types().items():
        kind, _, language = name.rpartition("-")
        together.setdefault(kind if language in LOCALES else name, {})[name] = address
    return together
