"""The search of the library."""
