"""Why something cannot be had, in a few words without a remedy: what helps is said only where it was tried."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from mi_trip.render.causes import cause_sentence, opens_text
from mi_trip.render.units import count, listed, plain

if TYPE_CHECKING:
    from mi_trip.model.solution import Cause


def reason(cause: Cause, name: str) -> str:
    """Why what bears the name cannot be had.

    >>> from mi_trip.model.solution import Cause
    >>> reason(Cause("needs-days", "Svalbard", {"days": 1, "needed": 2}), "Svalbard")
    'at this pace getting there and back takes at least 2 days, and the trip has 1'
    >>> reason(Cause("together", "Svalbard", {"others": ["Preikestolen"], "days": 3}), "Preikestolen")
    'in 3 days it cannot be had together with Svalbard'
    """
    facts = {key: plain(str(value)) for key, value in cause.facts.items() if isinstance(value, str | int)}
    match cause.code:
        case "avoided":
            return f"it is avoided: {shlex.join(('--avoid', facts['by']))}"
        case "too-young":
            return f"nobody under {facts['min_age']} may do it, and the youngest of the party is {facts['youngest']}"
        case "too-hard":
            return f"it is {facts['difficulty']}, harder than asked for"
        case "needs-car":
            return "it cannot be had without a car"
        case "shut-throughout":
            return "it is shut on all these days"
        case "no-cars-taken":
            return "no car comes along, and the car cannot be left behind for it"
        case "needs-days":
            needed = count(int(facts["needed"]), "day")
            return f"at this pace getting there and back takes at least {needed}, and the trip has {facts['days']}"
        case "unreachable":
            return f"at this pace no open way leads there and back in {count(int(facts['days']), 'day')}"
        case "nothing-to-do":
            return "there is nothing to do there, and no bed"
        case "over-budget":
            needed = f"the cheapest trip found with it costs {int(facts['needed']):,}, and " if facts.get("needed") else ""
            return f"{needed}the budget is {int(facts['budget']):,}"
        case "together":
            return f"in {count(int(facts['days']), 'day')} it cannot be had together with {listed(_others(cause, name))}"
        case "alternatives":
            return f"it is an alternative to {listed(_others(cause, name))}, and a trip has one of them"
        case "no-night":
            return "the trip has no night that could be spent there"
        case "bed-shut":
            return f"the bed is shut on the night after day {facts['day']} ({opens_text(facts['date'])})"
        case "bed-unreachable":
            return f"it cannot be reached by the night after day {facts['day']}"
        case _:
            return cause_sentence(cause)


def _others(cause: Cause, name: str) -> list[str]:
    others = cause.facts.get("others", ())
    names = [cause.subject, *(others if isinstance(others, list | tuple) else ())]
    return [plain(str(other)) for other in names if other != name] or ["the other demands"]
