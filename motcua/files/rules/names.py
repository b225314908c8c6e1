"""A name from outside becomes a name that is safe on every system and still reads well."""

import re
import unicodedata

#: Characters of a name, its extension included (StoredFile.name holds 200).
LONGEST = 150
_FORBIDDEN = re.compile(r'[<>:"|?*\\/]')
_BLANKS = re.compile(r"\s+")
#: names that Windows keeps for devices
_DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}


def safe_name(claimed: str, extension: str) -> str:
    """``claimed`` without path, control or direction-turning characters, in NFC, ending in ``.extension``.

    Accents stay. Characters that reverse the direction of writing (which make ``exe.fdp`` look like a
    PDF) belong to category Cf and go with the control characters.
    """
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", claimed))[-1]
    kept = unicodedata.normalize("NFC", "".join(c for c in last if unicodedata.category(c)[0] != "C" or c in "\t\n"))
    stem = _BLANKS.sub(" ", _FORBIDDEN.sub("_", kept)).strip(" .")
    head, dot, _ = stem.rpartition(".")
    if dot and _ending_is(stem, extension):
        stem = head.strip(" .")
    if not stem or stem.lower().split(".")[0] in _DEVICES:
        stem = f"tep-{stem}".rstrip("-")
    return f"{stem[: LONGEST - len(extension) - 1].rstrip(' .')}.{extension}"


def extension_of(name: str) -> str:
    """What follows the last dot, in small letters; empty when there is none."""
    _, dot, extension = name.rpartition(".")
    return extension.lower().strip() if dot else ""


def size_in_words(size: int) -> str:
    """Bytes as people read them: "850 KB", "12,5 MB"."""
    if size < 1024 * 1024:
        return f"{max(1, round(size / 1024))} KB"
    return f"{size / 1024 / 1024:.1f} MB".replace(".", ",").replace(",0 ", " ")


def _ending_is(name: str, extension: str) -> bool:
    ending = extension_of(name)
    return ending == extension or {ending, extension} <= {"jpg", "jpeg", "jpe", "jfif"}
