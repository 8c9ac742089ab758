"""What editors do with a page besides writing it: checks, review, approval, notices."""
