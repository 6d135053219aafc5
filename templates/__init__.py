"""The installed report templates: one folder each."""
