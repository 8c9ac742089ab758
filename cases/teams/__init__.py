"""Teams: the people behind a case, how they come in, and what each of them may do."""
