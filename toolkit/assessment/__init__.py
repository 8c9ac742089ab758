"""How well do we work together? Each partner answers alone, and then all talk (handbook, pp. 28, 39 and 47)."""
