"""Signing in by a provider of identities, against a real one on this machine."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.urls import reverse
from django.utils import translation
from oidc_provider_mock import run_server_in_thread

from portal.accounts import joining
from portal.accounts.models import User
from tests.factories import make_user
from tests.portal.accounts.doors import member, set_up_app, sign_in_by_code, sign_in_by_password

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore::authlib.deprecate.AuthlibDeprecationWarning"),
]
CLIENT = "portal"


@pytest.fixture(scope="module")
def issuers():
    """Two providers; what they say of somebody is put to `/users/`."""
    with run_server_in_thread() as first, run_server_in_thread() as second:
        yield tuple(f"http://localhost:{server.server_port}" for server in (first, second))


@pytest.fixture(autouse=True)
def _providers(issuers, settings):
    settings.SOCIALACCOUNT_PROVIDERS = {
        "portal": {"APPS": [_app("work", issuers[0]), _app("other", issuers[1])]},
    }


def _app(name: str, issuer: str, **more: Any) -> dict[str, Any]:
    own = {"acr_values": "", "mfa_acr": ["high"], "mfa_amr": ["mfa"], "scope": ["openid", "email", "profile"]}
    at = {"issuer": issuer, "server_url": issuer, "origins": [], "oauth_pkce_enabled": True}
    about = {"provider_id": name, "name": name.title(), "client_id": CLIENT, "secret": "secret"}
    return {**about, "settings": {**own, **at, **more}}


def _says(issuer: str, subject: str, **claims: Any) -> None:
    requests.put(f"{issuer}/users/{subject}", json=claims, timeout=10).raise_for_status()


def _go(client, name: str = "work", **form: str) -> str:
    """Begin; returns the provider's address to which it led."""
    answer = client.post(reverse("oidc_start", args=[name]), form)
    assert answer.status_code == 302, answer.content.decode()
    return str(answer.url)


def _agree(address: str, subject: str) -> str:
    """Sign in at the provider; returns the address to come back to."""
    answer = requests.post(address, data={"sub": subject}, allow_redirects=False, timeout=10)
    back = urlsplit(answer.headers["Location"])
    return f"{back.path}?{back.query}"


def _sign_in(client, subject: str, name: str = "work", **form: str) -> Any:
    return client.get(_agree(_go(client, name, **form), subject))


def _connected(client, subject: str, name: str = "work") -> None:
    assert _sign_in(client, subject, name, process="connect").url == reverse("mfa_index")
    client.post(reverse("account_logout"), follow=True)


@pytest.fixture
def kari(client, issuers, mailoutbox):
    """A member whose account is connected with `kari` of the first provider."""
    user = member("kari@example.org")
    _says(issuers[0], "kari", email="kari@example.org", email_verified=True)
    sign_in_by_code(client, "kari@example.org")
    _connected(client, "kari")
    return user


def _who(client) -> Any:
    return client.get(reverse("mfa_index"), follow=True).wsgi_request.user


def test_whoever_has_connected_the_account_signs_in_by_it(client, kari, issuers):
    assert _sign_in(client, "kari", next="/nn/").url == "/nn/"
    assert _who(client) == kari
    kept = SocialAccount.objects.get()
    assert (kept.user, kept.extra_data) == (kari, {})
    assert "kari" not in kept.uid, "no number or name of the provider's is kept"


def test_it_asks_as_the_standard_wants(client, kari, monkeypatch):
    sent = []
    ask = requests.Session.request
    monkeypatch.setattr(requests.Session, "request", lambda *a, **k: sent.append((a, k)) or ask(*a, **k))
    with translation.override("nn"):
        address = _go(client, scope="admin", auth_params="acr_values=low&nonce=mine")
    asked = {key: values[0] for key, values in parse_qs(urlsplit(address).query).items()}
    assert asked["code_challenge_method"] == "S256"
    assert len(asked["nonce"]) == 32
    assert set(asked["scope"].split()) == {"openid", "email", "profile"}
    assert "acr_values" not in asked
    assert "/nn/" not in asked["redirect_uri"], "a provider knows one address for all languages"
    assert client.get(_agree(address, "kari")).url == reverse("my_page").replace("/min-side/", "/nn/mi-side/")
    tokens = next(keywords for _arguments, keywords in sent if "code" in (keywords.get("data") or {}))
    assert len(tokens["data"]["code_verifier"]) > 40


@pytest.mark.parametrize(
    "claims",
    [{"aud": "another"}, {"aud": [CLIENT, "another"]}, {"iss": "https://evil.example"}, {"nonce": "of-last-week"}],
    ids=["audience", "audiences", "issuer", "nonce"],
)
def test_what_is_not_for_us_and_for_now_lets_nobody_in(client, kari, issuers, claims):
    _says(issuers[0], "kari", email="kari@example.org", email_verified=True, **claims)
    answer = _sign_in(client, "kari")
    assert answer.status_code == 401
    assert "Vi fikk ikke logget deg inn" in answer.content.decode()
    assert _who(client).is_anonymous
    _says(issuers[0], "kari", email="kari@example.org", email_verified=True)


def test_an_answer_counts_once_and_in_the_browser_that_asked(client, kari):
    back = _agree(_go(client), "kari")
    assert type(client)().get(back).status_code == 401
    assert client.get(back).status_code == 302
    client.post(reverse("account_logout"))
    assert client.get(back).status_code == 401
    first, second = _go(client), _go(client)
    code = parse_qs(urlsplit(_agree(first, "kari")).query)["code"][0]
    state = parse_qs(urlsplit(second).query)["state"][0]
    mixed = f"{reverse('oidc_callback', args=['work'])}?{urlencode({'code': code, 'state': state})}"
    assert client.get(mixed).status_code == 401
    assert _who(client).is_anonymous


def test_a_changed_address_is_the_same_person(client, kari, issuers):
    _says(issuers[0], "kari", email="kari.nordmann@example.org", email_verified=True)
    _sign_in(client, "kari")
    assert _who(client) == kari
    assert User.objects.get().email == "kari@example.org"


def test_the_same_address_from_elsewhere_is_somebody_else(client, kari, issuers):
    _says(issuers[1], "kari", email="kari@example.org", email_verified=True)
    known = _sign_in(client, "kari", "other")
    _says(issuers[1], "ola", email="ola@example.org", email_verified=True)
    unknown = _sign_in(client, "ola", "other")
    assert known.status_code == unknown.status_code == 403
    assert known.content == unknown.content, "nothing tells whether the address has an account"
    assert _who(client).is_anonymous
    assert (User.objects.count(), SocialAccount.objects.count()) == (1, 1)


def test_an_invitation_to_somebody_with_an_account_lets_in_nobody_else_with_the_address(
    client, kari, issuers, monkeypatch
):
    monkeypatch.setattr(joining, "_invitations", [lambda email: email == "kari@example.org"])
    _says(issuers[1], "kari", email="Kari@example.org", email_verified=True)
    assert _sign_in(client, "kari", "other").status_code == 403
    assert _who(client).is_anonymous
    assert (User.objects.count(), SocialAccount.objects.count()) == (1, 1)


def test_whoever_is_invited_gets_an_account_if_the_provider_has_confirmed_the_address(client, issuers, monkeypatch):
    monkeypatch.setattr(joining, "_invitations", [lambda email: email == "ny@example.org"])
    _says(issuers[0], "ny", email="ny@example.org")
    assert _sign_in(client, "ny").status_code == 403
    _says(issuers[0], "ny", email="ny@example.org", email_verified=True, given_name="Ny", family_name="Venn")
    assert _sign_in(client, "ny").url == reverse("my_page")
    user = User.objects.get()
    assert (user.get_full_name(), user.has_confirmed_address, user.is_staff) == ("Ny Venn", True, False)
    assert not user.groups.exists(), "roles are given in the portal"


@pytest.fixture
def editor(client, issuers, settings):
    """An editor whose account is connected."""
    user = make_user("Editors", "editor@example.org")
    _says(issuers[0], "editor", email="editor@example.org", email_verified=True, groups=["administrator"])
    sign_in_by_password(client, "editor@example.org")
    _connected(client, "editor")
    settings.MFA_REQUIRED = True
    return user


@pytest.mark.parametrize("claims", [{"acr": "high"}, {"amr": ["pwd", "mfa"]}])
def test_an_editor_whose_provider_has_seen_a_second_factor_goes_in(client, editor, issuers, claims):
    _says(issuers[0], "editor", **claims)
    assert _sign_in(client, "editor").url == "/admin/"
    assert client.get("/admin/").status_code == 200
    assert not User.objects.get().is_superuser


@pytest.mark.parametrize("claims", [{}, {"acr": "low", "amr": ["pwd"]}, {"amr": "mfa"}])
def test_without_that_claim_the_portal_wants_its_own(client, editor, issuers, claims):
    _says(issuers[0], "editor", **claims)
    _sign_in(client, "editor")
    assert client.get("/admin/").url.startswith(reverse("mfa_index"))
    set_up_app(client)
    client.post(reverse("account_logout"))
    assert _sign_in(client, "editor").url == reverse("mfa_authenticate")


def test_connecting_asks_again_who_it_is_and_takes_nobody_elses(client, kari, issuers, settings):
    make_user("Editors", "editor@example.org")
    sign_in_by_password(client, "editor@example.org")
    assert _sign_in(client, "kari", process="connect").url == reverse("mfa_index")
    assert SocialAccount.objects.get().user == kari
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 0
    asked = client.post(reverse("oidc_start", args=["work"]), {"process": "connect"})
    assert asked.url.startswith(reverse("account_reauthenticate"))


def test_a_connection_is_taken_away_by_its_owner_alone(client, kari, mailoutbox):
    make_user("Editors", "editor@example.org")
    sign_in_by_password(client, "editor@example.org")
    address = reverse("oidc_disconnect", args=[SocialAccount.objects.get().pk])
    assert client.post(address).status_code == 404
    client.post(reverse("account_logout"))
    sign_in_by_code(client, "kari@example.org")
    assert client.post(address).url == reverse("mfa_index")
    assert _sign_in(type(client)(), "kari").status_code == 403


@pytest.mark.parametrize("issuer", ["http://localhost:1", "http://localhost:1/nowhere"])
def test_a_provider_that_is_down_is_said_in_words(client, settings, issuer):
    settings.SOCIALACCOUNT_PROVIDERS = {"portal": {"APPS": [_app("work", issuer)]}}
    answer = client.post(reverse("oidc_start", args=["work"]))
    assert answer.status_code == 401
    assert "Vi fikk ikke logget deg inn" in answer.content.decode()


def test_a_provider_that_goes_down_while_somebody_signs_in_is_said_in_words(client, kari, settings, issuers):
    back = _agree(_go(client), "kari")
    gone = _app("work", issuers[0])
    gone["settings"]["server_url"] = "http://localhost:1"
    settings.SOCIALACCOUNT_PROVIDERS = {"portal": {"APPS": [gone]}}
    answer = client.get(back)
    assert answer.status_code == 401
    assert "Vi fikk ikke logget deg inn" in answer.content.decode()
    assert _who(client).is_anonymous


def test_a_provider_that_calls_itself_something_else_is_not_believed(client, settings, issuers):
    app = _app("work", issuers[0])
    app["settings"]["issuer"] = "https://login.example.org"
    settings.SOCIALACCOUNT_PROVIDERS = {"portal": {"APPS": [app]}}
    assert client.post(reverse("oidc_start", args=["work"])).status_code == 401


def test_whoever_thinks_better_of_it_is_back_at_the_door(client):
    state = parse_qs(urlsplit(_go(client)).query)["state"][0]
    answer = client.get(reverse("oidc_callback", args=["work"]), {"error": "access_denied", "state": state})
    assert answer.url == reverse("account_request_login_code")


def test_the_sign_in_page_lets_forms_lead_to_the_providers_alone(client, issuers):
    policy = client.get(reverse("account_request_login_code")).headers["Content-Security-Policy"]
    assert f"form-action 'self' {issuers[0]} {issuers[1]}" in policy
    assert issuers[0] not in client.get(reverse("account_signup")).headers["Content-Security-Policy"]
