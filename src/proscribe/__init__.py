"""Proscribe: an open register of bans.

It answers one question: what is the standing of organisation X in country Y on day D, as it was known on
day K, and on whose word?
"""

__version__ = "0.1.0"
