"""What all environments have in common."""

from __future__ import annotations

import logging
from pathlib import Path

from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from portal.caches import cache_settings
from portal.database import database_settings
from portal.logs import logging_settings
from portal.settings import env
from portal.settings.signing_in import *  # noqa: F403 - a part of the settings with a room of its own

BASE_DIR = Path(__file__).resolve().parents[2]
DATA_DIR = Path(env.text("DATA_DIR", "") or BASE_DIR / ".data")

# Who we are
WAGTAIL_SITE_NAME = "Samskapingsportalen"
SITE_URL = env.text("SITE_URL", "http://localhost:8000").rstrip("/")
WAGTAILADMIN_BASE_URL = SITE_URL

SECRET_KEY = env.text("SECRET_KEY", "")
# Keys of before, which still open what was signed with them.
SECRET_KEY_FALLBACKS = env.words("SECRET_KEY_FALLBACKS")
DEBUG = False
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", ("localhost", "127.0.0.1", "[::1]"))
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS")

INSTALLED_APPS = [
    "portal.accounts",
    "portal.admin",
    "cases",
    "toolkit",
    "home",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "wagtail.contrib.redirects",
    "wagtail.locales",
    "wagtail.embeds",
    "wagtail.sites",
    "portal.admin.people_app.PeopleConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_countries",
    "django_htmx",
    "csp",
    "health_check",
    "django_structlog",
    "django_tasks",
    "django_tasks_db",
    "django.forms",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "portal.request_log.RequestLog",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "portal.security.SecurityHeaders",
    "portal.bounds.RefuseTooMuch",
    "portal.security.RefuseImpossibleInput",
    # Before whatever keeps whole pages: see the class.
    "portal.languages.RememberedLanguage",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.languages.PrefixLocaleMiddleware",
    # Inside of what guards every request and knows its language, outside of what knows its reader.
    "portal.page_cache.middleware.WholePages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "portal.accounts.session_store.SeenToday",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "portal.accounts.second_factor.SecondFactor",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "portal.admin.guard.AdminGuard",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
            ],
        },
    },
]
# Widgets too are looked for in templates/ first: some of Wagtail's would bring inline scripts.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# Database, tasks, cache
DATABASES = {"default": database_settings(env.text("DATABASE_URL", "") or None, DATA_DIR)}
# Seconds that one statement of a web process may take; commands and the task worker take what they need.
STATEMENT_SECONDS = env.number("STATEMENT_SECONDS", 20)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Without Redis each process has caches of its own. Nothing in them can be out of date: see portal/page_cache.
CACHES = cache_settings(env.text("REDIS_URL", ""))
PAGE_CACHE = env.flag("PAGE_CACHE", True)
# What one network address may ask of the open API; 0: as much as it likes.
API_REQUESTS_A_MINUTE = env.number("API_REQUESTS_A_MINUTE", 300)
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
# Seconds without a sign of life from the task worker before /readyz says that it is gone.
WORKER_SILENCE_LIMIT = env.number("WORKER_SILENCE_LIMIT", 60)

# Statistics Norway's code lists, asked by `sync_municipalities` and by nothing else.
KLASS_URL = env.text("KLASS_URL", "https://data.ssb.no/api/klass/v1").rstrip("/")

# Languages: bokmål at /, nynorsk at /nn/, English at /en/
LANGUAGE_CODE = "nb"
LANGUAGES = [("nb", _("Bokmål")), ("nn", _("Nynorsk")), ("en", _("English"))]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAIL_I18N_ENABLED = True
WAGTAILADMIN_PERMITTED_LANGUAGES = [("nb", "Bokmål"), ("en", "English")]
# The second holds bokmål for what Wagtail itself has not translated; `make messages` leaves it alone.
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "locale" / "wagtail"]
# A language that a reader has chosen; holds the code and nothing else.
LANGUAGE_COOKIE_NAME = "sprak"
LANGUAGE_COOKIE_AGE = 365 * 24 * 60 * 60
LANGUAGE_COOKIE_HTTPONLY = True
TIME_ZONE = "Europe/Oslo"
FORMAT_MODULE_PATH = ["portal.formats"]
USE_I18N = True
USE_TZ = True

# Files
NODE_MODULES = BASE_DIR / "node_modules"
STATIC_URL = "/static/"
STATIC_ROOT = Path(env.text("STATIC_ROOT", "") or BASE_DIR / "staticfiles")
# The web font; documents are set in it too.
FONT_SOURCE = NODE_MODULES / "@fontsource-variable" / "inter" / "files"
STATICFILES_DIRS = [
    BASE_DIR / "portal" / "static",
    ("designsystemet", NODE_MODULES / "@digdir" / "designsystemet-css" / "dist"),
    ("inter", FONT_SOURCE),
]
MEDIA_URL = "/media/"
# Of the uploads only pictures in sizes that we made are served from here, never the files that people handed in.
SERVE_MEDIA = env.flag("SERVE_MEDIA", True)
MEDIA_ROOT = Path(env.text("MEDIA_ROOT", "") or DATA_DIR / "media")
# Uploads in an S3-compatible bucket, which nobody but the portal may read, in place of the folder.
MEDIA_BUCKET = env.text("MEDIA_BUCKET", "")
_BUCKET_OPTIONS = {
    "endpoint_url": env.text("MEDIA_BUCKET_ENDPOINT", "") or None,
    "region_name": env.text("MEDIA_BUCKET_REGION", "") or None,
    "access_key": env.text("MEDIA_BUCKET_KEY_ID", "") or None,
    "secret_key": env.text("MEDIA_BUCKET_SECRET", "") or None,
}
STORAGES = {
    "default": (
        {"BACKEND": "portal.bucket.Bucket", "OPTIONS": {"bucket_name": MEDIA_BUCKET, **_BUCKET_OPTIONS}}
        if MEDIA_BUCKET
        else {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    ),
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# Wagtail: nothing leaves the site, and the models are our own from the first migration
# Addresses that can be read aloud, typed on any keyboard, and told apart in a log: ø becomes o, å becomes a.
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
# Nobody has to choose one, and what the machine calls "localtime" is unknown to browsers.
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
WAGTAILIMAGES_IMAGE_MODEL = "cases.PortalImage"
WAGTAILDOCS_DOCUMENT_MODEL = "cases.PortalDocument"
WAGTAILIMAGES_IMAGE_FORM_BASE = "cases.uploads.forms.PictureForm"
# What people may hand in; what is stored is one of the kinds in cases/uploads/pictures.py.
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "heic", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 15 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 60_000_000
# What editors see of a picture while they choose is no larger than what readers get.
WAGTAILIMAGES_FORMAT_CONVERSIONS = {"avif": "webp", "heic": "webp", "webp": "webp"}
WAGTAILDOCS_DOCUMENT_FORM_BASE = "cases.uploads.forms.DocumentForm"
# By our own view, which asks who may read it, wherever the files are kept.
WAGTAILDOCS_SERVE_METHOD = "serve_view"
# None of them is shown in the browser, under our own name.
WAGTAILDOCS_INLINE_CONTENT_TYPES: list[str] = []
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "odt", "pdf", "pptx", "txt", "xlsx"]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 15 * 1024 * 1024
# An edit after an approval asks again: each step approves the very version that is published.
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
WAGTAILADMIN_RICH_TEXT_EDITORS = {"default": {"WIDGET": "portal.admin.rich_text.RichTextArea"}}
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}

# Security: public pages allow nothing that they do not use
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}

EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
# Seconds: nobody waits longer for a mail server, neither a reader nor the recurring work.
EMAIL_TIMEOUT = 10
# Where readers write; shown at the foot of the pages about the portal.
CONTACT_EMAIL = env.text("CONTACT_EMAIL", "ks@ks.no")
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "Samskapingsportalen <ikke-svar@localhost>")

# Whose address or name asked is nobody's business in a log.
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False
DJANGO_STRUCTLOG_USER_ID_FIELD = None
# Numbers that visitors send along could be anything; that a page is missing is nothing to be warned of.
DJANGO_STRUCTLOG_TRUST_UPSTREAM_REQUEST_ID = False
DJANGO_STRUCTLOG_TRUST_UPSTREAM_CORRELATION_ID = False
DJANGO_STRUCTLOG_STATUS_START_LOG_LEVEL = logging.DEBUG
DJANGO_STRUCTLOG_STATUS_4XX_LOG_LEVEL = logging.INFO
LOG_LEVEL = env.text("LOG_LEVEL", "WARNING")
LOGGING = logging_settings(LOG_LEVEL, as_json=False)
