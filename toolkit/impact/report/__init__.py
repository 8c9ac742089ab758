"""A plan as files to take along: a report to print, a spreadsheet, slides. They are the team's own, and tell all."""
