"""What editors work with in the admin."""
