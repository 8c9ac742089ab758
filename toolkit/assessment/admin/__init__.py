"""The questionnaire in the admin: its versions, how participants see one, and the draft of the next."""
