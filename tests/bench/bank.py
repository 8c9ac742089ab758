"""Fills the indicator bank with many entries at once, for measuring the search among them."""

from __future__ import annotations

from random import Random
from uuid import UUID

from cases.codes import CODES, ConceptKind
from toolkit.impact.bank.contents import words_of
from toolkit.impact.bank.generations import next_generation
from toolkit.impact.codes import ForWhom, Frequency, Kind, Level
from toolkit.models import BankIndicator

_COUNTED = (
    "Antall deltakere,Andel ungdommer,Andel eldre,Antall frivillige,Antall familier,Andel løslatte,Antall ansatte"
)
_DOING = (
    "i arbeid,i utdanning,med egen bolig,uten rusmidler,med noen å snakke med,i fast aktivitet,med lavere sykefravær"
)
_WHEN = "etter tre måneder,etter ett år,ved avslutning,to år etter,mens tiltaket varer"
_METHOD = "Spørreskjema,Register,Samtale,Telling ved oppmøte,Tall fra NAV,Journal,Logg"


def fill_bank(count: int = 25_000, seed: int = 8) -> None:
    """Write so many live entries with names as people give them, the same ones each time, without cases or plans."""
    chance = Random(seed)
    themes, groups = CODES[ConceptKind.THEME], CODES[ConceptKind.TARGET_GROUP]
    generation = next_generation()
    entries = []
    for number in range(count):
        parts = [chance.choice(texts.split(",")) for texts in (_COUNTED, _DOING, _WHEN)]
        content = {"method": chance.choice(_METHOD.split(",")), "groups": []}
        name = f"{' '.join(parts)} {number // 245}"
        entries.append(
            BankIndicator(
                key=UUID(int=chance.getrandbits(128), version=4),
                name=name,
                level=chance.choice(Level.values),
                for_whom=chance.choice(ForWhom.values),
                kind=chance.choice(Kind.values),
                direction="more",
                frequency=chance.choice(Frequency.values),
                language=chance.choices(["nb", "nn", "en"], [8, 1, 1])[0],
                content=content,
                themes=sorted(chance.sample(themes, 2)),
                groups=[chance.choice(groups)],
                words=words_of(name, "", content, []),
                used=chance.randint(1, 4),
                generation=generation,
            )
        )
    BankIndicator.objects.bulk_create(entries, batch_size=2000)
