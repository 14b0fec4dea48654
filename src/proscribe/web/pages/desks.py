"""What a screening needs at a moment: the index, and the findings of hits in it."""

from ...answers.moment import Moment
from ...answers.register import Register
from ...answers.screening import Findings
from ..service import Service
from ..v1.screening import Desk


def desk(service: Service, register: Register, moment: Moment) -> Desk:
    """The desk of a moment."""
    roster, shelf = register.roster(moment.recorded), register.shelf(moment)
    findings = Findings(register.ledger, roster, shelf, moment, service.sign)
    return Desk(service.index(register, moment), findings)
