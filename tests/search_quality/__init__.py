"""A judged set of questions, and how well the search answers them: `make search-quality`."""
