"""What editors do with a case before readers see it."""
