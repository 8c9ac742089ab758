"""Development and the demo: `make run`."""

from portal.settings.base import *  # noqa: F403 - a settings module is its base with a few words changed
from portal.settings.base import SECRET_KEY as _SECRET_KEY
from portal.settings.base import env

DEBUG = env.flag("DEBUG", True)
# Known to all, and therefore for development only: production.py refuses to start without a key of its own.
SECRET_KEY = _SECRET_KEY or "development-only-key-that-everybody-knows-and-nobody-uses-in-production"
ALLOWED_HOSTS = ["*"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
# Whoever tries the demo signs in with the password that `make run` prints, without a second factor; production asks for
# it always.
MFA_REQUIRED = False
# Passkeys work at http://localhost too.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
