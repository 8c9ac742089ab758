"""Searches that readers follow by e-mail: asked for, confirmed, told of new cases, and stopped with one click."""
