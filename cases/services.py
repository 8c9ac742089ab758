"""Writes that touch more than one row: publishing a case, and keeping its translations' facts alike."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils import timezone
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.log_actions import log
from wagtail.models import Page, Revision
from wagtail.signals import page_published, published

from cases.editorial.versions import FACTS_ACTION, move_review
from cases.facts import FACT_FIELDS, matching_partners
from cases.models import CaseIndexPage, CasePage, FieldTag, Partner, ValueTag


def copy_facts(source: CasePage, target: CasePage) -> bool:
    """Give a translation the facts of another, in memory; its own texts stay. Return whether anything changed.

    A new picture brings its alt text along, and a new partner its name, until somebody translates them.
    """
    before = _fingerprint(target)
    if target.image_id != source.image_id or not target.image_alt:
        target.image_alt = source.image_alt
    for name in FACT_FIELDS:
        setattr(target, name, getattr(source, name))
    for name in ("municipalities", "counties"):
        setattr(target, name, list(getattr(source, name).all()))
    for name, model in (("value_tags", ValueTag), ("field_tags", FieldTag)):
        own = {tag.code: tag for tag in getattr(target, name).all()}
        tags = [own.get(tag.code) or model(code=tag.code) for tag in getattr(source, name).all()]
        setattr(target, name, _in_order(tags))
    target.partners = _in_order(_partners_of(source, target))
    return _fingerprint(target) != before


def _partners_of(source: CasePage, target: CasePage) -> list[Partner]:
    theirs, own = list(source.partners.all()), list(target.partners.all())
    pairs = matching_partners(*([(p.name, p.sector, p.url) for p in partners] for partners in (theirs, own)))
    partners = []
    for partner, place in zip(theirs, pairs, strict=True):
        kept = Partner(name=partner.name) if place is None else own[place]
        kept.sector, kept.url = partner.sector, partner.url
        partners.append(kept)
    return partners


def _in_order(children: list[Any]) -> list[Any]:
    for place, child in enumerate(children):
        child.sort_order = place
    return children


def _fingerprint(page: CasePage) -> list[Any]:
    return [
        [getattr(page, name) for name in (*FACT_FIELDS, "image_alt")],
        sorted(m.pk for m in page.municipalities.all()),
        sorted(c.pk for c in page.counties.all()),
        [tag.code for tag in page.value_tags.all()],
        [tag.code for tag in page.field_tags.all()],
        [(partner.name, partner.sector, partner.url) for partner in page.partners.all()],
    ]


@transaction.atomic
def share_facts(page: CasePage, *, user: Any = None) -> list[CasePage]:
    """Give all translations of a case the facts of `page`, live texts and drafts alike; return those that changed.

    What waits goes on waiting: a draft stays the newest version, a review goes on, a schedule is kept.
    """
    others = page.get_translations().filter(alias_of__isnull=True).specific()
    return [other for other in others if _share_with(other, page, user)]


@transaction.atomic
def take_facts(page: CasePage, *, user: Any = None) -> bool:
    """Give a translation, just published, the facts of its source where they differ; return whether they did.

    Facts are edited in the source alone. A version of the translation may hold older ones, and never hands them on.
    """
    source = page.source_page()
    fresh = CasePage.objects.get(pk=page.pk)
    return bool(source and source.live and _share_with(fresh, source, user))


def _share_with(other: CasePage, page: CasePage, user: Any) -> bool:
    waits = other.has_unpublished_changes or not other.live
    draft, newest = other.get_latest_revision_as_object(), other.latest_revision_id
    scheduled = list(other.revisions.filter(approved_go_live_at__isnull=False))
    changed = other.live and copy_facts(page, other)
    if changed:
        revision = other.save_revision(user=user, changed=False, log_action=FACTS_ACTION, clean=False)
        _FactsPublication(revision, user=user, changed=False, log_action=False).execute(skip_permission_checks=True)
    if waits and (copy_facts(page, draft) or changed):
        # Saved anew also where the draft itself had the facts: what was just published must not be the newest version.
        changed = True
        moment = next((revision.approved_go_live_at for revision in scheduled if revision.pk == newest), None)
        saved = draft.save_revision(user=user, log_action=FACTS_ACTION, clean=False, approved_go_live_at=moment)
        if newest is not None:
            move_review(before=newest, after=saved)
        Revision.objects.filter(pk=newest).update(approved_go_live_at=None)
        scheduled = [revision for revision in scheduled if revision.pk != newest]
    for revision in scheduled:
        _give_facts(revision, page)
    return changed


def _give_facts(scheduled: Revision, page: CasePage) -> None:
    """Write facts into a version that is going to be published at a certain moment, and keep the moment."""
    planned = scheduled.as_object()
    copy_facts(page, planned)
    scheduled.content = planned.serializable_data()
    scheduled.save(update_fields=["content", "approved_go_live_at"])


class _FactsPublication(PublishPageRevisionAction):
    """Publishes new facts of a live text; a review of its draft, which any other publication would end, goes on."""

    def _after_publish(self) -> None:
        for signal in (page_published, published):
            signal.send(sender=type(self.object), instance=self.object, revision=self.revision)


def keep_live_text(page: Page, revision: Revision) -> None:
    """Keep what readers see as a version of its own where it never was one, before a newer one takes its place.

    Wagtail takes a page whose live text is no version off the site when a newer one is planned for later.
    """
    if not page.live or page.live_revision_id:
        return
    live = page.specific_class.objects.get(pk=page.pk)
    oldest = page.revisions.order_by("created_at").first() or revision
    kept = Revision.objects.create(
        content_object=live,
        base_content_type=page.get_base_content_type(),
        content=live.serializable_data(),
        object_str=str(live),
        created_at=oldest.created_at - timedelta(milliseconds=1),
    )
    page.live_revision = kept
    Page.objects.filter(pk=page.pk).update(live_revision=kept)
    revision.content["live_revision"] = kept.pk
    revision.save(update_fields=["content"])


def publish_at_once(page: CasePage, *, parent: CaseIndexPage, user: Any = None) -> None:
    """Publish a new page below `parent`, or a page that has no draft waiting, as it is in memory.

    Does what Wagtail's publishing does for such a page, as its copying of pages does it, with half of the queries: for
    work on many pages. ValidationError when something required is missing.
    """
    page.live, page.has_unpublished_changes, page.expired = True, False, False
    page.last_published_at = timezone.now()
    is_new = page.pk is None
    if is_new:
        parent.add_child(instance=page)
    else:
        page.save()
    # Read once what the fingerprint of the texts, the version and the references would each read.
    prefetch_related_objects([page], "value_tags", "field_tags", "partners")
    revision = page.save_revision(user=user, changed=False, clean=False)
    page.live_revision = revision
    CasePage.objects.filter(pk=page.pk).update(live_revision=revision)
    for signal in (page_published, published):
        signal.send(sender=CasePage, instance=page, revision=revision)
    if not is_new:
        page.update_aliases(revision=revision, _content=revision.content)
    log(instance=page, action="wagtail.publish", user=user, revision=revision, content_changed=True)
