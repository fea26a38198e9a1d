"""A Word file as a package: its parts, their kinds, and how they refer to each other."""
