"""The caches, and Redis."""
