"""Settings: base.py holds what is common; dev.py, test.py and production.py say what differs."""
