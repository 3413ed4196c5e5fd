"""Addresses that a reader may follow: of a web page, a mailbox or a telephone, from text that may be anything, and of a place on a map."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mi_trip.render.units import plain

if TYPE_CHECKING:
    from mi_trip.model.place import Location

_WEB = re.compile(r"(?:https?://)?[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?::\d+)?(?:/[!#-;=?-\[\]^_a-z{}~]*)?")
_MAIL = re.compile(r"[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_PHONE = re.compile(r"\+?[0-9][0-9 ().-]{4,20}[0-9]")
ZOOM = 15  # of a map on which one finds a house


@dataclass(frozen=True, slots=True)
class PlaceLink:
    """Addresses that open a map with a place: for the map of a phone (RFC 5870), and of OpenStreetMap."""

    name: str
    geo: str
    openstreetmap: str


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


def place_link(place: Location) -> PlaceLink:
    """The addresses for a place."""
    latitude, longitude = degrees(place)
    marked = f"https://www.openstreetmap.org/?mlat={latitude}&mlon={longitude}&zoom={ZOOM}"
    return PlaceLink(plain(place.name), f"geo:{latitude},{longitude}", marked)


def degrees(place: Location) -> tuple[str, str]:
    """Degrees north and east, to the metre."""
    return f"{place.latitude:z.5f}", f"{place.longitude:z.5f}"
