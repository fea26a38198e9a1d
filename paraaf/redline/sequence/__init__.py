"""A story as a sequence of atoms: read, compared word by word, and built again."""
