"""Where a video is, and which player shows it without following the reader about. A pure core."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from cases.blocks.limits import MAX_ADDRESS

_is_https = URLValidator(schemes=["https"])
_YOUTUBE_HOSTS = frozenset({"youtube.com", "m.youtube.com", "youtu.be", "youtube-nocookie.com"})
_YOUTUBE_ID = re.compile(r"[A-Za-z0-9_-]{11}\Z")
_YOUTUBE_PATH = re.compile(r"/(?:embed|shorts|live|v)/([^/]+)/?\Z")
_VIMEO_PATH = re.compile(r"/(?:video/|channels/[\w-]+/|groups/[\w-]+/videos/)?(\d{4,12})(?:/([0-9a-f]{6,20}))?/?\Z")
_VIMEO_KEY = re.compile(r"[0-9a-f]{6,20}\Z")


@dataclass(frozen=True)
class Player:
    """A player at another site: the site's name, the address to put into a frame, and the origin to allow for it."""

    site: str
    address: str
    origin: str


def is_https_address(address: str) -> bool:
    """Say whether a text is a whole web address that begins with https://."""
    try:
        _is_https(address)
    except ValidationError:
        return False
    return len(address) <= MAX_ADDRESS


def host_of(address: str) -> str:
    """Return the name of the site that an address leads to, or an empty text for what is no https address."""
    return (urlsplit(address).hostname or "").removeprefix("www.") if is_https_address(address) else ""


def player_of(address: str) -> Player | None:
    """Return the player for a video at YouTube or Vimeo, or None: other sites get a link alone."""
    host = host_of(address)
    if host in _YOUTUBE_HOSTS:
        return _youtube(address, host)
    if host in ("vimeo.com", "player.vimeo.com"):
        return _vimeo(address)
    return None


def origins_of(addresses: Iterable[str]) -> list[str]:
    """Return the origins that a page with videos at these addresses has to allow in frames."""
    return sorted({player.origin for address in addresses if (player := player_of(address))})


def _youtube(address: str, host: str) -> Player | None:
    parts = urlsplit(address)
    if host == "youtu.be":
        key = parts.path.strip("/")
    elif found := _YOUTUBE_PATH.match(parts.path):
        key = found[1]
    else:
        key = (parse_qs(parts.query).get("v") or [""])[0] if parts.path.rstrip("/") == "/watch" else ""
    if not _YOUTUBE_ID.match(key):
        return None
    origin = "https://www.youtube-nocookie.com"
    return Player("YouTube", f"{origin}/embed/{key}?autoplay=1&rel=0", origin)


def _vimeo(address: str) -> Player | None:
    parts = urlsplit(address)
    found = _VIMEO_PATH.match(parts.path)
    if not found:
        return None
    key = found[2] or (parse_qs(parts.query).get("h") or [""])[0]
    origin = "https://player.vimeo.com"
    own = f"&h={key}" if _VIMEO_KEY.match(key) else ""
    return Player("Vimeo", f"{origin}/video/{found[1]}?dnt=1&autoplay=1{own}", origin)
