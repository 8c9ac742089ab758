"""Who may do what: every address of the portal, by every method, in every role."""
