"""`manage.py dbshell` for the embedded server, with the psql that came with it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from django.db.backends.postgresql import client

from portal.database.embedded import ensure_running, find_programs
from portal.database.layout import PORT


class DatabaseClient(client.DatabaseClient):
    """Starts the server, then psql; the server lives at least as long as the shell."""

    def runshell(self, parameters: Iterable[str]) -> None:
        """Open psql; ServerError when the server cannot be started."""
        settings = self.connection.settings_dict
        settings["HOST"] = ensure_running(Path(settings["DATA_DIR"])).socket_dir
        settings["PORT"] = PORT
        type(self).executable_name = str(find_programs() / "psql")
        super().runshell(parameters)
