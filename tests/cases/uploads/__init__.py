"""Tests of what comes in as a file."""
