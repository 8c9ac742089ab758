"""What is changed through one web server is seen by the very next request in every process of another."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.hashers import PBKDF2PasswordHasher, make_password
from django.test import override_settings
from django.urls import reverse
from wagtail.test.utils.form_data import rich_text

from cases.models import CasePage, ConceptText, Municipality
from home.models import HomePage
from home.navigation.model import Navigation
from portal.page_cache.middleware import HEADER
from tests.cases.editorial.admin_form import read_form
from tests.databases import cloned_database
from tests.factories import answers, current, decide, make_case, make_user, submit
from tests.production import HOST, Served, environment, served
from tests.redis_server import running_redis

# Two processes of four threads: enough that none of them is spared.
REQUESTS = 12
WEB_PROCESSES = 2


@dataclass
class Person:
    """Somebody who is signed in at one server, with a browser that keeps cookies."""

    server: Served
    cookies: dict[str, str] = field(default_factory=dict)

    def ask(self, method: str, path: str, body: str = "", **headers: str) -> Any:
        """Return the answer to a request."""
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        answer = self.server.ask(method, path, body, Cookie=cookie, **headers)
        for line in answer.headers.get_all("Set-Cookie") or []:
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
        return answer

    def send(self, path: str, selector: str, **changes: str) -> Any:
        """Fill in the form at an address, send it, and return the answer, which leads on."""
        form = read_form(self.ask("GET", path).text, selector)
        return self.post(path, {**form, **changes})

    def post(self, path: str, data: dict[str, Any]) -> Any:
        """Send a form."""
        kind = "application/x-www-form-urlencoded"
        token = self.cookies.get("csrftoken", "")
        body = urlencode({"csrfmiddlewaretoken": token, **data}, doseq=True)
        answer = self.ask("POST", path, body, Content_Type=kind, Referer=f"https://{HOST}/")
        assert answer.status in (200, 302), (path, answer.status, answer.text[:500])
        return answer


@dataclass
class Site:
    """Two servers on one database, and an administrator at the first of them."""

    servers: tuple[Served, Served]
    administrator: Person
    has_redis: bool

    def seen(self, path: str) -> tuple[set[tuple[int, str]], Counter[str]]:
        """Return what all processes answer to an address, and how often they made it anew."""
        asked = [server.ask("GET", path) for server in reversed(self.servers) for _time in range(REQUESTS)]
        return {(answer.status, answer.text) for answer in asked}, Counter(answer.headers[HEADER] for answer in asked)


@pytest.fixture(scope="module", params=["redis", "memory"])
def site(request: Any, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Two gunicorns with production's settings on one database, with Redis and without."""
    folder = tmp_path_factory.mktemp("servers")
    with ExitStack() as stack:
        stack.enter_context(django_db_blocker.unblock())
        redis = stack.enter_context(running_redis(folder)) if request.param == "redis" else ""
        worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
        name = stack.enter_context(cloned_database(f"test_portal_two_{worker}_{os.getpid()}"))
        administrator = make_user("administrator", "admin@example.org")
        # The tests' own quick way of keeping passwords is none of production's.
        administrator.password = make_password("correct-horse-battery", hasher=PBKDF2PasswordHasher())
        administrator.save()
        own = {"WEB_PROCESSES": str(WEB_PROCESSES), "REDIS_URL": redis}
        first, second = (stack.enter_context(served(name, folder, **own)) for _number in range(2))
        person = Person(first)
        codes = _with_app(administrator)
        person.send("/logg-inn/passord/", "main form", login="admin@example.org", password="correct-horse-battery")
        person.send("/logg-inn/ekstra-trinn/", "main form", code=codes[0])
        assert person.ask("GET", "/admin/").status == 200
        yield Site((first, second), person, bool(redis))


def _with_app(user: Any) -> list[str]:
    """Give somebody an app with codes; returns their recovery codes."""
    with override_settings(SECRET_KEY=environment()["SECRET_KEY"]):
        TOTP.activate(user, generate_totp_secret())
        return RecoveryCodes.activate(user).generate_codes()


def _publish(site: Site) -> None:
    case = CasePage.objects.get(slug="en-case")
    case.title = "Slik er den"
    case.save_revision(user=make_user("Editors"))
    submit(case, make_user("Editors"))
    decide(case, make_user("Editors"))
    task = current(case)
    path = reverse("wagtailadmin_pages:workflow_action", args=[case.pk, "approve", task.pk])
    answer = site.administrator.post(path, answers(task.task.specific.step))
    assert CasePage.objects.get(pk=case.pk).title == "Slik er den", answer.text[:2000]


def _unpublish(site: Site) -> None:
    case = CasePage.objects.get(slug="en-case")
    path = reverse("wagtailadmin_pages:unpublish", args=[case.pk])
    site.administrator.send(path, "main form", reason="Kommunen har bedt om det.")
    assert not CasePage.objects.get(pk=case.pk).live


def _rename_concept(site: Site) -> None:
    text = ConceptText.objects.get(concept__code="openness", locale="nb")
    path = reverse("wagtailsnippets_cases_concepttext:edit", args=[text.pk])
    told = {"short": text.short, "slug": text.slug, "description": rich_text("<p>Alle slipper inn.</p>")}
    answer = site.administrator.post(path, {**told, "name": "Åpne dører", "questions-count": "0"})
    text.refresh_from_db()
    assert text.name == "Åpne dører", answer.text


def _move(site: Site) -> None:
    CasePage.objects.get(slug="en-case").move(HomePage.objects.get(locale__language_code="nb"), pos="last-child")


def _translate(site: Site) -> None:
    case = CasePage.objects.get(slug="en-case")
    make_case("nn", slug="ein-case", title="Slik er han", translation_key=case.translation_key)


def _address(site: Site) -> None:
    case = CasePage.objects.get(slug="en-case")
    case.slug = "et-annet-sted"
    case.save_revision().publish()


def _lead(site: Site) -> None:
    HomePage.objects.filter(locale__language_code="nb").update(lead="Rett inn i databasen.")


def _municipality(site: Site) -> None:
    Municipality.objects.filter(number="3203").update(name="Nyasker")


def _navigation(site: Site) -> None:
    link = {"label": "Et nytt sted å gå", "address": "https://example.org/"}
    navigation = Navigation.objects.get(language="nb")
    navigation.menu = json.dumps([{"type": "address", "value": link}])
    navigation.save()


# What is done; where it is seen; and what is seen before and afterwards.
Change = tuple[Callable[[Site], None], str, str, str]
CHANGES: dict[str, Change] = {
    "publish": (_publish, "/caser/en-case/", "Slik var den", "Slik er den"),
    "publish, in the list": (_publish, "/caser/", "Slik var den", "Slik er den"),
    "unpublish": (_unpublish, "/caser/", "Slik var den", "<main"),
    "unpublish, at its address": (_unpublish, "/caser/en-case/", "Slik var den", "404"),
    "another address": (_address, "/caser/en-case/", "Slik var den", "404"),
    "another address, in the list": (_address, "/caser/", "/caser/en-case/", "/caser/et-annet-sted/"),
    "move": (_move, "/caser/en-case/", "Slik var den", "404"),
    "translation": (_translate, "/caser/en-case/", "Slik var den", 'href="/nn/casar/ein-case/"'),
    "vocabulary": (_rename_concept, "/modellen/", "Åpenhet", "Åpne dører"),
    "navigation": (_navigation, "/modellen/", "<main", "Et nytt sted å gå"),
    "straight into the database": (_lead, "/", "<main", "Rett inn i databasen."),
    "place": (_municipality, "/caser/en-case/", "Slik var den", "Nyasker"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_next_request_in_every_process_sees_the_change(site: Site, name: str):
    change, path, before, afterwards = CHANGES[name]
    CasePage.objects.all().delete()
    make_case(slug="en-case", title="Slik var den", municipalities=["3203"])
    seen, how = site.seen(path)
    assert [(status, before in text) for status, text in seen] == [(200, True)]
    # All processes share one page where there is Redis; else each makes it once.
    assert 1 <= how["stored"] <= (1 if site.has_redis else 2 * WEB_PROCESSES)
    assert how["stored"] + how["hit"] == 2 * REQUESTS
    change(site)
    seen, how = site.seen(path)
    if afterwards == "404":
        assert {status for status, _text in seen} <= {301, 404}
    else:
        assert [(status, afterwards in text) for status, text in seen] == [(200, True)]
        assert 1 <= how["stored"] <= (1 if site.has_redis else 2 * WEB_PROCESSES)
