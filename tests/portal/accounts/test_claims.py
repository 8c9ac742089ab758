"""What a provider's token must be before anything in it is believed."""

from __future__ import annotations

import json
import time
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from portal.accounts.oidc.claims import UntrueClaimsError, asserts_second_factor, checked, identity_of

ISSUER, CLIENT, NONCE = "https://login.example.org", "portal", "used-once"
KEY, OTHER = (rsa.generate_private_key(public_exponent=65537, key_size=2048) for _ in range(2))


def _jwk(key: Any, kid: str) -> dict[str, Any]:
    return {**json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key())), "kid": kid, "alg": "RS256"}


KEYS = [_jwk(KEY, "one")]


def _token(key: Any = KEY, algorithm: str = "RS256", kid: str | None = "one", **claims: Any) -> str:
    now = int(time.time())
    whole = {"iss": ISSUER, "aud": CLIENT, "sub": "kari", "iat": now, "exp": now + 300, "nonce": NONCE, **claims}
    whole = {name: value for name, value in whole.items() if value is not None}
    return jwt.encode(whole, key, algorithm=algorithm, headers={"kid": kid} if kid else {})


def _checked(token: str, keys: Any = KEYS, nonce: str = NONCE) -> dict[str, Any]:
    return checked(token, keys=keys, issuer=ISSUER, client=CLIENT, nonce=nonce)


def test_what_is_right_is_believed():
    assert _checked(_token())["sub"] == "kari"
    assert _checked(_token(kid=None))["sub"] == "kari", "a provider with one key need not name it"
    assert _checked(_token(aud=[CLIENT, "another"], azp=CLIENT))["sub"] == "kari"


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "https://evil.example"},
        {"aud": "another"},
        {"aud": [CLIENT, "another"]},
        {"aud": [CLIENT, "another"], "azp": "another"},
        {"exp": 1_000_000_000},
        {"iat": 4_000_000_000},
        {"nonce": "of-last-week"},
        {"nonce": None},
        {"sub": None},
        {"sub": ""},
        {"sub": "x" * 256},
        {"exp": None},
    ],
    ids=str,
)
def test_what_is_not_for_us_and_for_now_is_refused(claims):
    with pytest.raises(UntrueClaimsError):
        _checked(_token(**claims))


@pytest.mark.parametrize(
    "token",
    [
        _token(OTHER),
        _token(kid="two"),
        _token("a secret that both of us would have to know", "HS256"),
        jwt.encode({"sub": "kari"}, None, algorithm="none", headers={"kid": "one"}),
        "no.token.at-all",
        "",
    ],
    ids=["another key", "unknown key", "shared secret", "unsigned", "nonsense", "nothing"],
)
def test_what_the_provider_has_not_signed_is_refused(token):
    with pytest.raises(UntrueClaimsError):
        _checked(token)


def test_a_nonce_that_nobody_asked_with_fits_none():
    with pytest.raises(UntrueClaimsError):
        _checked(_token(nonce=""), nonce="")


def test_several_keys_must_be_told_apart():
    keys = [*KEYS, _jwk(OTHER, "two")]
    assert _checked(_token(), keys)["sub"] == "kari"
    with pytest.raises(UntrueClaimsError):
        _checked(_token(kid=None), keys)


def test_an_identity_is_issuer_and_subject():
    kari = identity_of({"iss": ISSUER, "sub": "kari", "email": "a@example.org"})
    assert kari == identity_of({"iss": ISSUER, "sub": "kari", "email": "b@example.org"})
    assert (
        len({kari, identity_of({"iss": ISSUER + "2", "sub": "kari"}), identity_of({"iss": ISSUER, "sub": "ola"})}) == 3
    )


@pytest.mark.parametrize(
    ("claims", "said"),
    [
        ({"acr": "high"}, True),
        ({"amr": ["pwd", "mfa"]}, True),
        ({"acr": "low"}, False),
        ({"amr": "mfa"}, False),
        ({}, False),
    ],
)
def test_a_second_factor_is_what_the_settings_call_one(claims, said):
    assert asserts_second_factor(claims, acr=["high"], amr=["mfa"]) is said
    assert not asserts_second_factor(claims, acr=[], amr=[])
