"""Texts that must be short."""


def cut(text: str, longest: int) -> str:
    """``text`` on one line of at most ``longest`` characters, cut at a word."""
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 1].rsplit(" ", 1)[0].rstrip(",;:.") + "…"
