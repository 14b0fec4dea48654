"""The words of the register as frozen values, and nothing else: no files, no database, no clock."""
