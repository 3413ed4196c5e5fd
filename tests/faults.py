"""How the checker's tests plant a fault: one change to a right plan, or to the world it was right in."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from mi_trip.checker import check

if TYPE_CHECKING:
    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.plan import Event, Plan, PlannedDay
    from worlds import Pen


def told(plan: Plan, world: Catalogue) -> list[str]:
    """Give what the checker says, code first."""
    return [f"{violation.code}: {violation.sentence}" for violation in check(plan, world)]


def with_day(plan: Plan, number: int, page: PlannedDay | Pen) -> Plan:
    """Put another day into the plan."""
    days = list(plan.days)
    days[number - 1] = page if not hasattr(page, "page") else page.page(number)
    return replace(plan, days=tuple(days))


def with_events(plan: Plan, number: int, index: int, *events: Event) -> Plan:
    """Put other events in the place of one."""
    day = plan.days[number - 1]
    index %= len(day.events)
    return with_day(plan, number, replace(day, events=(*day.events[:index], *events, *day.events[index + 1 :])))


def change(plan: Plan, number: int, index: int, **fields: Any) -> Plan:
    """Change fields of one event."""
    return with_events(plan, number, index, replace(plan.days[number - 1].events[index], **fields))


def change_ride(plan: Plan, number: int, index: int, **fields: Any) -> Plan:
    """Change fields of an event's first ride."""
    event: Any = plan.days[number - 1].events[index]
    return change(plan, number, index, rides=(replace(event.rides[0], **fields), *event.rides[1:]))


def asked(plan: Plan, **fields: Any) -> Plan:
    """Change what the plan was asked for."""
    return replace(plan, request=replace(plan.request, **fields))


def having(world: Catalogue, kind: str, id: str, **fields: Any) -> Catalogue:  # noqa: A002
    """Change fields of one location, route or activity of the world."""
    table: dict[str, Any] = dict(getattr(world, kind))
    changed: dict[str, Any] = {kind: {**table, id: replace(table[id], **fields)}}
    return replace(world, **changed)


def without_costs(lines: list[str]) -> list[str]:
    """Leave out what is only said because the costs of the changed plan are not changed with it."""
    return [line for line in lines if not line.startswith("cost")]
