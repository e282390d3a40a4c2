"""Frozen dataclasses that cross from services upwards; nothing here knows a session."""
