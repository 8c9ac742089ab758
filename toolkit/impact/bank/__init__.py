"""The indicator bank: all published indicators of all cases, to be found, read, used again and put in order."""
