"""What the translations of a case have in common. A pure core: no database."""

from __future__ import annotations

from collections.abc import Iterable

# Facts of a case: the same in every language. What is not named here, each `how`, partners' names and alt texts
# among them, belongs to the language.
FACT_FIELDS = [
    "country",
    "image_id",
    "image_decorative",
    "image_credit",
    "image_consent",
    "started",
    "ended",
    "phase",
    "ladder_step",
    "thickness",
    "planned_by",
    "produced_by",
    "citizen_roles",
    "innovation",
    "themes",
    "target_groups",
    "contact_name",
    "contact_role",
    "contact_email",
    "contact_consent_at",
    "source_kind",
    "source_reference",
    "licence",
    "last_confirmed_at",
    "shown_with",
]


def matching_partners(theirs: Iterable[tuple[str, str, str]], own: Iterable[tuple[str, str, str]]) -> list[int | None]:
    """Return, for each partner of another translation, the place of the same one among a translation's own, or None.

    Partners are (name, sector, address). The same name is the same partner; then, in their order, the same sector and
    address; and where nobody came or went, the one that stands in the same place.
    """
    theirs, own = list(theirs), list(own)
    pairs: list[int | None] = [None] * len(theirs)
    free = list(range(len(own)))
    alike = [
        lambda partner, place: partner[0].casefold() == own[place][0].casefold(),
        lambda partner, place: partner[1:] == own[place][1:],
    ]
    for is_same in alike:
        for number, partner in enumerate(theirs):
            if pairs[number] is None:
                pairs[number] = next((place for place in free if is_same(partner, place)), None)
                free = [place for place in free if place != pairs[number]]
    if len(theirs) == len(own):
        pairs = [place if place is not None or number not in free else number for number, place in enumerate(pairs)]
    return pairs
