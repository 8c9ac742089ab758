"""Which player an address gets: those of two sites that can be asked not to follow the reader about, and no other."""

from __future__ import annotations

import pytest

from cases.blocks.players import host_of, origins_of, player_of

KEY = "abc-DEF_123"


@pytest.mark.parametrize(
    "address",
    [
        f"https://www.youtube.com/watch?v={KEY}",
        f"https://youtube.com/watch?list=x&v={KEY}&t=30s",
        f"https://m.youtube.com/watch?v={KEY}#x",
        f"https://youtu.be/{KEY}?si=x",
        f"https://www.youtube.com/embed/{KEY}",
        f"https://www.youtube.com/shorts/{KEY}",
        f"https://www.youtube-nocookie.com/embed/{KEY}?x=y",
    ],
)
def test_every_address_of_a_video_at_youtube_gets_the_player_without_cookies(address: str) -> None:
    player = player_of(address)
    assert player is not None
    assert player.site == "YouTube"
    assert player.address == f"https://www.youtube-nocookie.com/embed/{KEY}?autoplay=1&rel=0"
    assert player.address.startswith(player.origin + "/")


@pytest.mark.parametrize(
    ("address", "own"),
    [
        ("https://vimeo.com/123456", ""),
        ("https://www.vimeo.com/123456/", ""),
        ("https://vimeo.com/123456/0a1b2c3d4e", "&h=0a1b2c3d4e"),
        ("https://player.vimeo.com/video/123456?h=0a1b2c3d4e&x=y", "&h=0a1b2c3d4e"),
        ("https://player.vimeo.com/video/123456?h=<script>", ""),
        ("https://vimeo.com/channels/staffpicks/123456", ""),
    ],
)
def test_vimeo_is_asked_not_to_track(address: str, own: str) -> None:
    player = player_of(address)
    assert player is not None
    assert player.address == f"https://player.vimeo.com/video/123456?dnt=1&autoplay=1{own}"


@pytest.mark.parametrize(
    "address",
    [
        "https://tv.nrk.no/serie/x",
        "https://www.youtube.com/@kanal",
        "https://www.youtube.com/watch?v=short",
        f"https://www.youtube.com/watch?v={KEY}%22%3E",
        f"https://youtube.com.example.org/watch?v={KEY}",
        f"https://evil.example.org/?https://youtu.be/{KEY}",
        f"http://youtu.be/{KEY}",
        f"//youtu.be/{KEY}",
        "https://vimeo.com/kanal",
        "javascript:alert(1)//youtube.com",
        "https://[::1",
        "https://",
        "",
        "x" * 600,
    ],
)
def test_any_other_address_gets_none(address: str) -> None:
    assert player_of(address) is None


def test_the_site_of_a_link_is_named_only_when_it_is_encrypted() -> None:
    assert [host_of(a) for a in ("https://www.nrk.no/x", "http://www.nrk.no/x", "javascript:x")] == ["nrk.no", "", ""]


def test_origins_are_those_of_the_players_once_each() -> None:
    addresses = [f"https://youtu.be/{KEY}", f"https://youtu.be/{KEY}", "https://vimeo.com/123456", "https://nrk.no/"]
    assert origins_of(addresses) == ["https://player.vimeo.com", "https://www.youtube-nocookie.com"]
