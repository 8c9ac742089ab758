"""Keeps the bank right: what live cases show of impact plans, written in the transaction that publishes it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from cases.editorial.showing import page_with_facts
from cases.models import CasePage
from cases.shown_with import of_tool
from toolkit.impact.bank.contents import columns_of, content_of, group_codes, is_same, words_of
from toolkit.impact.bank.generations import next_generation, wait_for_others
from toolkit.impact.bank.reuse import recount
from toolkit.impact.published import Content
from toolkit.models import BankIndicator, BankUse, Publication

TOOL = "impact"


@transaction.atomic
def sync_case(case_id: UUID) -> None:
    """Write which indicators a case shows now; does nothing for one that shows none and has shown none."""
    page = page_with_facts(case_id)
    publications = publications_shown_with(page) if page is not None and page.live else []
    if not publications and not BankUse.objects.filter(case_id=case_id).exists():
        return
    wait_for_others()
    before = {use.key: use for use in BankUse.objects.filter(case_id=case_id)}
    touched = {use.indicator_id for use in before.values()}
    shown: set[UUID] = set()
    for publication in publications:
        content = Content.read(publication.content)
        for indicator in content.indicators:
            entry, key = _entry_of(indicator.plain(), content), UUID(indicator.key)
            BankUse.objects.update_or_create(
                key=key, case_id=case_id, defaults={"indicator": entry, "publication": publication}
            )
            shown.add(key)
            touched.add(entry.pk)
    BankUse.objects.filter(case_id=case_id).exclude(key__in=shown).delete()
    refresh(touched)


def publications_shown_with(page: CasePage) -> list[Publication]:
    """Return what a page shows of plans: only of standing plans of its own case's team."""
    chosen = {entry.id: entry.show for entry in of_tool(page.shown_with, TOOL) if entry.show.isdecimal()}
    if not chosen:
        return []
    found = Publication.objects.filter(pk__in=map(int, chosen.values()), plan__in=chosen).filter(
        plan__deleted_at=None, plan__team__deleted_at=None, plan__team__case_id=page.translation_key
    )
    return [one for one in found.order_by("pk") if chosen[one.plan_id] == str(one.pk)]


def _entry_of(indicator: dict[str, Any], published: Content) -> BankIndicator:
    """Return the entry of the bank for a published indicator: that of its origin, as long as it is the same still."""
    if origin := indicator.get("origin"):
        first = BankIndicator.objects.filter(key=origin).first()
        if first is not None and is_same(indicator, columns_of(vars(first))):
            return first
    content = content_of(indicator, is_example=published.is_example)
    own = {**columns_of(indicator), "language": published.language, "content": content}
    entry = BankIndicator.objects.filter(key=indicator["key"]).first() or BankIndicator(key=UUID(indicator["key"]))
    if entry.pk is None or any(getattr(entry, name) != value for name, value in own.items()):
        for name, value in own.items():
            setattr(entry, name, value)
        # Until its words are written: see `_take`.
        entry.generation = 0
        entry.save()
    return entry


def refresh(ids: Iterable[int]) -> int:
    """Write anew what entries have from their cases, and return how many were not right.

    An entry has its own cases and those of what is merged into it.
    """
    wanted = BankIndicator.objects.filter(Q(pk__in=ids) | Q(merged__in=ids)).distinct()
    entries = list(wanted.prefetch_related("uses", "merged__uses"))
    cases = {entry.pk: _cases_of(entry) for entry in entries}
    facts = _facts({case for own in cases.values() for case in own})
    wrong = [entry for entry in entries if _take(entry, [facts[case] for case in cases[entry.pk] if case in facts])]
    if wrong:
        generation = next_generation()
        for entry in wrong:
            entry.generation = generation
        BankIndicator.objects.bulk_update(
            wrong, ["themes", "groups", "words", "used", "is_live", "generation"], batch_size=500
        )
    return len(wrong)


def _cases_of(entry: BankIndicator) -> list[UUID]:
    uses = [*entry.uses.all(), *(use for merged in entry.merged.all() for use in merged.uses.all())]
    return sorted({use.case_id for use in uses})


def _facts(case_ids: set[UUID]) -> dict[UUID, CasePage]:
    """Return for each case the live page that its facts are read from."""
    pages = CasePage.objects.live().filter(translation_key__in=case_ids, alias_of=None)
    found: dict[UUID, CasePage] = {}
    for page in pages.only("pk", "title", "translation_key", "themes", "target_groups", "translated_from"):
        known = found.get(page.translation_key)
        if known is None or (bool(known.translated_from), known.pk) > (bool(page.translated_from), page.pk):
            found[page.translation_key] = page
    return found


def _take(entry: BankIndicator, pages: list[CasePage]) -> bool:
    """Fill in what follows from the cases of an entry, and say whether anything of it, or of its texts, is new."""
    themes = sorted({code for page in pages for code in page.themes})
    groups = group_codes(entry.content) or sorted({code for page in pages for code in page.target_groups})
    words = words_of(entry.name, entry.unit, entry.content, [page.title for page in pages])
    follows = {"themes": themes, "groups": groups, "words": words, "used": len(pages), "is_live": bool(pages)}
    is_new = any(getattr(entry, name) != value for name, value in follows.items()) or not entry.generation
    for name, value in follows.items():
        setattr(entry, name, value)
    return is_new


def rebuild() -> int:
    """Write the whole bank anew from the live cases, while the site runs; return how many entries were not right."""
    showing = CasePage.objects.live().exclude(shown_with=[]).values_list("translation_key", flat=True)
    for case_id in sorted({*showing, *BankUse.objects.values_list("case_id", flat=True)}):
        sync_case(case_id)
    with transaction.atomic():
        wait_for_others()
        ids = list(BankIndicator.objects.order_by("pk").values_list("pk", flat=True))
        return refresh(ids) + recount(BankIndicator.objects.values_list("key", flat=True))
