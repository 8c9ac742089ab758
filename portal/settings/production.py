"""Production: behind HTTPS, with hashed and compressed static files, and no default that is not safe."""

from django.core.exceptions import ImproperlyConfigured

from portal.logs import logging_settings
from portal.settings.base import *  # noqa: F403 - a settings module is its base with a few words changed
from portal.settings.base import DATABASES as _DATABASES
from portal.settings.base import LOG_LEVEL, env
from portal.settings.base import SECRET_KEY as _SECRET_KEY
from portal.settings.base import SECRET_KEY_FALLBACKS as _SECRET_KEY_FALLBACKS
from portal.settings.base import STORAGES as _STORAGES

if len(_SECRET_KEY) < 50:
    raise ImproperlyConfigured("SECRET_KEY must be set to at least 50 random characters in production.")
if any(len(key) < 50 for key in _SECRET_KEY_FALLBACKS):
    raise ImproperlyConfigured("SECRET_KEY_FALLBACKS must hold former keys of at least 50 characters each.")
if _DATABASES["default"]["ENGINE"] != "django.db.backends.postgresql":
    raise ImproperlyConfigured("DATABASE_URL must be set in production; the embedded database is for development.")

STORAGES = {
    **_STORAGES,
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
SECURE_SSL_REDIRECT = env.flag("SECURE_SSL_REDIRECT", True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.flag("TRUST_PROXY_SSL_HEADER") else None
SECURE_HSTS_SECONDS = env.number("SECURE_HSTS_SECONDS", 31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
# Load balancers ask for these over plain HTTP from inside.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
LANGUAGE_COOKIE_SECURE = True
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = env.text("EMAIL_HOST", "localhost")
EMAIL_PORT = env.number("EMAIL_PORT", 25)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = env.flag("EMAIL_USE_TLS", False)
LOGGING = logging_settings(LOG_LEVEL, as_json=True, requests=env.flag("LOG_REQUESTS", True))
