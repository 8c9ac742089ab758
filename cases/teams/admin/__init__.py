"""Teams in the admin: editors see them all, and help those that need it."""
