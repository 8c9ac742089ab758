"""Municipalities and counties as readers meet them: their pages, their place on the map, and which are alike."""
