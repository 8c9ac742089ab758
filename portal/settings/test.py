"""Tests: quick password hashing, files in a folder of their own, mail in memory."""

import tempfile
from pathlib import Path

from portal.logs import logging_settings
from portal.settings.base import *  # noqa: F403 - a settings module is its base with a few words changed

SECRET_KEY = "only-for-tests"  # noqa: S105 - guards nothing
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MEDIA_ROOT = Path(tempfile.mkdtemp(prefix="portal-test-media-"))
# Tests count the queries of the page itself; those of the cache switch it on.
PAGE_CACHE = False
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
LOGGING = logging_settings("ERROR", as_json=False)
# Tests sign in by a session; those of the second factor switch it on.
MFA_REQUIRED = False
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
