"""A register that another program serves, asked over HTTP."""
