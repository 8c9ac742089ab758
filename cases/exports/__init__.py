"""Cases as files to take along: PDF, spreadsheet, slides."""
