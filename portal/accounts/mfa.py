"""What allauth asks of us about second factors."""

from __future__ import annotations

import base64
import hashlib

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User


def _box() -> MultiFernet:
    """Return what opens the secrets: the first key closes, each opens."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = (hashlib.sha256(f"second factor {key}".encode()).digest() for key in keys)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])


class MfaAdapter(DefaultMFAAdapter):
    """Keeps secrets closed in the database and its backups, and says things in our words."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("The code is not right. Write it as it stands now, or ask for a new one."),
        "cannot_generate_recovery_codes": _("You get recovery codes when you have an app or a passkey."),
    }

    def get_totp_issuer(self) -> str:
        """Return the name that an app shows beside the code."""
        return settings.WAGTAIL_SITE_NAME

    def encrypt(self, text: str) -> str:
        """Return a secret closed with a key that is not in the database."""
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return a secret; one of a key that is gone opens nothing: no code fits it."""
        try:
            return _box().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return generate_totp_secret()

    def _get_site_name(self) -> str:
        return settings.WAGTAIL_SITE_NAME

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:
        """Return a name for a new passkey, which its owner can change."""
        number = Authenticator.objects.filter(user=user, type=type).count()
        return gettext("Passkey {number}").format(number=number + 1)
