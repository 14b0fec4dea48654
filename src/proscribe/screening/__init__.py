"""From a name to explained candidates on the lists. Pure but for the files of an index and of a column of names."""
