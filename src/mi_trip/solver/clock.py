"""The clock of one day: the times that :mod:`mi_trip.travel.walk` would give, in figures only, for what is asked again and again.

Ways that are the same at any minute, most of them, are worked out here; the others are asked for there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from mi_trip.travel.walk import LUNCH_FROM, LUNCH_UNTIL, begin, ends, first_start, lunch_within, moves

if TYPE_CHECKING:
    from mi_trip.travel.network import Network
    from mi_trip.travel.walk import Hours, Stop

Stand: TypeAlias = tuple[int, int, int, int]  # where a day stands: ready at, minutes on the way, minutes at the wheel, cost
Stands: TypeAlias = tuple[Stand | None, Stand | None]  # without and with lunch had


class Clock:
    """The times of a day's ways and stops."""

    def __init__(self, network: Network, hours: Hours) -> None:
        self.network, self.hours = network, hours
        self._plain: dict[int, dict[int, tuple[int, int, int] | None]] = {}

    def begun(self) -> Stands:
        """How a day begins."""
        without, after = (None if state is None else (state.ready, state.way, state.driving, state.cost) for state in begin(self.hours))
        return without, after

    def _way(self, node: int, target: int) -> tuple[int, int, int] | None:
        row = self._plain.get(node)
        if row is None:
            row = self._plain[node] = {}
        if target not in row:
            row[target] = self.network.plain_way(node, target)
        return row[target]

    def reached(self, node: int, stands: Stands, stop: Stop) -> Stands | None:
        """How one stands after going on to a stop; None if that does not fit into the day."""
        way = self._way(node, stop.begin)
        before, after = stands
        without: Stand | None = None
        eaten: Stand | None = None
        if before is not None:
            found = None if way is None else self._fasting(way, node, before, stop)
            without, eaten = self._asked(node, before, stop, had=False) if found is None else found
        if after is not None:
            found_after = self._asked(node, after, stop, had=True)[1] if way is None else self._straight(way, after, stop)
            if found_after is not None and (eaten is None or found_after[:2] < eaten[:2]):
                eaten = found_after
        return None if without is None and eaten is None else (without, eaten)

    def _straight(self, way: tuple[int, int, int], stand: Stand, stop: Stop) -> Stand | None:
        """After a stop one goes to without lunch on the way."""
        minutes, wheel, fare = way
        ready, so_far, driving, cost = stand
        end = first_start(stop.windows, ready + minutes + stop.early) + stop.minutes
        wheel += driving + stop.driving
        if end > self.hours.last or wheel > self.hours.driving:
            return None
        return end, so_far + minutes + stop.early, wheel, cost + fare + stop.cost

    def _fasting(self, way: tuple[int, int, int], node: int, stand: Stand, stop: Stop) -> Stands | None:
        """After a stop that is gone to before lunch was had; None where lunch may be had halfway."""
        straight = self._straight(way, stand, stop)
        if straight is None:
            return None, None
        end = straight[0]
        hours = self.hours
        if stop.lunch and lunch_within(end - stop.minutes, end, hours.lunch):
            return None, straight
        if end <= LUNCH_FROM:
            return straight, None  # lunch is better had after this stop
        minutes, ready = way[0], stand[0]
        by = min(stop.windows[-1][1], hours.last - stop.minutes) - stop.early
        there: list[int] = []
        begins = max(ready, LUNCH_FROM)
        if begins <= LUNCH_UNTIL and begins + hours.lunch + minutes <= by:
            there.append(begins + hours.lunch + minutes)
        if node != stop.begin:
            begins = max(ready + minutes, LUNCH_FROM)
            if begins <= LUNCH_UNTIL and begins + hours.lunch <= by:
                there.append(begins + hours.lunch)
            elif ready < LUNCH_FROM:
                return None
        if not there:
            return straight, None
        end = first_start(stop.windows, min(there) + stop.early) + stop.minutes
        return straight, (end, *straight[1:]) if end <= hours.last else None

    def _asked(self, node: int, stand: Stand, stop: Stop, *, had: bool) -> Stands:
        ready, way, driving, cost = stand
        reached: list[Stand | None] = [None, None]
        for move in moves(self.network, self.hours, node, ready, had, stop):
            if driving + move.driving <= self.hours.driving:
                known = reached[move.eaten]
                if known is None or (move.end, way + move.way) < known[:2]:
                    reached[move.eaten] = (move.end, way + move.way, driving + move.driving, cost + move.cost)
        return reached[0], reached[1]

    def ended(self, node: int, stands: Stands, target: int) -> Stand | None:
        """How the day ends at a node; None if it cannot."""
        plain = self._way(node, target)
        best: Stand | None = None
        for had in (0, 1):
            stand = stands[had]
            if stand is None:
                continue
            ready, way, driving, cost = stand
            there = -1 if plain is None else self._home(plain[0], ready, had=bool(had))
            if plain is not None and there >= 0:
                minutes, wheel, fare = plain
                end = (there, way + minutes, driving + wheel, cost + fare)
                if there <= self.hours.last and end[2] <= self.hours.driving and (best is None or end[:2] < best[:2]):
                    best = end
                continue
            for move in ends(self.network, self.hours, node, ready, bool(had), target):
                if driving + move.driving <= self.hours.driving and (best is None or (move.end, way + move.way) < best[:2]):
                    best = (move.end, way + move.way, driving + move.driving, cost + move.cost)
        return best

    def _home(self, minutes: int, ready: int, *, had: bool) -> int:
        """When one is there, lunch had if it must be; past the day's end if that cannot be, negative where it may be had halfway."""
        there, hours = ready + minutes, self.hours
        if had or there <= LUNCH_UNTIL or there > hours.last:
            return there
        if ready < LUNCH_FROM:
            return -1
        begins = ready  # lunch is had before leaving
        late = begins > LUNCH_UNTIL or begins + hours.lunch + minutes > hours.last
        return hours.last + 1 if late else begins + hours.lunch + minutes
