"""Finding again in one version of a text what stands in another. Pure functions of text."""
