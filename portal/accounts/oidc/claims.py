"""What a provider says of whoever signs in, checked. Pure: takes and returns plain values.

OpenID Connect Core 1.0, 3.1.3.7: the signature is checked always, also where the token came straight from the provider.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Collection, Mapping
from typing import Any

import jwt

# Signed with a key that only the provider has. What is signed with a secret shared with us, or not at all, is refused.
_ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
_NEEDED = ("exp", "iat", "iss", "aud", "sub")
# How much the provider's clock may differ from ours, in seconds.
_LEEWAY = 60
# The longest subject that the standard allows.
_MOST_LETTERS = 255

Claims = dict[str, Any]


class UntrueClaimsError(Exception):
    """What came is not from this provider, not for us, not for this time of signing in, or not whole."""


def checked(token: str, *, keys: Collection[Mapping[str, Any]], issuer: str, client: str, nonce: str) -> Claims:
    """Return the claims of an ID token; UntrueClaimsError unless all of it is right."""
    try:
        claims: Claims = jwt.decode(
            token,
            key=_key_for(token, keys),
            algorithms=_ALGORITHMS,
            audience=client,
            issuer=issuer,
            leeway=_LEEWAY,
            options={"require": list(_NEEDED)},
        )
    except (jwt.PyJWTError, TypeError, ValueError, KeyError) as error:
        raise UntrueClaimsError(type(error).__name__) from error
    if not nonce or not hmac.compare_digest(str(claims.get("nonce", "")).encode(), nonce.encode()):
        raise UntrueClaimsError("nonce")
    if isinstance(claims["aud"], list) and len(claims["aud"]) > 1 and claims.get("azp") != client:
        raise UntrueClaimsError("azp")
    if not isinstance(claims["sub"], str) or not 0 < len(claims["sub"]) <= _MOST_LETTERS:
        raise UntrueClaimsError("sub")
    return claims


def identity_of(claims: Claims) -> str:
    """Return who it is, from issuer and subject. Whatever else is claimed may change, or be somebody else's tomorrow.

    A digest: what is kept shows no number that names somebody elsewhere, and has the same length for all.
    """
    return hashlib.sha256(f"{claims['iss']} {claims['sub']}".encode()).hexdigest()


def asserts_second_factor(claims: Claims, *, acr: Collection[str], amr: Collection[str]) -> bool:
    """Say whether the provider claims to have seen a second factor, in one of the words that the settings name."""
    methods = claims.get("amr")
    return claims.get("acr") in acr or (isinstance(methods, list) and any(method in amr for method in methods))


def confirmed_address(claims: Claims) -> str:
    """Return the e-mail address, where the provider says that it is confirmed; else an empty text."""
    address = claims.get("email")
    return address if isinstance(address, str) and claims.get("email_verified") is True else ""


def _key_for(token: str, keys: Collection[Mapping[str, Any]]) -> jwt.PyJWK:
    """Return the key of the provider's that the token names; where it names none, there must be but one."""
    header = jwt.get_unverified_header(token)
    if header.get("alg") not in _ALGORITHMS:
        raise UntrueClaimsError("alg")
    named = header.get("kid")
    fitting = [key for key in keys if key.get("use", "sig") == "sig" and named in (None, key.get("kid"))]
    if len(fitting) != 1:
        raise UntrueClaimsError("kid")
    return jwt.PyJWK.from_dict(dict(fitting[0]), algorithm=header.get("alg"))
