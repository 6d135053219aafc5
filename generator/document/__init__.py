"""The report as a tree of blocks and inlines: what stands where, by named style, with sources; no file format."""
