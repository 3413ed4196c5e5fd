"""The loops of a proof, as machine code. With what they use they lie in this folder: a change of any file here compiles all anew."""

from mi_trip.solver.proof.kernels.following import came_from, goes_on
from mi_trip.solver.proof.kernels.lunch import with_lunch
from mi_trip.solver.proof.kernels.remembering import nodes_of, reached, wakings_of
from mi_trip.solver.proof.kernels.routes import Pace, routes_from
from mi_trip.solver.proof.kernels.striking import alive, column_worths, worthwhile
from mi_trip.solver.proof.kernels.tables import BARELY_NIGHT, HOPELESS, IMPOSSIBLE, LATE, NO_NIGHT, NONE, Arcs, Day, Nodes, Terms, Wakings
from mi_trip.solver.proof.kernels.worths import backward, forward

__all__ = [
    "BARELY_NIGHT",
    "HOPELESS",
    "IMPOSSIBLE",
    "LATE",
    "NONE",
    "NO_NIGHT",
    "Arcs",
    "Day",
    "Nodes",
    "Pace",
    "Terms",
    "Wakings",
    "alive",
    "backward",
    "came_from",
    "column_worths",
    "forward",
    "goes_on",
    "nodes_of",
    "reached",
    "routes_from",
    "wakings_of",
    "with_lunch",
    "worthwhile",
]
