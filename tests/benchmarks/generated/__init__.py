"""Worlds made from a seed, whose best trip is known because it was there first."""
