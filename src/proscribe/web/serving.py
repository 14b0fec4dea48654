"""How a route gets at the service of the application it belongs to."""

from typing import Annotated

from fastapi import Depends, Request

from .service import Service


async def _service(request: Request) -> Service:
    service: Service = request.app.state.service
    return service


Served = Annotated[Service, Depends(_service)]
