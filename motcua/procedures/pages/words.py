"""The words that lists of procedures use; all of them stand in ``in_words``."""

from motcua.procedures.in_words import level_names, online_names

__all__ = ["level_names", "online_names"]
