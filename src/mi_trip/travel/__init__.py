"""Earliest arrival at a moment over the world of a catalogue: open routes, timetables, waits and hired cars."""
