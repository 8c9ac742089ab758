"""Template tags of the tools."""
