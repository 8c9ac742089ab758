"""What the site has of the cases that a file brings."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from cases.exchange.facts import facts_of
from cases.exchange.maker import RecordMaker, whole_contact
from cases.models import CasePage, ImportedCase

Identity = tuple[str, str]
_CASES_AT_A_TIME = 100


@dataclass(frozen=True)
class Standing:
    """A case in one language as the site has it: its newest version's fingerprint, and the facts that hold."""

    pk: int
    is_live: bool
    digest: str
    facts: dict[str, Any]
    contact: dict[str, Any] | None


def digest_of(plain: dict[str, Any]) -> str:
    """Return a fingerprint of a record given as plain values."""
    return hashlib.sha256(json.dumps(plain, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def newest_versions(pages: Collection[CasePage]) -> Iterator[tuple[CasePage, bool]]:
    """Yield each page's newest version, and whether it is a draft that readers do not see."""
    for page in pages:
        if page.has_unpublished_changes or not page.live:
            yield page.get_latest_revision_as_object(), True
        else:
            yield page, False


def standing_cases(case_ids: Collection[UUID]) -> dict[Identity, Standing]:
    """Return what the site has of some cases, by id and locale. A fixed number of queries for a hundred live cases."""
    wanted = sorted(set(case_ids))
    standing: dict[Identity, Standing] = {}
    for start in range(0, len(wanted), _CASES_AT_A_TIME):
        some = wanted[start : start + _CASES_AT_A_TIME]
        pages = list(CasePage.objects.filter(translation_key__in=some).for_record())
        newest = list(newest_versions(pages))
        maker = RecordMaker([*pages, *(version for version, is_draft in newest if is_draft)], drafts=True)
        for page, (version, is_draft) in zip(pages, newest, strict=True):
            record = maker.record(version, is_draft=is_draft)
            record["contact"] = whole_contact(version)
            # A live page's facts are those that readers see; its draft's may be ahead.
            shown, facts = (page, maker.record(page)) if page.live and is_draft else (version, record)
            identity = page.case_id, page.locale.language_code
            standing[identity] = Standing(page.pk, page.live, digest_of(record), facts_of(facts), whole_contact(shown))
    return standing


def remembered_imports(case_ids: Collection[UUID]) -> dict[Identity, str]:
    """Return the fingerprints that imports left behind, by id and locale."""
    rows = ImportedCase.objects.filter(case_id__in=set(case_ids))
    return {(str(row.case_id), row.locale): row.digest for row in rows}


def remember_imports(digests: dict[Identity, str]) -> None:
    """Keep the fingerprints of cases as they stand now, to tell later whether somebody has changed them."""
    ImportedCase.objects.bulk_create(
        [ImportedCase(case_id=case_id, locale=locale, digest=digest) for (case_id, locale), digest in digests.items()],
        update_conflicts=True,
        unique_fields=["case_id", "locale"],
        update_fields=["digest", "imported_at"],
    )
