"""Names of the tables of what happened in each future."""

TABLES = ("acts", "moves")
