"""Search of the library: what is asked, what is found, and why."""
