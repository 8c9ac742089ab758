"""Nothing that editors have not published reaches a visitor: no page, list, feed, file, header or error tells of it.

All that is secret here has one word in it, and a visitor goes everywhere that the public part of the portal leads to.
"""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone
from wagtail.models import Comment, ReferenceIndex

from cases.editorial.unpublishing import unpublish_page
from cases.models import CasePage, PortalDocument, PortalImage, Role
from cases.teams.invitations import invite_member
from tests.factories import (
    make_case,
    make_follow,
    make_participations,
    make_person,
    make_round,
    make_team,
    make_user,
    png,
)
from tests.factories.impact import make_indicator, make_measurement, make_plan
from toolkit.assessment.codes import SeenBy
from toolkit.assessment.releasing import show_results
from toolkit.impact.freezing import Choice, content_of
from toolkit.impact.shown_plans import thing
from toolkit.models import Publication

pytestmark = pytest.mark.django_db

# With the month: an id of 128 bits may well hold the year.
SECRET = re.compile("kanari|2031-05", re.IGNORECASE)
WORD = "fuglebur"
"""A word to search for that stands in every secret text, and nowhere else."""
TEXTS = {"title": "Kanari i utkast", "summary": f"Kanari i {WORD}.", "challenge": f"<p>Kanari i {WORD}</p>"}
LATER = datetime(2031, 5, 17, 12, tzinfo=UTC)
START = [
    *(
        "/",
        "/nn/",
        "/en/",
        "/robots.txt",
        "/sitemap.xml",
        "/api/",
        "/api/cases/",
        "/api/schema/",
        "/healthz",
        "/readyz",
    ),
    *(f"{index}?q={WORD}" for index in ("/caser/", "/nn/casar/", "/en/cases/")),
    *(
        f"/api/cases/?q={WORD}",
        "/readyz",
        "/d/",
        "/d/CDFG2345/",
        "/finnes-ikke/",
        "/caser/?q=%00",
        "/logg-inn/",
        "/logg-inn/passord/",
        "/logg-inn/nytt-passord/",
    ),
]
IMPACT = ["/effekt/", "/effekt/begynn/", "/api/cases/?has_impact=1", f"/api/indicators/?q={WORD}"]
_LINK = re.compile(r"""(?:href|src|action|srcset|content)=["']?(?:https?://(?:testserver|localhost))?(/[^"'\s>#]*)""")
_LISTED = re.compile(r"https?://(?:testserver|localhost)(?::\d+)?(/[^<\"\s#]*)")
_ENOUGH = 400


@pytest.fixture
def editor():
    user = make_user("Editors", "kanari@example.org")
    user.first_name, user.last_name = "Kanari", "Redaktør"
    user.save()
    return user


@pytest.fixture
def secret_file():
    document = PortalDocument(title="Kanaridokument", file=ContentFile(b"kanari", "kanari.txt"))
    document.save()
    return document


@pytest.fixture
def open_case(editor):
    """A published case of that editor, with a draft, a comment, and a review that sent it back."""
    image = PortalImage(title="Kanaribilde", file=ContentFile(png(1600, 900), "kanari.png"), uploaded_by_user=editor)
    image.save()
    case = make_case(
        title="Åpen for alle",
        municipalities=["0301"],
        owner=editor,
        image=image,
        image_alt="Et bord",
        slug="apen-for-alle",
    )
    for field, text in TEXTS.items():
        setattr(case, field, text)
    Comment.objects.create(page=case, user=editor, text="Kanari i en kommentar", contentpath="title", position="")
    case.save_revision(user=editor)
    state = case.get_workflow().start(case, editor)
    state.current_task_state.reject(user=editor, comment="Kanari er grunnen")
    CasePage.objects.filter(pk=case.pk).update(latest_revision_created_at=LATER)
    return case


@pytest.fixture
def hidden_cases(editor, secret_file):
    """Cases that are not on the site: a draft, one that is scheduled, one that has expired, one that was taken off."""
    image = PortalImage(title="Kanariskisse", file=ContentFile(png(), "kanari.png"), uploaded_by_user=editor)
    image.save()
    story = json.dumps(
        [{"type": "paragraph", "value": f'<p><a linktype="document" id="{secret_file.pk}">Kanari</a></p>'}]
    )
    texts = {**TEXTS, "owner": editor, "image": image, "image_alt": "Kanari", "body": story, "municipalities": ["0301"]}
    cases = {
        "draft": make_case(live=False, slug="kanari-utkast", **texts),
        "scheduled": make_case(live=False, slug="kanari-planlagt", go_live_at=LATER, **texts),
        "expired": make_case(live=False, slug="kanari-utlopt", expired=True, expire_at=timezone.now(), **texts),
        "taken off": make_case(slug="kanari-avpublisert", values=["openness"], themes=["housing"], **texts),
        "English draft": make_case("en", live=False, slug="kanari-draft", **texts),
    }
    unpublish_page(page=cases["taken off"], user=make_user("Publishers"), reason="Kanari er grunnen")
    for case in cases.values():
        case.save_revision(user=editor)
    return cases


@pytest.fixture
def follower():
    """Somebody who follows a search, and somebody who has only asked to."""
    make_follow("kanari.leser@example.org", parameters="theme=housing")
    make_follow("kanari.ny@example.org", confirmed=False)


@pytest.fixture
def secret_team(open_case):
    """The team of the published case, with people in it and invited and an open round, and another without a case."""
    person = make_person("kanari.eier@example.org", first_name="Kanari")
    make_team("Kanarifuglene", owner=person)
    team = make_team("Kanariteamet", owner=person, case_id=open_case.translation_key)
    _invited, token = invite_member(
        team=team, by=person, email="kanari.ny@example.org", role=Role.READER, language="nb"
    )
    round_ = make_round(team, name="Kanarirunden", seen_by=SeenBy.PUBLIC)
    make_participations(round_, "citizens", 5, answers={"openness-1": "2", "open": "kanarisvaret"})
    show_results(round_=round_, by=person)
    # What waits for review of the team's own plan, and what another team's plan has no place for on this case.
    kept = [_publication(one) for one in (team, make_team("Kanariflokken", owner=person))]
    CasePage.objects.filter(pk=open_case.pk).update(shown_with=[thing(kept[1].plan_id, kept[1].pk).plain()])
    return team, token


def _publication(team):
    """Return what is written down of a team's plan, without being shown anywhere."""
    plan = make_plan(team, name="Kanariplanen", problem="Kanari er problemet")
    indicator = make_indicator(plan, name="Kanarikvitter", responsible="Kanari Eier")
    make_measurement(indicator, 3, note="Kanarinotat")
    content = content_of(plan, Choice(frozenset({str(indicator.key)}), frozenset({"problem"})))
    return Publication.objects.create(plan=plan, content=content.plain())


def _links(answer) -> set[str]:
    text = answer.content.decode(errors="replace").replace("&amp;", "&")
    return {*_LINK.findall(text), *_LISTED.findall(text)}


def _kind(address: str) -> tuple[str, frozenset[str]]:
    """Return what is the same for addresses that differ in the values of their parameters only, or in their place."""
    parts = urlsplit(address)
    # There are more than a thousand places; the secret cases are all in Oslo.
    path = re.sub(r"/(?!0301-|03-)\d{2,4}-[^/]+/$", "/<place>/", parts.path)
    return path, frozenset(parse_qs(parts.query, keep_blank_values=True))


def _told(answer) -> list[str]:
    """Return what an answer tells that it should not, with a little of what stands around it."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    head = "\n".join(f"{name}: {value}" for name, value in answer.headers.items())
    text = f"{head}\n{answer.cookies.output()}\n{content.decode(errors='replace')}"
    return [text[max(0, found.start() - 60) : found.end() + 30] for found in SECRET.finditer(text)]


def _walk(client: Client, waiting: list[str]) -> dict[str, list[str]]:
    """Go everywhere, and return for each address what it tells."""
    seen, told = set(), {}
    while waiting and len(seen) < _ENOUGH:
        address = waiting.pop()
        if _kind(address) in seen or address.startswith(("/static/", "/media/")):
            continue
        seen.add(_kind(address))
        answer = client.get(address)
        told[address] = [] if answer.streaming else _told(answer)
        if not answer.streaming:
            waiting.extend(sorted(_links(answer)))
    return told


def test_a_visitor_who_goes_everywhere_meets_nothing_secret(client, open_case, hidden_cases, follower, secret_team):
    rounds = f"/team/{secret_team[0].pk}/egenvurdering/"
    told = _walk(client, [*START, open_case.url, f"/team/{secret_team[0].pk}/", rounds, "/egenvurdering/", *IMPACT])
    assert {address: texts for address, texts in told.items() if texts} == {}
    assert {open_case.url, "/kommuner/0301-oslo/", "/en/municipalities/0301-oslo/", "/nn/fylke/03-oslo/"} <= set(told)
    assert len(told) > 60


def test_a_member_of_another_team_meets_nothing_of_this_one(client, open_case, secret_team):
    client.force_login(make_person("other@example.org"))
    make_team("Nabolaget", owner=get_user_model().objects.get(email="other@example.org"))
    team, token = secret_team
    parts = ("", "endre/", "inviter/", "forlat/", "slett/", f"medlem/{team.memberships.get().pk}/")
    own = f"egenvurdering/{team.rounds.get().pk}/"
    parts += (
        "effekt/",
        "effekt/vis/",
        "effekt/steg/indicators/",
        "egenvurdering/",
        own,
        *(own + part for part in ("antall/", "plakat/", "vis/", "endre/", "resultat/")),
    )
    told = _walk(client, ["/team/", open_case.url, *(f"/team/{team.pk}/{part}" for part in parts)])
    assert {address: texts for address, texts in told.items() if texts} == {}
    # Whoever holds the link is told who invites to what, and never which address was invited.
    assert "kanari.ny" not in client.get(f"/invitasjon/{token}/").content.decode()


def test_nothing_is_found_by_a_word_that_only_drafts_have(client, open_case, hidden_cases):
    assert client.get(f"/api/cases/?q={WORD}").json()["count"] == 0


def test_pages_that_are_not_published_are_not_there(client, hidden_cases):
    for state, case in hidden_cases.items():
        answer = client.get(case.url or case.get_url())
        assert answer.status_code == 404, state
        assert _told(answer) == [], state
        assert client.get(f"/api/cases/{case.translation_key}/").status_code == 404, state


def test_previews_and_history_ask_visitors_to_sign_in(client, open_case, hidden_cases):
    for case in (open_case, *hidden_cases.values()):
        revision = case.latest_revision
        for end in (
            *("edit/", "edit/preview/", "view_draft/", "history/", "usage/", "workflow_history/", "findings/"),
            *(f"revisions/{revision.pk}/view/", "revisions/compare/earliest...latest/"),
        ):
            answer = client.get(f"/admin/pages/{case.pk}/{end}")
            assert answer.status_code == 302, end
            assert answer.url.startswith("/logg-inn/"), end
            assert _told(answer) == [], end


def test_a_document_is_for_visitors_only_when_a_published_page_uses_it(client, editor, hidden_cases, secret_file):
    assert client.get(secret_file.url).status_code == 404
    client.force_login(editor)
    assert client.get(secret_file.url).status_code == 200
    client.logout()
    draft = hidden_cases["draft"]
    CasePage.objects.filter(pk=draft.pk).update(live=True)
    ReferenceIndex.create_or_update_for_object(CasePage.objects.get(pk=draft.pk))
    assert client.get(secret_file.url).status_code == 200
