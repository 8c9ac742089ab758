"""From a page of any kind to the plain values that the content checks look at."""

from __future__ import annotations

from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from cases.codes import ConceptKind
from cases.editorial.content import Content, Picture, Reader, Tag
from cases.models.vocabulary import Vocabulary

_TAGS = (("value_tags", ConceptKind.VALUE), ("field_tags", ConceptKind.FIELD))


def _text(page: Page, name: str) -> str:
    value = getattr(page, name, "")
    return value if isinstance(value, str) else ""


def _tags(page: Page) -> tuple[Tag, ...]:
    """Return the values and fields of a case; their names cost one query."""
    rows = [(name, kind, tag) for name, kind in _TAGS if hasattr(page, name) for tag in getattr(page, name).all()]
    if not rows:
        return ()
    words = Vocabulary.for_active_language()
    named = [(name, tag, words.term(kind, tag.code)) for name, kind, tag in rows]
    return tuple(Tag(f"{name}.{tag.code}", term.name if term else tag.code, tag.how) for name, tag, term in named)


def _facts(page: Page, reader: Reader) -> dict[str, bool]:
    """Return which of the facts that this kind of page has are filled in."""
    found = {
        name: bool(getattr(page, name))
        for name in ("source_reference", "ladder_step", "themes", "target_groups")
        if hasattr(page, name)
    }
    if hasattr(page, "municipalities"):
        found["place"] = bool(_text(page, "place").strip() or page.municipalities.all() or page.counties.all())
    written = {passage.field.partition(".")[0] for passage in reader.passages}
    found |= {name: name in written for name in ("results", "lessons") if hasattr(page, name)}
    if hasattr(page, "challenge") or hasattr(page, "body"):
        found["story"] = bool(written)
    return found


def _hero(page: Page) -> list[Picture]:
    """Return the page's own picture, where it has one."""
    if not getattr(page, "image_id", None) or not hasattr(page, "image_alt"):
        return []
    return [
        Picture(
            alt_field="image_alt",
            consent_field="image_consent",
            alt=_text(page, "image_alt"),
            decorative=bool(getattr(page, "image_decorative", False)),
            consent=bool(getattr(page, "image_consent", False)),
        )
    ]


def content_of(page: Page) -> Content:
    """Return what a page says, saved or not, complete or not."""
    reader = Reader()
    for field in page._meta.get_fields():
        if isinstance(field, RichTextField):
            reader.read_rich(field.name, getattr(page, field.name))
        elif isinstance(field, StreamField):
            reader.read_blocks(field.name, getattr(page, field.name).raw_data)
    facts, tags = _facts(page, reader), _tags(page)
    for tag in tags:
        reader.read_plain(tag.field, tag.how)
    summary_field = next((name for name in ("summary", "lead", "intro") if hasattr(page, name)), "")
    if summary_field:
        reader.read_plain(summary_field, _text(page, summary_field))
        facts["summary"] = bool(_text(page, summary_field).strip())
    return Content(
        language=page.locale.language_code if page.locale_id else "",
        title=_text(page, "title"),
        summary=_text(page, summary_field),
        summary_field=summary_field,
        story_field="challenge" if hasattr(page, "challenge") else "body",
        passages=tuple(reader.passages),
        links=tuple(reader.links),
        pictures=(*_hero(page), *reader.pictures),
        tags=tags,
        filled=facts,
    )
