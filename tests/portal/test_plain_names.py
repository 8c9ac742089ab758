"""What may stand as a name in an e-mail that nobody has asked for."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from portal.plain_names import validate_plain_name


@pytest.mark.parametrize(
    "name", ["St. Olavs hospital", "A.B. Åse Nø", "Bo- og omsorg nr. 2", "Kl.10-gjengen", "Sør/Øst"]
)
def test_names_of_people_and_work_are_names(name):
    validate_plain_name(name)


@pytest.mark.parametrize("name", ["evil.example", "Vinn på https://x", "www.vinn", "a@b", "Se øl.no nå", "x.no/y"])
def test_what_a_mail_program_makes_a_link_of_is_none(name):
    with pytest.raises(ValidationError):
        validate_plain_name(name)
