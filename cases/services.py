"""Writes that touch more than one row: publishing a case, and keeping its translations' facts alike."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from cases.models import CasePage, FieldTag, Partner, ValueTag

# Facts of a case: the same in every language. What is not named here, each `how`, partners' names and alt texts
# among them, belongs to the language.
FACT_FIELDS = ["country", "image", "image_decorative", "image_credit", "image_consent", "started", "ended", "phase", "ladder_step", "thickness", "planned_by", "produced_by", "citizen_roles", "innovation", "themes", "target_groups", "contact_name", "contact_role", "contact_email", "contact_consent_at", "source_kind", "source_reference", "licence", "last_confirmed_at"]


def copy_facts(source: CasePage, target: CasePage) -> bool:
    """Give a translation the facts of another, in memory; its own texts stay. Return whether anything changed."""
    before = _fingerprint(target)
    for name in FACT_FIELDS:
        setattr(target, name, getattr(source, name))
    for name in ("municipalities", "counties"):
        setattr(target, name, list(getattr(source, name).all()))
    for name, model in (("value_tags", ValueTag), ("field_tags", FieldTag)):
        own = {tag.code: tag for tag in getattr(target, name).all()}
        tags = [own.get(tag.code) or model(code=tag.code) for tag in getattr(source, name).all()]
        setattr(target, name, _in_order(tags))
    own_partners = list(target.partners.all())
    partners = []
    for place, partner in enumerate(source.partners.all()):
        kept = own_partners[place] if place < len(own_partners) else Partner(name=partner.name)
        kept.sector, kept.url = partner.sector, partner.url
        partners.append(kept)
    target.partners = _in_order(partners)
    return _fingerprint(target) != before


def _in_order(children: list[Any]) -> list[Any]:
    for place, child in enumerate(children):
        child.sort_order = place
    return children


def _fingerprint(page: CasePage) -> list[Any]:
    return [
        [getattr(page, name) for name in FACT_FIELDS],
        sorted(m.pk for m in page.municipalities.all()),
        sorted(c.pk for c in page.counties.all()),
        [tag.code for tag in page.value_tags.all()],
        [tag.code for tag in page.field_tags.all()],
        [(partner.sector, partner.url) for partner in page.partners.all()],
    ]


@transaction.atomic
def share_facts(page: CasePage, *, user: Any = None) -> list[CasePage]:
    """Give all translations of a case the facts of `page`, live texts and drafts alike; return those that changed."""
    changed = []
    for other in page.get_translations().specific():
        draft = other.get_latest_revision_as_object()
        has_own_draft = other.has_unpublished_changes
        if other.live and copy_facts(page, other):
            revision = other.save_revision(user=user, changed=False)
            revision.publish(user=user, changed=False, log_action=False)
            changed.append(other)
        if (has_own_draft or not other.live) and copy_facts(page, draft):
            draft.save_revision(user=user, changed=True, clean=False)
            if other not in changed:
                changed.append(other)
    return changed


@transaction.atomic
def publish_case(page: CasePage, *, user: Any = None) -> CasePage:
    """Publish the page as it is in memory; ValidationError when something required is missing."""
    page.full_clean()
    page.save_revision(user=user).publish(user=user)
    page.refresh_from_db()
    return page
