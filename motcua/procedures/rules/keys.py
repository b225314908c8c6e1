"""Keys made of names."""

from motcua.kernel.accents import fold


def key_of(text: str, *, length: int = 48, otherwise: str = "muc") -> str:
    """A key made of the first words of ``text``; ``otherwise`` where nothing is left."""
    words = fold(text).replace(" ", "_")
    if len(words) > length:
        words = words[:length].rpartition("_")[0] or words[:length]
    return words or otherwise


def unique_key(key: str, taken: set[str]) -> str:
    """``key``, or ``key_2``, ``key_3`` … where it is taken; the answer is added to ``taken``."""
    found, number = key, 1
    while found in taken:
        number += 1
        found = f"{key}_{number}"
    taken.add(found)
    return found
