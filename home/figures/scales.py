"""Figures of what grows step by step: the ladder, thin and thick, and the levels of impact."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from home.figures.drawing import LEADING, MARGIN, WIDTH, Drawing, Figure, Path, Text, Word, box, lozenge, stack

_RISE, _TREAD = 46, 32


def ladder(steps: Sequence[Word], here: int | None = None) -> Figure:
    """Return the ladder (pp. 44-45) with the names of its steps from the lowest up; `here` is the one to mark."""
    foot = MARGIN + _RISE * len(steps)
    paths, texts = [], []
    profile = f"M{MARGIN} {foot}"
    for place, step in enumerate(steps):
        x, y = MARGIN + _TREAD * place, foot - _RISE * (place + 1)
        look = " here" if place == here else ""
        paths.append(Path(f"block{look}", box(x, y + 3, WIDTH - MARGIN - x, _RISE - 6)))
        stitches = (f"M{WIDTH - 24 - 12 * n} {y + 34}l8 -7v-12l-8 7z" for n in range(place + 1))
        paths.append(Path(f"stitch{look}", "".join(stitches)))
        texts.append(Text(x + 16, y + 28, (f"{place + 1}  {step.name}",), f"name{look}"))
        profile += f"V{y}h{_TREAD}" if place < len(steps) - 1 else f"V{y}H{WIDTH - MARGIN}"
    paths.append(Path("line", profile))
    return Figure(
        code="ladder",
        title=_("The ladder: five steps of a co-creating municipality"),
        source=_("Our own drawing of what the handbook tells on pp. 44–45, after Torfing and Sørensen"),
        words=list(steps),
        drawing=Drawing(foot + MARGIN, paths, texts),
    )


def thin_thick(positions: Sequence[Word], here: int | None = None) -> Figure:
    """Return the scale from thin to thick (figure 1, p. 13): at each position one more thread is woven in."""
    middle, between, column = 52, 15, (WIDTH - 2 * MARGIN) / len(positions)
    heights = [middle + between * ((n + 1) // 2) * (-1 if n % 2 else 1) for n in range(len(positions))]
    paths = [
        Path("thread", box(MARGIN + column * n, y - 4, WIDTH - 2 * MARGIN - column * n, 8))
        for n, y in enumerate(heights)
    ]
    texts = []
    for place in range(len(positions)):
        x = MARGIN + column * (place + 0.5)
        ties = sorted(heights[: place + 1])
        paths.append(Path("tie", box(x - 3, ties[0] - 8, 6, ties[-1] - ties[0] + 16)))
        paths.append(Path("knot", "".join(lozenge(x, y, 5) for y in ties)))
        texts.append(Text(x, 116, (str(place + 1),), "name here" if place == here else "small", "middle"))
    half = WIDTH / 2 - 2 * MARGIN
    thin = [positions[0].name, *_thin()]
    thick = [positions[-1].name, *_thick()]
    texts += stack(MARGIN, 148, _as_list(thin), half)
    texts += stack(WIDTH / 2 + MARGIN, 148, _as_list(thick), half)
    return Figure(
        code="thin_thick",
        title=_("From thin to thick co-creation"),
        source=_("Drawn anew after figure 1 in the handbook, p. 13"),
        words=[*positions, Word(thin[0], ". ".join(thin[1:]) + "."), Word(thick[0], ". ".join(thick[1:]) + ".")],
        drawing=Drawing(max(text.below for text in texts) - LEADING + 12, paths, texts),
    )


def _thin() -> list[str]:
    return [
        "co-creation",
        _("Drawn in for a while, in parts of the work"),
        _("New insight into each other"),
        _("Power mostly stays where it was"),
    ]


def _thick() -> list[str]:
    return [
        "co-production",
        _("Equals who plan, deliver and evaluate together"),
        _("Lasting, without an end date"),
        _("Roles change and power moves"),
    ]


def _as_list(texts: Sequence[str]) -> list[tuple[str, str]]:
    name, english, *rest = texts
    return [("name", name), ("stressed english", english), *(("", f"– {text}") for text in rest)]


def levels() -> Figure:
    """Return the levels of impact (figure 7, p. 50): the further from the effort, the looser the thread."""
    words = [
        Word(_("Effort"), _("What you put in: people, time and money. It is not what is measured.")),
        Word(_("Result"), _("What you can count right after the activity.")),
        Word(_("Outcome"), _("What changes for the target group, and surely comes from what you did.")),
        Word(_("Impact"), _("What changes in the longer run, and to which you contributed.")),
        Word(
            _("Value to society"),
            _("What research says that such changes are worth. You do not measure it yourselves."),
        ),
    ]
    paths, texts, y = [], [], 26.0
    for place, word in enumerate(words):
        parts = stack(48, y, [("name", word.name), ("", word.text)], WIDTH - 48 - MARGIN)
        end = parts[-1].below + 8
        paths.append(Path(f"strand strand-{place}", f"M20 {y - 4:g}V{end - 8:g}"))
        paths.append(Path("knot", lozenge(20, y - 5, 8)))
        texts += parts
        y = end
    loose = _("The looser the thread, the harder it is to know that the change is your doing.")
    texts += stack(MARGIN, y + 6, [("stressed", loose)], WIDTH - 2 * MARGIN)
    return Figure(
        code="levels",
        title=_("Levels of impact, with growing distance from the effort"),
        source=_("Drawn anew after figure 7 in the handbook, p. 50"),
        words=[*words, Word(loose)],
        drawing=Drawing(texts[-1].below - LEADING + 12, paths, texts),
    )
