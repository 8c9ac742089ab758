"""The content checks: what an editor ought to look at before a page is read by others.

Pure but for `findings_for`, which reads a page. A finding's `field` is a content path as the admin's form has them:
`summary`, `results`, `body.<block's id>.alt`, `value_tags.openness`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.models import Page

from cases.editorial.content import Content, Passage, headings_of
from cases.editorial.wording import FEWEST_WORDS, find_heavy_words, is_empty_link, readability, sentences


class Level(models.TextChoices):
    """How much a finding matters; MUST stops submission."""

    MUST = "must", gettext_lazy("Must be mended")
    SHOULD = "should", gettext_lazy("Should be mended")
    TIP = "tip", gettext_lazy("Tips")


@dataclass(frozen=True)
class Finding:
    """Something to mend, told in the editor's language."""

    code: str
    field: str
    level: Level
    message: str


MOST_SUMMARY_LETTERS: Final = 280
MOST_SENTENCE_WORDS: Final = 30
MOST_PARAGRAPH_WORDS: Final = 120
HEAVY_LIX: Final = 45
VERY_HEAVY_LIX: Final = 55
# More than this helps nobody; those that matter most are kept.
MOST_FINDINGS: Final = 60

# Each fact that a page may lack: the field to go to (or none, where pages differ), how much it matters, what to say.
_LACKING: Final = {
    "summary": ("", Level.MUST, gettext_lazy("Write a summary. It stands in lists and search results.")),
    "story": ("", Level.MUST, gettext_lazy("Nothing is told yet. Write at least one chapter.")),
    "source_reference": (
        "source_reference",
        Level.MUST,
        gettext_lazy("Say where the facts come from: a report, an interview, a web page."),
    ),
    "place": ("municipalities", Level.SHOULD, gettext_lazy("Choose a municipality or county, or write the place.")),
    "results": ("results", Level.SHOULD, gettext_lazy("Tell what came of it, also if it is too early to be certain.")),
    "lessons": ("lessons", Level.SHOULD, gettext_lazy("Tell what you learnt, also what did not work.")),
    "themes": ("themes", Level.SHOULD, gettext_lazy("Choose at least one theme, so that the case can be found.")),
    "target_groups": ("target_groups", Level.SHOULD, gettext_lazy("Choose whom the work is for.")),
    "ladder_step": ("ladder_step", Level.TIP, gettext_lazy("Choose the step that the collaboration works on.")),
}

_FILE_NAME: Final = re.compile(r"\.(avif|gif|heic|jpe?g|png|svg|tiff?|webp)$|^(img|dsc|dscn|image)[_-]?\d+$", re.I)
_SAYS_PICTURE: Final = re.compile(
    r"^(et |eit |a |an )?(bilde|bilete|foto|fotografi|image|photo|picture) (av|of)\b", re.I
)


def _lacking(content: Content) -> Iterator[Finding]:
    own = {"summary": content.summary_field, "story": content.story_field}
    for fact, (field, level, message) in _LACKING.items():
        if not content.filled.get(fact, True):
            yield Finding(f"{fact}_missing", field or own[fact], level, str(message))


def _summary(content: Content) -> Iterator[Finding]:
    text = " ".join(content.summary.split())
    if text and text.casefold().strip(" .") == " ".join(content.title.split()).casefold().strip(" ."):
        message = _("The summary says the same as the title. Tell what you did, and what came of it.")
        yield Finding("summary_is_title", content.summary_field, Level.SHOULD, message)
    if len(text) > MOST_SUMMARY_LETTERS:
        message = _("The summary has %(n)d letters. Try to say it in %(most)d.")
        numbers = {"n": len(text), "most": MOST_SUMMARY_LETTERS}
        yield Finding("summary_long", content.summary_field, Level.SHOULD, message % numbers)


def _pictures(content: Content) -> Iterator[Finding]:
    for picture in content.pictures:
        alt = picture.alt.strip()
        if not alt and not picture.decorative:
            message = _("Write an alt text, or say that the picture is decoration only.")
            yield Finding("alt_missing", picture.alt_field, Level.MUST, message)
        elif alt and not picture.decorative and _FILE_NAME.search(alt):
            message = _("The alt text is the name of a file. Write what the picture shows.")
            yield Finding("alt_file_name", picture.alt_field, Level.SHOULD, message)
        elif alt and not picture.decorative and _SAYS_PICTURE.search(alt):
            message = _("Begin with what the picture shows; that it is a picture is told anyway.")
            yield Finding("alt_says_picture", picture.alt_field, Level.TIP, message)
        if not picture.consent:
            message = _(
                "Tick this when nobody can be recognised, or when everyone who can has agreed. Otherwise choose "
                "another picture."
            )
            yield Finding("consent_missing", picture.consent_field, Level.MUST, message)


def _tags(content: Content) -> Iterator[Finding]:
    for tag in content.tags:
        if not tag.how.strip():
            message = _("%(name)s is ticked: write how the case shows it.") % {"name": tag.name}
            yield Finding("how_missing", tag.field, Level.SHOULD, message)


def _headings(content: Content) -> Iterator[Finding]:
    # A chapter has its heading from the page; the free story goes on at the same level.
    level, root = 1, ""
    for passage in headings_of(content.passages):
        if (own := passage.field.partition(".")[0]) != root:
            root, level = own, level if own == "body" and not root else 2
        if passage.level > level + 1:
            message = _("The heading «%(heading)s» skips a level. Use a larger heading before it.")
            yield Finding("heading_order", passage.field, Level.SHOULD, message % {"heading": passage.text[:80]})
        level = passage.level


def _by_field(passages: Iterable[Passage]) -> Iterator[tuple[str, list[Passage]]]:
    for field, own in groupby((p for p in passages if p.kind == "text"), key=lambda passage: passage.field):
        yield field, list(own)


def _lengths(content: Content) -> Iterator[Finding]:
    for field, passages in _by_field(content.passages):
        split = [sentences(passage.text) for passage in passages]
        long = [words for passage in split for words in passage if len(words) > MOST_SENTENCE_WORDS]
        if long:
            message = ngettext(
                "A sentence has more than %(most)d words. Split it: «%(start)s …»",
                "%(n)d sentences have more than %(most)d words. Split them. The first: «%(start)s …»",
                len(long),
            )
            words = {"n": len(long), "most": MOST_SENTENCE_WORDS, "start": " ".join(long[0][:8])[:200]}
            yield Finding("sentence_long", field, Level.TIP, message % words)
        if any(sum(map(len, passage)) > MOST_PARAGRAPH_WORDS for passage in split):
            message = _("A paragraph has more than %(most)d words. Split it, one thought in each.")
            yield Finding("paragraph_long", field, Level.TIP, message % {"most": MOST_PARAGRAPH_WORDS})


def _hard_to_read(content: Content) -> Iterator[Finding]:
    by_field = {field: [passage.text for passage in own] for field, own in _by_field(content.passages)}
    whole = readability(text for texts in by_field.values() for text in texts)
    if whole.words < FEWEST_WORDS or whole.lix < HEAVY_LIX:
        return
    heaviest = max(by_field, key=lambda field: ((own := readability(by_field[field])).words >= 30, own.lix))
    level = Level.SHOULD if whole.lix >= VERY_HEAVY_LIX else Level.TIP
    message = _(
        "The text is heavy to read: readability index (LIX) %(lix)d. Below 35 is easy, 45 and more is heavy, "
        "55 and more is the language of offices. Shorter sentences and shorter words help; "
        "begin here, where it is heaviest."
    )
    yield Finding("lix", heaviest, level, message % {"lix": whole.lix})


def _heavy_words(content: Content) -> Iterator[Finding]:
    told: set[str] = set()
    for field, passages in _by_field(content.passages):
        found = find_heavy_words(" \n".join(passage.text for passage in passages), content.language)
        new = {word: instead for word, instead in found.items() if word not in told}
        told.update(new)
        if new:
            pairs = "; ".join(f"«{word}»: {instead}" for word, instead in new.items())
            yield Finding("hard_words", field, Level.TIP, _("Plainer words – %(pairs)s.") % {"pairs": pairs})


def _links(content: Content) -> Iterator[Finding]:
    for field, links in groupby(content.links, key=lambda link: link.field):
        texts = [link.text for link in links]
        if empty := next((text for text in texts if is_empty_link(text)), ""):
            message = _("The link «%(text)s» does not say where it leads. Let the name of the page be the link.")
            yield Finding("link_empty", field, Level.SHOULD, message % {"text": empty})
        if address := next((text for text in texts if text.startswith(("http://", "https://", "www."))), ""):
            message = _("A link shows its address (%(text)s). Write the name of the page instead.")
            yield Finding("link_address", field, Level.TIP, message % {"text": address[:60]})


_CHECKS: Final[tuple[Callable[[Content], Iterator[Finding]], ...]] = (
    _lacking,
    _summary,
    _pictures,
    _tags,
    _headings,
    _links,
    _hard_to_read,
    _heavy_words,
    _lengths,
)


def findings_of(content: Content) -> list[Finding]:
    """Return what there is to mend, what matters most first; at most `MOST_FINDINGS`."""
    found = [finding for check in _CHECKS for finding in check(content)]
    order = list(Level)
    return sorted(found, key=lambda finding: order.index(finding.level))[:MOST_FINDINGS]


def findings_for(page: Page) -> list[Finding]:
    """Return what there is to mend in a page as it stands in memory, saved or not; in the active language."""
    from cases.editorial.reading import content_of

    return findings_of(content_of(page))


def faults_of(page: Page) -> list[Finding]:
    """Return what must be mended in a page before it is submitted."""
    return [finding for finding in findings_for(page) if finding.level == Level.MUST]
