"""Which subject an address names."""

from ...answers.dossier import AS_WRITTEN, subject_by_id
from ...answers.register import Register
from ...errors import BadInput
from ...lists.registry import sources
from ...subjects.roster import Subject
from ..problems import Refusal


def named(register: Register, ident: str) -> Subject:
    """The subject with this id, or that these words name; refused (404) when there is none, with near names."""
    list_id, colon, _ = ident.partition(":")
    roster = register.roster()
    if ident in roster.subjects or ident.startswith(AS_WRITTEN):
        return subject_by_id(roster, ident)
    if colon and list_id in sources():
        found = register.listed(ident)
        if found is not None:
            return found
    try:
        return register.find(ident)
    except BadInput as error:
        raise Refusal(404, str(error), code="no_subject", field="subject") from None
