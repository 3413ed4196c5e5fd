"""The marks and names of a map, each with its place on the sheet."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from mi_trip.maps.geometry import Box, along, length
from mi_trip.maps.labels import Board, Position, around
from mi_trip.maps.sheet import Rank

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mi_trip.maps.lanes import Lane
    from mi_trip.maps.projection import Spot, View
    from mi_trip.maps.scene import Scene, Stop
    from mi_trip.maps.sheet import Sheet

DOT = 7.0 / 18  # the size of a dot, of a numbered mark's height
SHARES = (0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.1, 0.9)  # of a line's length: where the number of its day may stand
MOST_NUMBERS = 4  # in one mark
LED = 3  # how many of the gaps to the name of a stop, where a line can lead to it; names of nights may stand farther off
CROSSING = 3.0  # against a name for each cell in which it hides a line: two weigh as much as standing a gap farther off


class Sign(Enum):
    """What a mark says; ``DAY``: the number of a day on its line."""

    START = auto()
    STOP = auto()
    NIGHT = auto()
    DOT = auto()
    DAY = auto()


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark: what it says, of which day, its text (a number), and its box; away from its ``anchor`` where that is taken."""

    sign: Sign
    day: int
    text: str
    anchor: Spot
    box: Box

    @property
    def moved(self) -> bool:
        """Whether it does not stand on what it marks."""
        return not self.box.has(self.anchor)

    def covered_by(self, other: Mark) -> bool:
        """Whether the other, not a dot as this is, stands on it."""
        return other.sign is not Sign.DOT and other.box.has(self.box.middle)


@dataclass(frozen=True, slots=True)
class Name:
    """A name in one or two lines, and its box; ``led``: so far from its ``anchor`` that a line leads there."""

    rank: Rank
    lines: tuple[str, ...]
    anchor: Box
    box: Box
    led: bool


@dataclass(frozen=True, slots=True)
class Group:
    """The stops at one spot: one mark and one name."""

    sign: Sign
    text: str
    spot: Spot
    stops: tuple[Stop, ...]

    @property
    def rank(self) -> Rank:
        """How much its name matters."""
        return Rank.NIGHT if self.sign in (Sign.NIGHT, Sign.START) or not self.stops[0].day else Rank.STOP


@dataclass(frozen=True, slots=True)
class Lettering:
    """The writing of a map: of one day with the numbers of its stops, of several days with those of the days."""

    scene: Scene
    view: View
    sheet: Sheet
    lanes: Sequence[Lane]
    several: bool

    def written(self, days: Sequence[int], taken: Sequence[Box]) -> tuple[list[Mark], list[Name]]:
        """The marks and the names, none of them where something is already."""
        sheet = self.sheet
        board = Board(sheet.box.grown(-sheet.rim), sheet.cell, sheet.air, list(taken))
        for lane in self.lanes:
            for line in lane.lines:
                board.cross(line)
        groups = self._groups()
        placed = [(group, mark) for group in groups if (mark := self._mark(group, board))]
        hidden = {mark for _, mark in placed if mark.sign is Sign.DOT and any(mark.covered_by(other) for _, other in placed)}
        placed = [(group, mark) for group, mark in placed if mark not in hidden]
        marks = [mark for _, mark in placed]
        if self.several:
            marks += [mark for day in days if (mark := self._number(day, board))]
        names = [name for group, mark in placed if (name := self._name(group, mark, board))]
        return marks, names + list(self._places({name.lines for name in names}, board))

    def _groups(self) -> list[Group]:
        """The stops by where they are: nights first, then in their order."""
        by_spot: dict[Spot, list[Stop]] = {}
        for stop in self.scene.stops:
            spot = self.view.spot(stop.point)
            by_spot.setdefault((round(spot[0], 1), round(spot[1], 1)), []).append(stop)
        groups = [Group(self._sign(stops), self._numbers(stops), spot, tuple(stops)) for spot, stops in by_spot.items()]
        return sorted(groups, key=lambda group: group.rank)

    def _sign(self, stops: list[Stop]) -> Sign:
        if any(stop.night for stop in stops):
            return Sign.NIGHT
        if self.several:
            return Sign.START if any(stop.number == 0 and stop.day == 1 for stop in stops) else Sign.DOT
        alone = not stops[0].day and len(self.scene.stops) == 1  # a place by itself: nothing to count
        return Sign.STOP if any(stop.number for stop in stops) and not alone else Sign.START

    def _numbers(self, stops: list[Stop]) -> str:
        numbers = [str(stop.number) for stop in stops if stop.number and not self.several]
        return "·".join(numbers[:MOST_NUMBERS]) + ("…" if len(numbers) > MOST_NUMBERS else "")

    def _mark(self, group: Group, board: Board) -> Mark | None:
        sheet, day = self.sheet, group.stops[0].day
        if group.sign in (Sign.DOT, Sign.START):
            box = sheet.snapped(Box.around(group.spot, *(sheet.grid or (sheet.mark * DOT, sheet.mark * DOT))))
            if not board.frame.holds(box):
                return None
            board.boxes.append(box)
            return Mark(group.sign, day, "", group.spot, box)
        size = sheet.mark_size(group.text, night=group.sign is Sign.NIGHT)
        home = Position(sheet.snapped(Box.around(group.spot, *size)))
        beside = self._beside(Box.around(group.spot, 2, 2), size, against=5)
        placed = board.place([home, *beside], per_crossing=0.05)
        return Mark(group.sign, day, group.text, group.spot, placed) if placed else None

    def _beside(self, anchor: Box, size: tuple[float, float], *, against: float) -> Iterator[Position]:
        for position in around(anchor, *size, self.sheet.gaps, self.sheet.snapped):
            yield Position(position.box, position.against + against)

    def _number(self, day: int, board: Board) -> Mark | None:
        """The number of a day on its longest line, or beside where one stays all day."""
        sheet = self.sheet
        size = sheet.number_size(str(day))
        own = sorted((line for lane in self.lanes if lane.day == day for line in lane.lines), key=length, reverse=True)[:3]
        spots = [along(line, share) for share in SHARES for line in own]
        stays = [self.view.spot(stop.point) for stop in self.scene.stops if stop.day == day][:1]
        if not spots and not stays:
            return None
        home = (spots or stays)[0]
        positions = [Position(sheet.snapped(Box.around(spot, *size)), index * 0.5) for index, spot in enumerate(spots)]
        positions += self._beside(Box.around(home, sheet.mark, sheet.mark), size, against=40)
        box = board.place(positions, per_crossing=0.7)
        return Mark(Sign.DAY, day, str(day), next((spot for spot in spots if box.has(spot)), home), box) if box else None

    def _name(self, group: Group, mark: Mark, board: Board) -> Name | None:
        sheet = self.sheet
        lines = sheet.lines(group.stops[0].name)
        gaps = sheet.gaps if group.rank is Rank.NIGHT else sheet.gaps[: 1 if sheet.grid else LED]
        positions = around(mark.box, *sheet.name_size(lines, group.rank), gaps, sheet.snapped)
        box = board.place(positions, per_crossing=CROSSING, most=sheet.covers[group.rank])
        return Name(group.rank, lines, mark.box, box, _apart(mark.box, box) > sheet.gaps[0] * 2) if box else None

    def _places(self, written: set[tuple[str, ...]], board: Board) -> Iterator[Name]:
        """The places by which one finds one's way, each with a small dot."""
        sheet = self.sheet
        for place in self.scene.places:
            lines = sheet.lines(place.name)
            anchor = sheet.snapped(Box.around(self.view.spot(place.point), *(sheet.grid or (4, 4))))
            if lines in written or not board.free(anchor):
                continue
            positions = around(anchor, *sheet.name_size(lines, Rank.PLACE), sheet.gaps[:1], sheet.snapped)
            if box := board.place(positions, per_crossing=0.8, most=sheet.covers[Rank.PLACE]):
                board.boxes.append(anchor)
                written.add(lines)
                yield Name(Rank.PLACE, lines, anchor, box, led=False)


def _apart(one: Box, other: Box) -> float:
    across = max(one.left - other.right, other.left - one.right, 0.0)
    down = max(one.top - other.bottom, other.top - one.bottom, 0.0)
    return max(across, down)
