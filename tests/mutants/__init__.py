"""Takes permission checks away, one at a time, and sees whether a test notices."""
