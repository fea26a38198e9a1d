"""Paraaf carries a letter to parliament from draft to signature."""

__version__ = "0.1.0"
