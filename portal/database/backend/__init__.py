"""Django's PostgreSQL backend with one more step: the embedded server is started before the first connection."""
