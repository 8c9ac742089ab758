"""What may happen to cases on their way: a machine that does anything in any order, with a plain model beside it."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from wagtail.actions.copy_page import CopyPageAction
from wagtail.models import Locale, Revision, TaskState, WorkflowState

from cases.editorial.approval import ReviewRefusedError, follow_edit
from cases.editorial.schedules import run_schedules
from cases.models import CasePage
from cases.translation.services import start_translation
from tests.factories import answers, make_case, submit

ACTORS = ("editor 1", "editor 2", "publisher 1", "publisher 2", "administrator")
REVIEWERS = {
    "professional": {"editor 1", "editor 2", "administrator"},
    "language": {"publisher 1", "publisher 2", "administrator"},
}
TEXTS, FACT = ("summary", "place"), "source_reference"
FIELDS = (*TEXTS, FACT)

actors = st.sampled_from(ACTORS)


class Lifecycle(RuleBasedStateMachine):
    """Cases, the people who work with them, and what each of them wrote and approved.

    Every text that somebody writes is a new word, so that it can be told who wrote what readers see.
    """

    people: dict[str, Any] = {}

    def __init__(self) -> None:
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.writers: dict[str, str] = {"": "nobody"}
        self.approved_words: set[str] = {""}
        self.approved_texts: dict[int, set[tuple[str, ...]]] = defaultdict(set)
        self.passed: dict[tuple[int, tuple[str, ...]], set[str]] = defaultdict(set)
        self.senders: dict[int, set[str]] = defaultdict(set)
        self.wrote_since: dict[int, set[str]] = defaultdict(set)
        self.borrowed: dict[int, tuple[int, set[str]]] = {}
        self.owners: dict[int, str] = {}
        self.restored: set[int] = set()
        self.pinned: set[int | None] = set()
        self.seen: dict[int, dict[int, tuple[str, ...]]] = {}

    def teardown(self) -> None:
        """Forget all of it."""
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)

    # --- Looking ------------------------------------------------------------------------------------------------------

    def page(self, number: int = 0) -> CasePage:
        """Return one of the pages, as it is stored."""
        keys = sorted(self.owners)
        return CasePage.objects.get(pk=keys[number % len(keys)])

    def word(self, actor: str) -> str:
        """Return a word that nobody has written before."""
        word = f"word{len(self.writers)}"
        self.writers[word] = actor
        return word

    @staticmethod
    def words(content: Any) -> tuple[str, ...]:
        """Return what readers would read of a page or of a version's content."""
        if isinstance(content, CasePage):
            return tuple(getattr(content, name) for name in FIELDS)
        return tuple(content[name] for name in FIELDS)

    def _writers(self, page: CasePage) -> set[str]:
        """Return who wrote of a page since it was approved, and of the unapproved draft that it began with."""
        source, lenders = self.borrowed.get(page.pk, (0, set()))
        if source in self.owners:
            lenders = lenders & self._writers(CasePage.objects.get(pk=source))
        return self.wrote_since[page.pk] | lenders

    def may_approve(self, page: CasePage, actor: str) -> bool:
        """Say whether somebody may approve a page's newest version, by the model."""
        state = page.current_workflow_task_state
        if state is None or state.revision_id != page.latest_revision_id:
            return False
        if actor not in REVIEWERS[state.task.specific.step]:
            return False
        own = {word for word in self.words(page.latest_revision.content) if word not in self.approved_words}
        writers = {self.writers[word] for word in own} | self._writers(page)
        return actor not in writers and actor not in self.senders[page.pk] and actor != self.owners[page.pk]

    # --- What people do -----------------------------------------------------------------------------------------------

    @initialize(actor=actors)
    def write(self, actor: str) -> None:
        """Somebody writes a first case."""
        self._make(actor)

    def _make(self, actor: str) -> None:
        user = self.people[actor]
        page = make_case(live=False, owner=user, **{name: self.word(actor) for name in FIELDS})
        page.save_revision(user=user)
        self.owners[page.pk] = actor
        self.wrote_since[page.pk] = {actor}

    @rule(actor=actors, number=st.integers(0, 2), field=st.sampled_from(FIELDS))
    @precondition(lambda self: self.owners)
    def edit(self, actor: str, number: int, field: str) -> None:
        """Somebody changes the newest version by hand, whatever state the page is in."""
        self._change(number, actor, field)
        follow_edit(self.page(number), user=self.people[actor])

    @rule(number=st.integers(0, 2), field=st.sampled_from(FIELDS))
    @precondition(lambda self: self.owners)
    def go_on_by_autosave(self, number: int, field: str) -> None:
        """Whoever saved the newest version goes on writing, and her browser asks to write over it."""
        newest = self.page(number).latest_revision
        actor = next((actor for actor, user in self.people.items() if user.pk == newest.user_id), None)
        if actor is not None:
            self._change(number, actor, field, overwrite_revision=newest)

    def _change(self, number: int, actor: str, field: str, **how: Any) -> None:
        page = self.page(number)
        version = page.get_latest_revision_as_object()
        setattr(version, field, self.word(actor))
        version.save_revision(user=self.people[actor], log_action=True, **how)
        self.wrote_since[page.pk].add(actor)

    @rule(actor=actors, number=st.integers(0, 2))
    @precondition(lambda self: self.owners)
    def comment(self, actor: str, number: int) -> None:
        """Somebody saves a version that says nothing new."""
        page = self.page(number)
        page.get_latest_revision_as_object().save_revision(user=self.people[actor], log_action=True)

    @rule(actor=actors, number=st.integers(0, 2))
    @precondition(lambda self: self.owners)
    def send(self, actor: str, number: int) -> None:
        """Somebody sends a page to review, for the first time or again."""
        page = self.page(number)
        if page.workflow_in_progress:
            return
        if page.current_workflow_state is None:
            self.senders[page.pk] = set()
        submit(page, self.people[actor])
        self.senders[page.pk].add(actor)
        self.all_who_may_not_try(number)

    @rule(actor=actors, number=st.integers(0, 2))
    @precondition(lambda self: self.owners)
    def ask_for_changes(self, actor: str, number: int) -> None:
        """Somebody returns a page."""
        state = self.page(number).current_workflow_task_state
        if state is None:
            return
        try:
            state.task.specific.on_action(state, self.people[actor], "reject", comment="Nei.")
        except ReviewRefusedError:
            return
        assert actor in REVIEWERS[state.task.specific.step]

    @rule(actor=actors, number=st.integers(0, 2))
    @precondition(lambda self: self.owners)
    def approve(self, actor: str, number: int) -> None:
        """Somebody approves, if she may: exactly those may that the model says."""
        page = self.page(number)
        state = page.current_workflow_task_state
        if state is None:
            return
        step, words, is_allowed = state.task.specific.step, self.words(page.latest_revision.content), True
        may = self.may_approve(page, actor)
        self.passed[page.pk, words] |= {step} if may else set()
        self._note_approval(page, words)
        try:
            state.task.specific.on_action(state, self.people[actor], "approve", **answers(step))
        except ReviewRefusedError:
            is_allowed = False
        assert may or not is_allowed, f"{actor} approved what she may not"
        assert is_allowed or not may or self.restored, f"{actor} was refused what she may approve"
        if may and not is_allowed:
            self.passed[page.pk, words].discard(step)
            self.approved_texts[page.pk].discard(words[: len(TEXTS)])
        if is_allowed and not self.page(number).current_workflow_state:
            self.wrote_since[page.pk].clear()
            self.borrowed.pop(page.pk, None)
            self.restored.discard(page.pk)

    @rule(number=st.integers(0, 2))
    @precondition(lambda self: self.owners)
    def all_who_may_not_try(self, number: int) -> None:
        """Everybody tries to approve who may not, by the model; nobody succeeds."""
        page = self.page(number)
        if page.workflow_in_progress:
            for actor in [actor for actor in ACTORS if not self.may_approve(page, actor)]:
                self.approve(actor, number)

    def _note_approval(self, page: CasePage, words: tuple[str, ...]) -> None:
        """Before it is published: what both steps have passed is approved, and so are its words."""
        if self.passed[page.pk, words] == set(REVIEWERS):
            self.approved_texts[page.pk].add(words[: len(TEXTS)])
            self.approved_words |= set(words)

    @rule(number=st.integers(0, 2))
    @precondition(lambda self: self.owners)
    def review_to_the_end(self, number: int) -> None:
        """The page goes through both steps, if anybody may approve it: so that much happens to published pages."""
        for _step in REVIEWERS:
            page = self.page(number)
            if not page.workflow_in_progress:
                self.send(self.owners[page.pk], number)
            page = self.page(number)
            actor = next((actor for actor in ACTORS if self.may_approve(page, actor)), None)
            if actor is not None:
                self.approve(actor, number)

    @rule(actor=actors, number=st.integers(0, 2))
    @precondition(lambda self: self.owners)
    def withdraw(self, actor: str, number: int) -> None:
        """Somebody ends a review."""
        state = self.page(number).current_workflow_state
        if state is not None and state.user_can_cancel(self.people[actor]):
            state.cancel(user=self.people[actor])

    @rule(actor=actors, number=st.integers(0, 2))
    @precondition(lambda self: self.owners)
    def publish_past_the_review(self, actor: str, number: int) -> None:
        """Somebody tries to publish by herself; what happens is judged by what is live afterwards."""
        page = self.page(number)
        assert not page.permissions_for_user(self.people[actor]).can_publish()
        try:
            page.latest_revision.publish(user=self.people[actor], skip_permission_checks=True)
        except PermissionDenied:
            return

    @rule(actor=actors, number=st.integers(0, 2))
    @precondition(lambda self: self.owners)
    def copy_as_published(self, actor: str, number: int) -> None:
        """Somebody tries to make a published copy."""
        page = self.page(number)
        try:
            CopyPageAction(page, to=page.get_parent(), user=self.people[actor], update_attrs={"slug": "kopi"}).execute()
        except PermissionDenied:
            return
        raise AssertionError("A copy was published.")

    @rule(actor=actors, number=st.integers(0, 2), field=st.sampled_from(["go_live_at", "expire_at"]))
    @precondition(lambda self: self.owners)
    def plan(self, actor: str, number: int, field: str) -> None:
        """Somebody plans when a page is to go live, or to leave the site."""
        page = self.page(number)
        version = page.get_latest_revision_as_object()
        setattr(version, field, timezone.now() + timedelta(days=1))
        version.place = self.word(actor)
        version.save_revision(user=self.people[actor], log_action=True)
        self.wrote_since[page.pk].add(actor)
        follow_edit(self.page(number), user=self.people[actor])

    @rule(number=st.integers(0, 2))
    @precondition(lambda self: self.owners)
    def let_the_moment_come(self, number: int) -> None:
        """Planned moments are past now, and the system does what was planned."""
        page, past = self.page(number), timezone.now() - timedelta(minutes=1)
        for revision in page.revisions.filter(approved_go_live_at__isnull=False):
            Revision.objects.filter(pk=revision.pk).update(
                approved_go_live_at=past, content={**revision.content, "go_live_at": past.isoformat()}
            )
        CasePage.objects.filter(pk=page.pk, expire_at__isnull=False).update(expire_at=past)
        assert not [done for done in run_schedules() if done.failed]

    @rule(actor=actors, number=st.integers(0, 2))
    @precondition(lambda self: self.owners)
    def take_off_the_site(self, actor: str, number: int) -> None:
        """Somebody unpublishes, if she may."""
        page = self.page(number)
        may = page.permissions_for_user(self.people[actor]).can_unpublish()
        assert may == (page.live and not actor.startswith("editor"))
        if may:
            page.unpublish(user=self.people[actor])

    @rule(actor=actors, number=st.integers(0, 2), back=st.integers(0, 5))
    @precondition(lambda self: self.owners)
    def go_back(self, actor: str, number: int, back: int) -> None:
        """Somebody takes an old version back from the history."""
        page = self.page(number)
        history = list(page.revisions.order_by("-created_at", "-pk")[: back + 1])
        old = history[-1].as_object()
        if self.words(old) != self.words(page.latest_revision.content):
            self.wrote_since[page.pk].add(actor)
        old.save_revision(user=self.people[actor], previous_revision=history[-1], log_action=True)
        self.restored.add(page.pk)
        follow_edit(self.page(number), user=self.people[actor])

    @rule(actor=actors, number=st.integers(0, 2))
    @precondition(lambda self: len(self.owners) > 1)
    def delete(self, actor: str, number: int) -> None:
        """Somebody deletes a page, if she may."""
        page = self.page(number)
        if page.permissions_for_user(self.people[actor]).can_delete():
            assert not (page.live and actor.startswith("editor"))
            page.delete()
            del self.owners[page.pk]
            self.seen.pop(page.pk, None)

    @rule(actor=actors)
    @precondition(lambda self: 0 < len(self.owners) < 3)
    def translate(self, actor: str) -> None:
        """Somebody starts a translation as a draft, which shares the facts of its source."""
        source = self.page(0)
        for code in ("nn", "en"):
            if source.has_translation(Locale.objects.get(language_code=code)):
                continue
            copy = start_translation(source=source, language=code, user=self.people[actor])
            assert not copy.live
            self.owners[copy.pk] = actor
            self.wrote_since[copy.pk] = {actor}
            if not source.live:
                self.borrowed[copy.pk] = (source.pk, set(self._writers(source)))
            return

    # --- What must hold -----------------------------------------------------------------------------------------------

    @invariant()
    def what_must_hold(self) -> None:
        """Look at everything once, for each question is put after each step."""
        pages = list(CasePage.objects.filter(pk__in=self.owners))
        keys = [str(pk) for pk in self.owners]
        versions = list(Revision.page_revisions.filter(object_id__in=keys).order_by("created_at", "pk"))
        reviews = list(WorkflowState.objects.filter(object_id__in=keys).active())
        steps = list(TaskState.objects.filter(workflow_state__object_id__in=keys))
        waiting = [step for step in steps if step.status == TaskState.STATUS_IN_PROGRESS]
        pinned = {step.revision_id for step in steps} | {page.live_revision_id for page in pages}
        assert {page.pk for page in pages} == set(self.owners)
        for page in pages:
            own = [version for version in versions if version.object_id == str(page.pk)]
            self._is_approved_where_live_or_planned(page, own)
            self._has_all_versions(page, own)
            of_page = [review for review in reviews if review.object_id == str(page.pk)]
            self._is_in_a_known_state(page, own, of_page, waiting)
        self.pinned = pinned

    def _is_approved_where_live_or_planned(self, page: CasePage, versions: list[Revision]) -> None:
        """What readers see, or will see, was approved in both steps by people who had not written it."""
        approved = self.approved_texts[page.pk]
        for version in versions:
            if version.approved_go_live_at:
                assert self.words(version.content)[: len(TEXTS)] in approved, "a plan without approval"
        if not page.live:
            return
        words = self.words(page)
        assert words[: len(TEXTS)] in approved, f"{words} is live without approval"
        assert words[-1] in self.approved_words, f"the fact {words[-1]} is live without approval"
        assert [words] == [self.words(v.content) for v in versions if v.pk == page.live_revision_id]

    def _has_all_versions(self, page: CasePage, versions: list[Revision]) -> None:
        """Versions are only added; only the newest changes its texts, and not once a review or readers have seen it."""
        now = {version.pk: self.words(version.content)[: len(TEXTS)] for version in versions}
        before = self.seen.get(page.pk, {})
        assert before.keys() <= now.keys()
        may_change = {page.latest_revision_id} - self.pinned
        assert all(now[pk] == texts for pk, texts in before.items() if pk not in may_change), "a version was changed"
        self.seen[page.pk] = now

    @staticmethod
    def _is_in_a_known_state(
        page: CasePage, versions: list[Revision], reviews: list[WorkflowState], waiting: list[TaskState]
    ) -> None:
        """At most one review, which waits at one step or for the author; a live page has its version."""
        assert len(reviews) <= 1
        current = [review.current_task_state_id for review in reviews if review.status == "in_progress"]
        own = [state.pk for state in waiting if state.workflow_state_id in {review.pk for review in reviews}]
        assert own == current
        assert page.live == (page.live_revision_id is not None)
        assert not (page.live and page.expired)
        assert page.latest_revision_id == versions[-1].pk
