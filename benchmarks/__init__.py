"""What fazhi costs, beside others on the same work in the same run; nothing here passes or fails.

Every engine works in a process of its own. Before anything is timed, the texts that they print are compared: they must be
equal. Engines take turns, and a ratio is the median of the ratios of the turns, so that what else the machine does hurts
them alike.
"""
