"""From a problem to a solution: which stops on which day in which order, and which bed each night.

The problem is the orienteering problem with hotel selection, time windows and time-dependent travel (Divsalar, Vansteenwegen
and Cattrysse 2013; Gavalas and others 2014). The solver never prints, never reads a clock and takes its randomness from a seed.
"""
