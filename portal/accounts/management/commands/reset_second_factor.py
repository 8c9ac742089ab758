"""`manage.py reset_second_factor ADDRESS`: for an editor who has lost phone and recovery codes."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.accounts.services import find_user, reset_second_factor


class Command(BaseCommand):
    """See docs/sign-in.md."""

    help = "Take away all second factors of an account, and end its sessions; be sure first who asks for it."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the address."""
        parser.add_argument("email")

    def handle(self, *, email: str, **_options: Any) -> None:
        """Take them away and say how many there were; CommandError where there is no such account."""
        user = find_user(email=email)
        if user is None:
            raise CommandError("There is no active account with that address.")
        number = reset_second_factor(user=user)
        self.stdout.write(f"{number} taken away. A new one is asked for at the next sign-in.")
