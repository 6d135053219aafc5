"""How a comparison looks: as lines on a terminal, and as a page to look at."""
