"""The questions people ask of a register, each answered as of a day, as known on a day."""
