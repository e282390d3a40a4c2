"""The history of the schema; each migration stands alone."""
