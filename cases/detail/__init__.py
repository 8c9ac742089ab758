"""The case page: what it is made of, each part from plain values or from what was read already."""
