"""What the search is measured beside: a listing with Wagtail's own search, and a search engine, on the same cases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

Ask = Callable[[dict[str, Any]], Any]


def naive(asked: dict[str, Any]) -> None:
    """Do what a listing with Wagtail's own search does: filter, search, and count each facet over the hits."""
    from cases.models import CasePage, FieldTag, ValueTag

    cases = CasePage.objects.live().filter(locale__language_code="nb")
    if asked.get("theme"):
        cases = cases.filter(themes__overlap=asked["theme"])
    if asked.get("county"):
        cases = cases.filter(municipalities__county__number__in=asked["county"])
    for name, relation in (("field", "field_tags"), ("value", "value_tags")):
        if asked.get(name):
            cases = cases.filter(**{f"{relation}__code__in": asked[name]})
    ids = list(cases.distinct().values_list("pk", flat=True))
    if asked.get("q"):
        ids = [page.pk for page in CasePage.objects.filter(pk__in=ids).search(asked["q"], operator="or")]
    list(CasePage.objects.filter(pk__in=ids[:20]).for_listing())
    rows = CasePage.objects.filter(pk__in=ids).values_list("themes", "target_groups", "citizen_roles", "ladder_step")
    Counter(code for row in rows for codes in row[:3] for code in codes)
    for tags in (ValueTag, FieldTag):
        Counter(tags.objects.filter(page_id__in=ids).values_list("code", flat=True))


class Engine:
    """Tantivy with the words and the facets of all live cases; it knows no compounds, synonyms or slips."""

    def __init__(self) -> None:
        import tantivy

        from cases.models import SearchRow
        from cases.search.facets import FACETS
        from cases.search.memory import library

        self._tantivy, self._facets = tantivy, [facet.parameter for facet in FACETS]
        builder = tantivy.SchemaBuilder().add_integer_field("page", stored=True).add_text_field("text")
        for name in self._facets:
            builder.add_text_field(name, fast=True, tokenizer_name="raw")
        self._schema = builder.build()
        self._index = tantivy.Index(self._schema)
        writer = self._index.writer(100_000_000, 1)
        held = library()
        codes = dict(zip(held.pages.tolist(), held.codes, strict=True))
        texts = SearchRow.objects.filter(is_gone=False).values_list("page_id", "title", "text")
        for page, title, text in texts.iterator(2000):
            facets: dict[str, list[str]] = {}
            for key in codes.get(page, ()):
                name, _colon, code = key.partition(":")
                facets.setdefault(name, []).append(code)
            writer.add_document(tantivy.Document(page=page, text=f"{title} {text}", **facets))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._searcher = self._index.searcher()

    def hits(self, asked: dict[str, Any]) -> None:
        """Find the twenty best, and nothing else: the least that it could cost."""
        for _score, address in self._searcher.search(self._query(asked), 20).hits:
            self._searcher.doc(address)

    def hits_and_facets(self, asked: dict[str, Any]) -> None:
        """Do what the core does: the twenty best, and each facet counted with all choices but its own."""
        self.hits(asked)
        chosen = [name for name in asked if name != "q"]
        self._searcher.aggregate(self._query(asked), self._counts([n for n in self._facets if n not in chosen]))
        for name in chosen:
            self._searcher.aggregate(self._query(asked, without=name), self._counts([name]))

    def _counts(self, names: list[str]) -> dict[str, Any]:
        return {name: {"terms": {"field": name, "size": 500}} for name in names}

    def _query(self, asked: dict[str, Any], without: str = "") -> Any:
        must, make = self._tantivy.Occur.Must, self._tantivy.Query
        parts = [(must, self._index.parse_query(asked["q"], ["text"]))] if asked.get("q") else []
        parts += [
            (must, make.term_set_query(self._schema, name, codes))
            for name, codes in asked.items()
            if name not in ("q", without)
        ]
        return make.boolean_query(parts) if parts else make.all_query()
