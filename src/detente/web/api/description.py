"""The description of the API, in which an error has one form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fastapi import FastAPI

UNUSED = ("HTTPValidationError", "ValidationError")
"""Forms of errors that the framework describes, and this server never answers."""


def described(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI document of an application, made once."""
    if app.openapi_schema is None:
        from fastapi.openapi.utils import get_openapi

        found = get_openapi(
            title=app.title, version=app.version, summary=app.summary, routes=app.routes
        )
        for operations in found["paths"].values():
            for operation in operations.values():
                operation["responses"].pop("422", None)
        for name in UNUSED:
            found["components"]["schemas"].pop(name, None)
        app.openapi_schema = found
    return app.openapi_schema
