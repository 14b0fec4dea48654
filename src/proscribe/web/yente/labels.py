"""What values are shown as to people: countries, lists, topics, schemata."""

from ...answers import places
from ...answers.screening import ROSTER
from ...lists.registry import sources
from . import vocabulary


def label(facet: str, name: str) -> str:
    """What a value of a facet is shown as; the value itself where it has no other name."""
    if facet == "countries":
        return places.names().get(name.upper(), name)
    if facet == "datasets":
        return dataset(name)
    if facet == "topics":
        return vocabulary.TOPIC_LABELS.get(name, name)
    return vocabulary.LABELS.get(name, name) if facet == "schema" else name


def dataset(name: str) -> str:
    """The title of a list."""
    if name == ROSTER:
        return "Organisations that the register knows by name"
    return sources()[name].title if name in sources() else name
