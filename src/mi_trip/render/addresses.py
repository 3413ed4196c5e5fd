"""Addresses that a reader may follow, from text that may be anything: of a web page, a mailbox, a telephone."""

from __future__ import annotations

import re

_WEB = re.compile(r"(?:https?://)?[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?::\d+)?(?:/[!#-;=?-\[\]^_a-z{}~]*)?")
_MAIL = re.compile(r"[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_PHONE = re.compile(r"\+?[0-9][0-9 ().-]{4,20}[0-9]")


def web_address(text: str) -> str:
    """The address of a web page, a bare domain or a mailbox; nothing for any other text.

    >>> web_address("hotelaak.no"), web_address("post@hotelaak.no"), web_address("javascript:alert(1)")
    ('https://hotelaak.no', 'mailto:post@hotelaak.no', '')
    """
    if _MAIL.fullmatch(text):
        return f"mailto:{text}"
    if not _WEB.fullmatch(text):
        return ""
    return text if text.startswith(("http://", "https://")) else f"https://{text}"


def phone_address(text: str) -> str:
    """The address that calls a number; nothing for any other text.

    >>> phone_address("+47 71 22 15 00"), phone_address("ask Kari")
    ('tel:+4771221500', '')
    """
    return f"tel:{re.sub('[^+0-9]', '', text)}" if _PHONE.fullmatch(text) else ""
