"""The tests' settings for the server of the journeys: a database and a folder for uploads of its own."""

import os
from pathlib import Path

from portal.settings.base import DATABASES as _DATABASES
from portal.settings.test import *  # noqa: F403 - a settings module is its base with a few words changed

DATABASES = {"default": {**_DATABASES["default"], "NAME": os.environ["E2E_DATABASE"]}}
# As in production the files are looked up once, at the start, and not again for each request.
WHITENOISE_AUTOREFRESH = False
PAGE_CACHE = True
MEDIA_ROOT = Path(os.environ["E2E_MEDIA"])
# Letters as files, for the journeys to read: see the fixture `letter_to`.
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = MEDIA_ROOT.parent / "mail"
