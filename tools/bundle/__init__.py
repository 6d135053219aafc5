"""Archives for machines without network: what ``make bundle`` writes to out/bundle/."""
