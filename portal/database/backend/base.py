"""The database wrapper that Django loads for the embedded server."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.db.backends.postgresql import base
from django.db.utils import OperationalError

from portal.database.backend.client import DatabaseClient
from portal.database.embedded import ServerError, ensure_running
from portal.database.layout import PORT


class DatabaseWrapper(base.DatabaseWrapper):
    """PostgreSQL over the embedded server's socket; nothing is started before a connection is asked for."""

    client_class = DatabaseClient

    def get_connection_params(self) -> dict[str, Any]:
        """Return the connection's parameters once the server answers; OperationalError when it cannot be started."""
        try:
            address = ensure_running(Path(self.settings_dict["DATA_DIR"]))
        except ServerError as error:
            raise OperationalError(str(error)) from error
        # Host and port are always said, so that PGHOST or PGPORT of the surroundings cannot lead elsewhere.
        return {**super().get_connection_params(), "host": address.socket_dir, "port": PORT}
