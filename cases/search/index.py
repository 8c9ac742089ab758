"""Keeps the read model right: whoever changes a live page writes its row in the same transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass

from django.db import connection, transaction
from django.db.models import Max

from cases.models import CasePage, SearchRow, SearchState
from cases.search.contents import Contents, contents_of

_BATCH = 200


@dataclass(frozen=True)
class Difference:
    """A page of which the read model says something else than the page."""

    page: int
    title: str
    what: str


# That of words, which are synonyms, concepts and places, is begun by triggers, whatever changes them.
_BEGIN = """
    UPDATE cases_searchstate SET generation = nextval('cases_search_generation') WHERE id = 1 RETURNING generation
"""


def next_generation() -> int:
    """Begin a generation of rows and return its number; others who begin one wait until this transaction is over."""
    with connection.cursor() as cursor:
        for _attempt in range(2):
            cursor.execute(_BEGIN)
            if row := cursor.fetchone():
                break
            SearchState.objects.get_or_create(pk=1)
    return int(row[0])


def contents_to_note(page: CasePage) -> Contents | None:
    """Return what the search is going to keep of a page that is about to be saved; None for one that is not live."""
    return contents_of(page) if page.live and page.locale_id else None


@transaction.atomic(savepoint=False)
def note_case(page: CasePage, contents: Contents | None = None) -> None:
    """Write what readers see of a page, or that they no longer see it; does nothing where nothing has changed."""
    known = SearchRow.objects.filter(pk=page.pk).values_list("digest", "is_gone").first()
    if not page.live:
        if known and not known[1]:
            forget_case(page.pk)
        return
    contents = contents or contents_of(page)
    if known != (contents.digest, False):
        _write([(page.pk, contents)])


@transaction.atomic
def forget_case(page_id: int) -> None:
    """Take a page out of the search."""
    if SearchRow.objects.filter(pk=page_id, is_gone=False).exists():
        SearchRow.objects.filter(pk=page_id).update(
            is_gone=True, words={}, text="", facets=[], digest="", generation=next_generation()
        )


def _write(pages: list[tuple[int, Contents]]) -> None:
    generation = next_generation()
    SearchRow.objects.bulk_create(
        [SearchRow(page_id=pk, **asdict(c), digest=c.digest, generation=generation) for pk, c in pages],
        update_conflicts=True,
        unique_fields=["page_id"],
        update_fields=[field.name for field in SearchRow._meta.local_concrete_fields if not field.primary_key],
    )


def rebuild(tell: Callable[[int, int], None] = lambda done, total: None) -> int:
    """Write all rows anew, a few at a time, while the site runs; return how many were not right."""
    ids = list(CasePage.objects.live().order_by("pk").values_list("pk", flat=True))
    changed = 0
    for start in range(0, len(ids), _BATCH):
        changed += _rebuild_some(ids[start : start + _BATCH])
        tell(min(start + _BATCH, len(ids)), len(ids))
    return changed + _forget_the_gone()


@transaction.atomic
def _rebuild_some(ids: list[int]) -> int:
    # Whoever publishes waits for the state's row before writing hers: what is read here is the newest, and stays so.
    SearchState.objects.select_for_update().get_or_create(pk=1)
    pages = [(page.pk, contents_of(page)) for page in _live_pages(ids)]
    known = dict(SearchRow.objects.filter(pk__in=ids, is_gone=False).values_list("pk", "digest"))
    wrong = [(pk, contents) for pk, contents in pages if known.get(pk) != contents.digest]
    if wrong:
        _write(wrong)
    return len(wrong)


@transaction.atomic
def _forget_the_gone() -> int:
    """Empty the rows of pages that are gone, and delete what has long been empty."""
    SearchState.objects.select_for_update().get_or_create(pk=1)
    live = CasePage.objects.live().order_by().values("pk")
    extra = list(SearchRow.objects.filter(is_gone=False).exclude(pk__in=live).values_list("pk", flat=True))
    for page_id in extra:
        forget_case(page_id)
    gone = SearchRow.objects.filter(is_gone=True).exclude(pk__in=extra)
    if floor := gone.aggregate(newest=Max("generation"))["newest"]:
        gone.delete()
        SearchState.objects.filter(pk=1).update(floor=floor)
    return len(extra)


def _live_pages(ids: list[int]) -> list[CasePage]:
    pages = CasePage.objects.live().filter(pk__in=ids).order_by("pk")
    related = ("municipalities", "counties", "value_tags", "field_tags", "partners")
    return list(pages.select_related("locale").prefetch_related(*related))


def differences() -> Iterator[Difference]:
    """Yield each page of which the read model says something else than the page."""
    ids = list(CasePage.objects.live().order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), _BATCH):
        some = ids[start : start + _BATCH]
        rows = {row.pk: row for row in SearchRow.objects.filter(pk__in=some, is_gone=False)}
        for page in _live_pages(some):
            if page.pk not in rows:
                yield Difference(page.pk, page.title, "missing")
            elif wrong := _wrong(rows[page.pk], contents_of(page)):
                yield Difference(page.pk, page.title, ", ".join(wrong))
    for row in SearchRow.objects.filter(is_gone=False).exclude(pk__in=ids):
        yield Difference(row.pk, row.title, "not live")


def _wrong(row: SearchRow, contents: Contents) -> list[str]:
    right = asdict(contents)
    own = {name: getattr(row, name) for name in right}
    own["case_id"] = str(own["case_id"])
    return [name for name, value in right.items() if own[name] != value]
