"""The front page, articles and navigation, and the loader of the demo."""
