"""Keeps the municipalities true to Statistics Norway's public code lists (Klass)."""
