"""Figures of where one stands: the four rooms, the boat with its anchor and moorings, and the two tracks of SROI."""

from __future__ import annotations

from django.utils.translation import gettext as _

from home.figures.drawing import (
    LEADING,
    MARGIN,
    WIDTH,
    Drawing,
    Figure,
    Path,
    Text,
    Word,
    arrow_head,
    box,
    lozenge,
    stack,
)

_HALF = WIDTH / 2
_ROOM_WIDTH, _ROOM_HEIGHT = _HALF - MARGIN - 4, 92


def rooms() -> Figure:
    """Return the four mental rooms (figure 6, p. 36)."""
    past, future, good, bad = _("Past"), _("Future"), _("Possibilities"), _("Drawbacks")
    words = [
        Word(_("The reminiscing room"), _("What worked before")),
        Word(_("The dreaming room"), _("What may come to be")),
        Word(_("The grumbling room"), _("What went wrong")),
        Word(_("The worrying room"), _("All that may go wrong")),
    ]
    paths, texts = [], []
    for place, word in enumerate(words):
        x, y = (MARGIN, _HALF + 4)[place % 2], (32, 32 + _ROOM_HEIGHT + 44)[place // 2]
        paths.append(Path("block dream" if place == 1 else "block", box(x, y, _ROOM_WIDTH, _ROOM_HEIGHT)))
        texts += stack(x + 10, y + 26, [("name", word.name), ("", word.text)], _ROOM_WIDTH - 16)
    right = WIDTH - MARGIN - 12
    paths.append(Path("knot", "".join(lozenge(right - 17 * n, 32 + _ROOM_HEIGHT - 12, 6) for n in range(9))))
    middle = 32 + _ROOM_HEIGHT + 22
    paths += [
        Path("line", f"M{_HALF - 34} {middle}H78M{_HALF + 34} {middle}H{WIDTH - 84}"),
        Path("head", arrow_head(WIDTH - 80, middle, 1, 0) + arrow_head(74, middle, -1, 0)),
        Path(
            "person",
            f"M{_HALF - 7} {middle - 10}a7 7 0 1 1 14 0a7 7 0 1 1 -14 0z"
            f"M{_HALF - 11} {middle + 18}v-9a11 11 0 0 1 22 0v9z",
        ),
    ]
    foot = 32 + 2 * _ROOM_HEIGHT + 44
    texts += [
        Text(_HALF, 20, (good,), "small", "middle"),
        Text(MARGIN, middle + 5, (past,), "small"),
        Text(WIDTH - MARGIN, middle + 5, (future,), "small", "end"),
        Text(_HALF, foot + 20, (bad,), "small", "middle"),
    ]
    alternative = [
        Word(words[place].name, f"{words[place].text} ({time.lower()}, {sort.lower()})")
        for place, time, sort in ((2, past, bad), (0, past, good), (3, future, bad), (1, future, good))
    ]
    return Figure(
        code="rooms",
        title=_("Four mental rooms"),
        source=_("Drawn anew after figure 6 in the handbook, p. 36"),
        words=alternative,
        drawing=Drawing(foot + 30, paths, texts),
    )


def anchor() -> Figure:
    """Return the boat with its anchor and moorings, a picture that the handbook uses (p. 34)."""
    words = [
        Word(_("Mooring, upwards"), _("leaders, decisions and budgets")),
        Word(_("Anchor, downwards"), _("users, residents and partners")),
        Word(_("Inwards"), _("accounts, agreements and other support at home")),
    ]
    water, bed, pier = 168, 330, 286
    wave = "".join(f"q15 {-7 if n % 2 else 7} 30 0" for n in range(10))
    paths = [
        Path("water", f"M0 {water}{wave}V{bed}H0z"),
        Path("ground", f"M0 {bed - 14}q60 -16 120 -2t120 -4t120 6V{bed + 20}H0z"),
        Path("ground", box(pier, 132, WIDTH - pier, bed - 132) + box(pier + 16, 112, 16, 20)),
        Path("rope", f"M222 148Q256 168 {pier + 16} 122"),
        Path("rope", f"M92 170V{bed - 60}"),
        Path("iron", f"M92 {bed - 62}v46M78 {bed - 46}h28M68 {bed - 36}q4 22 24 22t24 -22"),
        Path("hull", "M60 142h168l-26 38h-112z"),
        Path("mast", "M140 142V104"),
        Path("sail", "M144 104h44l-12 14l12 14h-44z"),
    ]
    top = stack(MARGIN, 22, _part(words[2]), 150)
    texts = [
        *top,
        *stack(WIDTH - MARGIN, 22, _part(words[0]), 170, "end"),
        *stack(112, 212, _part(words[1]), pier - 112 - MARGIN),
    ]
    paths.append(Path("hint", f"M100 {top[-1].below - LEADING + 8:g}V138"))
    return Figure(
        code="anchor",
        title=_("Anchor and moorings"),
        source=_("Our own drawing of a picture that the handbook uses on p. 34"),
        words=words,
        drawing=Drawing(bed + 20, paths, texts),
    )


def _part(word: Word) -> list[tuple[str, str]]:
    return [("name", word.name), ("", word.text)]


def sroi() -> Figure:
    """Return the two tracks of socio-economic models such as SROI (figure 9, p. 52)."""
    start, end = _("Effort for the individual"), _("Gains for society")
    tracks = [
        (_("The economic track"), _("Changes in net public spending")),
        (_("The welfare track"), _("Better welfare that no budget shows")),
    ]
    goal = _("A better economy and better living conditions")
    first = 8
    paths = [Path("block", box(MARGIN, first, WIDTH - 2 * MARGIN, 44))]
    texts = [Text(_HALF, first + 28, (start,), "name", "middle")]
    left = [MARGIN + 14 + place * (_HALF - MARGIN) for place in range(len(tracks))]
    for x, (name, gain) in zip(left, tracks, strict=True):
        texts += stack(x + 16, 84, [("name", name), ("", gain)], _HALF - 46)
    last = max(text.below for text in texts) + 24
    for place, x in enumerate(left):
        paths.append(Path(f"strand track-{place}", f"M{x} {first + 44}V{last - 10:g}"))
        paths.append(Path(f"head track-{place}", arrow_head(x, last, 0, 1, 13)))
    closing = stack(_HALF, last + 26, [("name", end), ("", goal)], WIDTH - 4 * MARGIN, "middle")
    foot = closing[-1].below - LEADING + 14
    paths.append(Path("block dream", box(MARGIN, last + 2, WIDTH - 2 * MARGIN, foot - last - 2)))
    return Figure(
        code="sroi",
        title=_("Two tracks from effort to society"),
        source=_("Drawn anew after figure 9 in the handbook, p. 52"),
        words=[Word(start), *(Word(name, gain) for name, gain in tracks), Word(end, goal)],
        drawing=Drawing(foot + MARGIN, paths, [*texts, *closing]),
    )
