"""All routes of the API."""

from __future__ import annotations

from fastapi import APIRouter

from detente.web.api import answers, drafts, futures, read, scenarios
from detente.web.api.answered import WRONG

router = APIRouter(prefix="/api", responses=WRONG)
for _part in (scenarios, answers, futures, drafts, read):
    router.include_router(_part.router)
