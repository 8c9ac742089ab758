"""Pages for visitors who are not signed in, kept whole, and never out of date.

The database has an edition: a random name that changes in the very transaction that changes anything of what public
pages show. Triggers see to that (triggers.py), so that no way of writing can go past it: a form, a command, `update()`,
plain SQL. Each request asks for the edition (edition.py), and what it keeps is filed under that name (middleware.py).
An entry of an earlier edition is never asked for again, in no process and on no machine.

Apps say in declarations.py's words which of their tables and views this is about.
"""
