"""What the blocks of the story have in common: a draft may be unfinished, what is sent for review may not."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError


class CheckedStructBlock(blocks.StructBlock):
    """A block with a rule of its own, which a draft need not keep."""

    def missing(self, value: Any) -> dict[str, Any]:
        """Return what has to be mended before publishing, as messages by the names of fields."""
        return {}

    def clean(self, value: Any) -> Any:
        """Return the value; StructBlockValidationError with all that is wrong, each beside its field."""
        errors: dict[str, ValidationError] = {}
        cleaned = value
        try:
            cleaned = super().clean(value)
        except StructBlockValidationError as error:
            errors.update(error.block_errors)
        if not self.is_deferred_validation:
            for name, message in self.missing(cleaned).items():
                errors.setdefault(name, ValidationError(message))
        if errors:
            raise StructBlockValidationError(errors)
        return cleaned


class KnownToMigrations:
    """A field block of our own that migrations take for Wagtail's: what we add changes nothing in the database."""

    known_as: str

    def deconstruct(self) -> tuple[str, Any, dict[str, Any]]:
        """Return the way to make Wagtail's own block, without choices that are made while the program runs."""
        _path, args, kwargs = super().deconstruct()  # type: ignore[misc]
        return self.known_as, args, {name: value for name, value in kwargs.items() if name != "choices"}
