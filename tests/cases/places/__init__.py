"""Places as readers meet them."""
