"""A result as files to take along: a report to print, a spreadsheet, slides. They tell what the page tells, no more."""
