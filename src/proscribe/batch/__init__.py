"""The very functions of `screening` and `news` on Spark: tables to screen, archives to read."""
