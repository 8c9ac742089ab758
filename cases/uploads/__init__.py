"""What comes in as a file: looked at by its content, freed of what it tells about people, kept within bounds."""
