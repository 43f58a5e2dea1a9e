"""Warnings: a fit goes on, but the user should know."""

from __future__ import annotations


class RemWarning(UserWarning):
    """Base of the warnings of `detente.rem`."""


class MissingValueWarning(RemWarning):
    """A missing covariate was filled; says where and with what."""
