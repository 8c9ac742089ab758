"""Tests of the menu and the footer."""
