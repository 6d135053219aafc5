"""One setting of a ``template.toml`` as the dataclass holds it, and what was expected of one that does not fit."""

from __future__ import annotations

import types
import unicodedata
from typing import Any, Union, get_args, get_origin, get_type_hints

from generator.model.template import CheckSpec, EditionSpec, IndicatorSpec, Options, PartSpec, day_of_year
from generator.templating.crosschecks import BadRule, read_rule

MAX_PRECISION = 6
LEVELS = 4
_KINDS = {str: "应是文字（加引号）", int: "应是整数", bool: "应是 true 或 false"}
_BY_LEVEL = ("headings", "lists")  # settings of a part that may be one value for all levels
# Options without which a sentence would not say whether it is a rise or a fall, or where one figure ends.
_WORDS = frozenset(f"{kind}{way}" for kind in ("", "rate_", "amount_", "small_") for way in ("rise", "fall")) | {"flat", "joining"}
_NAMES = ("numerator", "denominator")  # settings of an indicator that may be one name
_LEAP_YEAR = 2024
_HINTS: dict[type, dict[str, Any]] = {}


def hints(kind: type) -> dict[str, Any]:
    """The settings that a table may have, with their types."""
    if kind not in _HINTS:
        _HINTS[kind] = get_type_hints(kind)
    return _HINTS[kind]


def fitted(kind: type, key: str, value: Any) -> tuple[Any, str]:
    """The value of a setting as ``kind`` holds it, and what was expected if it can't be taken (else empty)."""
    if kind is PartSpec and key in _BY_LEVEL:
        value = _by_level(key, value)
        if key == "lists" and isinstance(value, list) and len(value) != LEVELS:
            return value, f"应写 1 到 {LEVELS} 个值，第几个管第几级"
    if kind is IndicatorSpec and key in _NAMES and isinstance(value, str):
        value = [value]
    fit, expected = _fit(hints(kind)[key], value)
    return fit, expected or _unsuitable(kind, key, fit)


def shown(value: object) -> str:
    """A value as it stands in the settings, short."""
    text = f"“{value}”" if isinstance(value, str) else str(value).lower() if isinstance(value, bool) else str(value)
    return text if len(text) <= 40 else text[:39] + "…"


def _by_level(key: str, value: Any) -> Any:
    """One value for all levels; of ``lists`` the last one given holds for the levels below it."""
    if isinstance(value, str):
        return [value] * LEVELS
    if key == "lists" and isinstance(value, list) and 0 < len(value) < LEVELS:
        return value + value[-1:] * (LEVELS - len(value))
    return value


def _fit(hint: Any, value: Any) -> tuple[Any, str]:
    if get_origin(hint) in (Union, types.UnionType):  # what may be left out; TOML has no way to say None
        hint = next(inner for inner in get_args(hint) if inner is not type(None))
    if hint in _KINDS:
        return value, "" if type(value) is hint else _KINDS[hint]
    inner = get_args(hint)
    if get_origin(hint) is tuple:
        if not isinstance(value, list):
            return value, "应是一组值，例如 [...]"
        if inner[-1] is not Ellipsis and len(value) != len(inner):
            return value, f"应有 {len(inner)} 个值"
        problems = [problem for _, problem in (_fit(inner[0], v) for v in value) if problem]
        return tuple(value), problems[0] if problems else ""
    return value, "" if value in inner else f"应是 {'、'.join(map(str, inner))} 之一"


def _unsuitable(kind: type, key: str, value: Any) -> str:
    """What was expected of a value that has the right type and can't be used all the same, else empty."""
    if key == "precision" and not 0 <= value <= MAX_PRECISION:
        return f"应是 0 到 {MAX_PRECISION}"
    if key == "small_base" and value < 0:
        return "应是 0 或大于 0 的整数"
    if kind is Options and key in _WORDS and not value.strip():
        return "不能是空的"
    if key == "contents" and not all(1 <= number <= 5 for number in value):
        return "应是 1 到 5（法定五项内容）"
    if key == "name" and not value.strip():
        return "不能是空的"
    if kind is IndicatorSpec and key == "name" and not (value.isidentifier() and unicodedata.is_normalized("NFKC", value)):
        return "引用名只用汉字、字母、数字和下划线，不以数字开头"
    if kind is EditionSpec and key == "deadline" and value and day_of_year(value, _LEAP_YEAR) is None:
        return "应是 3月1日 这样的日期，没有期限的空着"
    return _unreadable(value) if kind is CheckSpec and key == "rule" else ""


def _unreadable(rule: str) -> str:
    """What was expected of the rule of a cross-check that can't be read, else empty."""
    try:
        read_rule(rule)
    except BadRule as problem:
        return str(problem)
    return ""
