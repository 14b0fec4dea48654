"""Reports into proposed claims: who is said to have done what, to whom, when, and how sure the source is."""

from .names import Gazetteer
from .reader import Reader, Reading, read

__all__ = ["Gazetteer", "Reader", "Reading", "read"]
