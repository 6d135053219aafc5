"""Rules that data must satisfy: each small, named, registered, and tested on its own."""
