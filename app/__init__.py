"""The program that runs a bureau's random inspections."""

__version__ = "0.1.0"
