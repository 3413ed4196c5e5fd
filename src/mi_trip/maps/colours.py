"""The colours of a map: for the days such as nobody's eyes confuse, on land and on sea, by day and by night.

The hues are those of Okabe and Ito ("Color Universal Design", 2008), turned and made darker or lighter until each stands out from land
and sea by a contrast of 3 to 1 (WCAG 2.2, 1.4.11) and any two are told apart with normal sight, protanopia, deuteranopia and tritanopia
(CIELAB distance of 20 and more, 24 on paper; simulated after Machado, Oliveira and Fernandes 2009).
Days that follow each other differ most.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one look, as CSS writes them; ``beyond``: where the coast is not known; ``halo``: around names."""

    beyond: str
    sea: str
    land: str
    shore: str
    grid: str
    ink: str
    faint: str
    halo: str
    night: str
    on_night: str
    on_day: str
    days: tuple[str, ...]

    def day(self, number: int) -> str:
        """The colour of a day; after the eighth they begin again, on another kind of line. Day 0, which is none, has the ink's."""
        return self.ink if not number else self.days[(number - 1) % len(self.days)]


LIGHT = Palette(
    beyond="#f1f0ec",
    sea="#d9e8f1",
    land="#fbf8f1",
    shore="#9db4c2",
    grid="#b9c2c8",
    ink="#22272b",
    faint="#5a656d",
    halo="#ffffff",
    night="#22272b",
    on_night="#ffffff",
    on_day="#ffffff",
    days=("#1952ff", "#8b2a00", "#058c54", "#92108f", "#a17d02", "#12069e", "#7c7990", "#500d00"),
)
DARK = Palette(
    beyond="#1c1f22",
    sea="#14202b",
    land="#2a3036",
    shore="#4d6070",
    grid="#3f4a53",
    ink="#eef1f3",
    faint="#a9b4bc",
    halo="#14181c",
    night="#eef1f3",
    on_night="#14181c",
    on_day="#101418",
    days=("#b4d3ff", "#ffc46e", "#5efecf", "#bf54a0", "#ebfe1c", "#3c78ef", "#928972", "#d25501"),
)

# Colours of the xterm palette of 256 that stand out by 3 to 1 from black and from white, since nobody knows the terminal's background.
TERMINAL_DAYS = (202, 93, 137, 67, 160, 246, 201, 59)
TERMINAL_SEA = 31
LINES = 3  # kinds of lines: plain, with a light core, with a dark core; with them 24 days differ


def kind_of_line(day: int) -> int:
    """Which kind of line a day has: 0 for the first eight days, 1 for the next, 2 for those after."""
    return (max(day, 1) - 1) // len(LIGHT.days) % LINES
