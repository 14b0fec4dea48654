"""OFAC's consolidated list of those who are not SDNs, in the same forms as the SDN list."""

from collections.abc import Mapping

from ..parsed import Parsed
from ..registry import source
from ..us_ofac_sdn.parse import read


def parse(files: Mapping[str, bytes]) -> Parsed:
    """Read the consolidated list; raises `Refusal` when it is not that list whole."""
    return read(files, source("us_ofac_cons"))
