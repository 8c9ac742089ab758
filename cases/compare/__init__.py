"""Two to four cases beside each other."""
