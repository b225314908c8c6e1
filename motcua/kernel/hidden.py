"""Characters that no eye sees: they are taken out of what comes from outside before anybody keeps it.

Marks that turn the direction of writing let a name reverse the words and days printed after it on a signed
paper; a name of blanks without width reads as nothing; control characters steer the terminal of whoever lists
it. No text in Vietnamese or English needs any of them; people paste them without knowing.
"""

import re

#: Unicode's control (Cc, without tab and line ends) and format (Cf) characters of the basic plane, and the tags
HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0001\U000e0020-\U000e007f]"
)


def without_hidden(text: str) -> str:
    """``text`` as people see it."""
    return HIDDEN.sub("", text)
