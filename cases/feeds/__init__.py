"""The feeds: what is new in a search, for whoever follows it."""
