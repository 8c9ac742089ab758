"""How gunicorn serves the portal: `gunicorn --config python:portal.serving portal.wsgi`; each name is one of its."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from gunicorn.glogging import Logger

from portal.logs import line_formatter
from portal.settings import env


class ServerLog(Logger):
    """Writes what the server itself has to say as the portal writes its own log, and nothing for each request.

    A line for each request comes from portal/request_log.py, which knows what may be told of it.
    """

    def setup(self, cfg: Any) -> None:
        """Set up gunicorn's log, with lines as ours."""
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(line_formatter(as_json=True))

    def access(self, resp: Any, req: Any, environ: Any, request_time: Any) -> None:
        """Write nothing."""


bind = env.words("BIND", ("127.0.0.1:8000",))
# Threads wait for the database and for slow readers; processes use the machine's cores.
workers = env.number("WEB_PROCESSES", 2)
worker_class = "gthread"
threads = env.number("WEB_THREADS", 4)
backlog = 512
# Each process loads the portal itself: nothing opened before a fork is shared, and HUP brings new code without a gap.
preload_app = False
# Seconds: for a request that hangs, for those at work when the server is told to stop, and between two on a connection.
timeout = 60
graceful_timeout = 30
keepalive = 5
# A process is replaced now and then, not all at the same time: what leaks does not grow for ever.
max_requests = 5_000
max_requests_jitter = 1_000
# A sign of life is a file's time; on a disk that is busy it would come late.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - gunicorn makes its file private
control_socket_disable = True
logger_class = ServerLog
loglevel = "info"
accesslog = None
errorlog = "-"
