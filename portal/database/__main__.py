"""`python -m portal.database status|stop|url`: look after the embedded server by hand."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from portal.database import embedded


def main(arguments: list[str]) -> int:
    """Run one command and return the exit code: 1 when there is no server to tell of, or it may not be stopped."""
    parser = argparse.ArgumentParser(prog="python -m portal.database", description="The embedded PostgreSQL.")
    parser.add_argument("command", choices=["status", "stop", "url"])
    parser.add_argument("--force", action="store_true", help="stop it although a process uses it")
    parser.add_argument(
        "--data-dir", type=Path, default=embedded.default_data_dir(), help="folder of local data (default: %(default)s)"
    )
    options = parser.parse_args(arguments)
    try:
        return _stop(options.data_dir, options.force) if options.command == "stop" else _tell(options)
    except (embedded.ServerError, OSError) as error:
        print(error, file=sys.stderr)
        return 1


def _tell(options: argparse.Namespace) -> int:
    address = embedded.find_running(options.data_dir)
    if address is None:
        print("Not running; it starts with the first command that needs it.", file=sys.stderr)
        return 1
    if options.command == "url":
        print(address.url)
        return 0
    use = "in use" if embedded.has_users(options.data_dir) else "not in use, ends soon"
    print(f"Running, {use}: pid {address.pid}, socket in {address.socket_dir}, data in {address.cluster}")
    return 0


def _stop(data_dir: Path, force: bool) -> int:
    print("Stopped." if embedded.stop(data_dir, force) else "Not running.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
