"""The admin's pages of the indicator bank."""
