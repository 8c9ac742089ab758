"""The WSGI application that gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.production")

application = get_wsgi_application()

# Only now can the settings be read.
from django.conf import settings  # noqa: E402 - see above

from portal.database import limit_statements  # noqa: E402 - see above

limit_statements(settings.STATEMENT_SECONDS)
