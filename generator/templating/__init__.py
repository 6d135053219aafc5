"""Templates as text: reading them, and turning data into marked text. The only importer of jinja2."""
