"""Lists of cases that readers keep, and share by link."""
