"""Text from YAML: what may stand in it."""

from __future__ import annotations

import unicodedata

_FORBIDDEN = {"Cc", "Cs", "Co", "Cn"}
_DIRECTION = {chr(c) for c in (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C)}


def clean(text: str) -> str:
    """The text in one line, composed (NFC); refuses control characters and marks that turn the reading direction.

    >>> clean("  one\\n two ")
    'one two'
    """
    folded = unicodedata.normalize("NFC", " ".join(text.split()))
    for char in folded:
        if unicodedata.category(char) in _FORBIDDEN or char in _DIRECTION:
            raise ValueError(f"contains the control character U+{ord(char):04X}: remove it")
    return folded
