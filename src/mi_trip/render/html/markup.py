"""HTML that is right by construction: text is escaped wherever it enters, and only what is built here is let through."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from mi_trip.render.addresses import phone_address, web_address
from mi_trip.render.units import ABOUT, plain

if TYPE_CHECKING:
    from collections.abc import Iterable

_BEFORE_NUMBER = re.compile(rf"(?<={ABOUT}) |(?<=\b[A-Z]{{3}}) (?=\d)")
_VOID = frozenset({"meta"})
_IN_LINE = frozenset({"a", "b", "cite", "em", "i", "span", "strong", "time"})  # all else ends its line


class Markup(str):
    """Text that is HTML already and is not escaped again."""

    __slots__ = ()


NONE = Markup()


def joined(*parts: str) -> Markup:
    """The parts one after the other, those that are not HTML escaped.

    >>> joined("Bed & breakfast ", Markup("<b>here</b>"))
    'Bed &amp; breakfast <b>here</b>'
    """
    return Markup("".join(part if isinstance(part, Markup) else escape(_held(part), quote=False) for part in parts))


def _held(text: str) -> str:
    """The text, in which no line ends between a mark or a currency and its number."""
    return _BEFORE_NUMBER.sub("\N{NO-BREAK SPACE}", text)


def tag(name: str, /, *inside: str, **attributes: str) -> Markup:
    r"""An element. In the names of attributes ``_`` stands for ``-``, one at the end for nothing; an empty ``class_`` is left out.

    A block ends its line, so that the file can be read and compared.

    >>> tag("td", "a < b", class_="km", data_day='"1"')
    '<td class="km" data-day="&quot;1&quot;">a &lt; b</td>\n'
    """
    written = "".join(
        f' {key.removesuffix("_").replace("_", "-")}="{_quotable(text)}"' for key, text in attributes.items() if text or key != "class_"
    )
    end = "" if name in _IN_LINE else "\n"
    return Markup(f"<{name}{written}>{end}" if name in _VOID else f"<{name}{written}>{joined(*inside)}</{name}>{end}")


def _quotable(text: str) -> str:
    """The text as it stands between double quotes."""
    return escape(text, quote=False).replace('"', "&quot;")


def each(name: str, insides: Iterable[str], /, **attributes: str) -> Markup:
    """An element for each of the insides."""
    return joined(*(tag(name, inside, **attributes) for inside in insides))


def unseen(text: str) -> Markup:
    """Text for those who listen to the page; nothing is shown of it."""
    return tag("span", text, class_="unseen")


def outside(text: str, address: str) -> Markup:
    """The text as a link to an address; without one it is only text.

    >>> outside("Hotell & spa", web_address("hotelaak.no")), outside("ask Kari", "")
    ('<a href="https://hotelaak.no">Hotell &amp; spa</a>', 'ask Kari')
    """
    return tag("a", text, href=address) if address else joined(text)


def web_link(web: str) -> Markup:
    """An address of the web as a link that shows it; anything else as text.

    >>> web_link("https://hotelaak.no/en/"), web_link("javascript:alert(1)")
    ('<a href="https://hotelaak.no/en/">hotelaak.no/en</a>', 'javascript:alert(1)')
    """
    address = web_address(web)
    return outside(web.partition("://")[2].removesuffix("/") or web if address else plain(web), address)


def phone_link(phone: str) -> Markup:
    """A link that calls the number; what is no number is text.

    >>> phone_link("+47 71 22 15 00")
    '<a href="tel:+4771221500">+47 71 22 15 00</a>'
    """
    return outside(plain(phone), phone_address(phone))
