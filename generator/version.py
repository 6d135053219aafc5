"""The version, for the package and for what is kept between commands."""

__version__ = "0.1.0"
