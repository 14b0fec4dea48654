"""A list made for tests, in the format of the Security Council and as long as that list can be."""

from collections.abc import Iterable


def un_xml(numbers: Iterable[int], day: str = "2026-01-01", renamed: Iterable[int] = ()) -> bytes:
    """The consolidated list with an entity for each number; `renamed` ones bear another name."""
    other = set(renamed)
    entities = "".join(
        f"<ENTITY><DATAID>{n}</DATAID><FIRST_NAME>{'RENAMED' if n in other else 'EXAMPLE'} GROUP {n}</FIRST_NAME>"
        f"<UN_LIST_TYPE>{'Taliban' if n % 2 else 'Al-Qaida'}</UN_LIST_TYPE>"
        f"<REFERENCE_NUMBER>{'TA' if n % 2 else 'QD'}e.{n:03d}</REFERENCE_NUMBER>"
        f"<LISTED_ON>2001-02-23</LISTED_ON><COMMENTS1/><ENTITY_ALIAS><QUALITY/><ALIAS_NAME/></ENTITY_ALIAS></ENTITY>"
        for n in numbers
    )
    head = f'<?xml version="1.0" encoding="UTF-8"?><CONSOLIDATED_LIST dateGenerated="{day}T00:00:00.000Z">'
    return f"{head}<INDIVIDUALS/><ENTITIES>{entities}</ENTITIES></CONSOLIDATED_LIST>".encode()
