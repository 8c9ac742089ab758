"""The user model: people sign in with their e-mail address. And tables of the shell, which has no other app label."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.mail_addresses import is_same


class UserManager(BaseUserManager["User"]):
    """Makes users; addresses are compared without regard to case."""

    use_in_migrations = True

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Return a new saved user; ValueError without an address."""
        if not email:
            raise ValueError("A user needs an e-mail address.")
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Return a new administrator."""
        return self.create_user(email, password, is_superuser=True, is_staff=True, **fields)

    def get_by_natural_key(self, email: str | None) -> User:
        """Return the user with this address, however it is capitalised."""
        # The database compares in capitals, where other letters are the same too: each way of writing an address would
        # be counted as an account of its own by what limits wrong passwords.
        for user in self.filter(email__iexact=email):
            if is_same(user.email, email or ""):
                return user
        raise self.model.DoesNotExist


class User(AbstractBaseUser, PermissionsMixin):
    """A person with an account. E-mail is the login; only what is needed is stored."""

    email = models.EmailField(_("e-mail address"), unique=True)
    first_name = models.CharField(_("first name"), max_length=150, blank=True)
    last_name = models.CharField(_("last name"), max_length=150, blank=True)
    is_staff = models.BooleanField(_("staff"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    # The address that this person has shown to read; another than `email` is none any more.
    confirmed_email = models.EmailField(_("confirmed address"), blank=True, default="", editable=False)
    # Part of what each session is checked against: another one ends them all, in every browser.
    session_salt = models.CharField(max_length=16, blank=True, default="", editable=False)
    date_joined = models.DateTimeField(_("joined"), default=timezone.now, editable=False)
    # When it was said by e-mail that an account which nobody uses will be deleted.
    told_of_end_at = models.DateTimeField(null=True, blank=True, editable=False)
    # From then on nothing here says who this was; the row stays for what they did.
    deleted_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [models.UniqueConstraint(Lower("email"), name="accounts_user_email_any_case")]

    def __str__(self) -> str:
        return self.get_full_name() or self.email

    @property
    def has_confirmed_address(self) -> bool:
        """Say whether this person has shown that they read what is sent to their address."""
        return bool(self.confirmed_email) and self.confirmed_email.lower() == self.email.lower()

    def has_usable_password(self) -> bool:
        """Say whether there is a password; Wagtail's form leaves an empty one, which Django takes for usable."""
        return bool(self.password) and super().has_usable_password()

    @property
    def confirmed_address(self) -> str:
        """Return the address in small letters, where it is known to be this person's; else an empty text."""
        return self.email.lower() if self.has_confirmed_address else ""

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Return what each session must hold: changed by another password, and by `end_sessions`."""
        salt = "portal.accounts.User.session"
        value = f"{self.password}{self.session_salt}"
        return salted_hmac(salt, value, secret=secret, algorithm="sha256").hexdigest()

    def get_full_name(self) -> str:
        """Return first and last name, or an empty text; of a deleted account the same for all."""
        if self.deleted_at is not None:
            return gettext("Former member")
        return f"{self.first_name} {self.last_name}".strip()

    def get_short_name(self) -> str:
        """Return the first name, or the address."""
        return self.first_name or self.email


class Session(AbstractBaseSession):
    """A browser in which somebody is signed in, or a visitor has something that the portal must remember.

    Of the browser only kind and system are kept, of the time only the day, and no address.
    """

    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="sessions")
    # A browser and a system of portal/accounts/devices.py.
    device = models.CharField(max_length=40, blank=True, default="")
    seen_on = models.DateField(null=True)

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")

    def __str__(self) -> str:
        # The key opens the session to whoever knows it.
        return f"{self.user_id} {self.device}"

    @classmethod
    def get_session_store_class(cls) -> type[Any]:
        """Return what reads and writes sessions."""
        from portal.accounts.session_store import SessionStore

        return SessionStore


class WorkerHeartbeat(models.Model):
    """When each task worker last gave a sign of life."""

    worker = models.CharField(max_length=64, primary_key=True)
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.worker} {self.seen_at:%Y-%m-%d %H:%M:%S}"

    @classmethod
    def beat(cls, worker: str) -> None:
        """Record that a worker is alive now, and forget those that have been silent for a day."""
        now = timezone.now()
        cls.objects.update_or_create(worker=worker, defaults={"seen_at": now})
        cls.objects.filter(seen_at__lt=now - timedelta(days=1)).delete()

    @classmethod
    def silence(cls) -> timedelta | None:
        """Return how long ago any worker was last seen, or None when none has been."""
        latest = cls.objects.aggregate(latest=models.Max("seen_at"))["latest"]
        return timezone.now() - latest if latest else None


class Edition(models.Model):
    """The name of what public pages show now; one row, changed by triggers (see portal/page_cache)."""

    name = models.UUIDField()

    def __str__(self) -> str:
        return str(self.name)


class PendingChange(models.Model):
    """That a transaction has changed something that public pages show; gone before anybody else could see it."""

    transaction = models.BigIntegerField(primary_key=True)
    is_last = models.BooleanField()

    def __str__(self) -> str:
        return str(self.transaction)
