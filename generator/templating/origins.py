"""Which template of an ancestry states a setting: exact for every key of every row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from generator.templating.settings import Layer


class Origins:
    """The settings of a template's layers, the nearest first, asked where they come from."""

    def __init__(self, layers: Sequence[Layer]) -> None:
        self._layers = layers

    def of(self, *path: str) -> Layer | None:
        """The nearest layer that states a setting or a key of a table, None for one that is a default."""
        return next((layer for layer in self._layers if _states(layer.settings, path)), None)

    def of_row(self, table: str, name: str) -> Mapping[str, Layer]:
        """Who states each key of a row, for ``name`` who adds the row; what is not in it is a default."""
        found: dict[str, Layer] = {}
        for layer, row in self._rows(table):
            if row.get("name") != name:
                continue
            if row.get("drop") is True:
                found.clear()
            else:
                found |= {key: layer for key in row if key != "name" or key not in found}
        return found

    def rows(self, table: str) -> Sequence[str]:
        """The names of a table's rows that nobody took out, those of the farthest ancestor first."""
        dropped = self.dropped(table)
        return [name for name in dict.fromkeys(str(row.get("name")) for _, row in self._rows(table)) if name not in dropped]

    def dropped(self, table: str) -> Mapping[str, Layer]:
        """The rows that were taken out and not put in again, with who took them out."""
        found: dict[str, Layer] = {}
        for layer, row in self._rows(table):
            name = str(row.get("name"))
            if row.get("drop") is True:
                found[name] = layer
            else:
                found.pop(name, None)
        return found

    def _rows(self, table: str) -> Iterator[tuple[Layer, Mapping[str, Any]]]:
        """The rows of a table from the farthest ancestor on."""
        for layer in reversed(self._layers):
            yield from ((layer, row) for row in layer.settings.get(table, []))


def _states(settings: Mapping[str, Any], path: Sequence[str]) -> bool:
    at: Any = settings
    for key in path:
        if not isinstance(at, Mapping) or key not in at:
            return False
        at = at[key]
    return True
