"""Accessible charts as SVG: one function in, plain values out, one template each, always with its table."""
