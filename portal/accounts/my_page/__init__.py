"""Somebody's own page: what they take part in, what the portal knows of them, and how they end it."""
