"""The rules: regimes as data, their calendars, and the fold of claims into a standing; all of it pure."""
