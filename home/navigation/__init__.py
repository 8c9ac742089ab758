"""The main menu and the footer, which publishers write for each language."""
