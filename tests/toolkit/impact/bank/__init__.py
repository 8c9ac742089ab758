"""Tests of the indicator bank."""
