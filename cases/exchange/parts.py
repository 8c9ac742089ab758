"""The smallest parts of the case record. A pure core: no database."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from cases.exchange.kinds import FileName


class Part(BaseModel):
    """A part of the record: keys that are not named are errors, and types are not bent."""

    model_config = ConfigDict(extra="forbid", strict=True)


class ImageRecord(Part):
    """A picture; its file travels beside the record, named by its hash."""

    file: FileName
    alt: str = Field("", max_length=255)
    decorative: bool = False
    credit: str = Field("", max_length=150)
    consent: bool = False
