"""Bodies are read to the letter: "20" is no number and 0 is no answer to yes or no.

Litestar reads them as leniently as words of an address, where there is no other way (its signature model).
"""

from typing import Any

import msgspec
from litestar import Request
from litestar.exceptions import ValidationException


class StrictRequest(Request[Any, Any, Any]):
    """A request whose JSON body is what its route declares, or refused."""

    async def json(self) -> Any:
        """Read the body as the struct that the route declares; raises ValidationException, naming the field."""
        try:
            sent = _as_meant(await super().json())
            declared = self.route_handler.parsed_data_field
            return msgspec.convert(sent, declared.annotation) if declared else sent
        except msgspec.ValidationError as error:
            message, _, place = str(error).partition(" - at `$")
            fault = {"key": place.strip("`").lstrip("."), "message": message}
            raise ValidationException("The body does not fit.", extra=[fault]) from error
        except RecursionError as error:
            raise ValidationException("The body is nested too deeply.") from error


def _as_meant(value: Any) -> Any:
    """Take 9.0 for the whole number that it is in JSON Schema."""
    match value:
        case float() if value.is_integer():
            return int(value)
        case list():
            return [_as_meant(one) for one in value]
        case dict():
            return {name: _as_meant(one) for name, one in value.items()}
        case _:
            return value
