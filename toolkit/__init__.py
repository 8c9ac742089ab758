"""What a project team does with its case: self-assessment, impact measurement, workshops."""
