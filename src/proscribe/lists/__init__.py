"""Official lists as their publishers issue them: read into entries, checked, compared.

One folder a list, named by the list's id: `source.toml` says whose it is and how to tell that it is whole,
`parse.py` reads it. `registry` finds the folders; `importing` reads one publication from its bytes.
"""
