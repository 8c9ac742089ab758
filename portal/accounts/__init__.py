"""People: the user model, roles and sign-in."""
