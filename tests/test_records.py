from dataclasses import field, fields, replace

import pytest

from generator.records import record


@record
class Place:
    """Where something is."""

    sheet: str
    row: int = 1
    seen: list[str] = field(default_factory=list, compare=False, repr=False)

    @property
    def address(self) -> str:
        return f"{self.sheet}!{self.row}"


@record
class Other:
    """The same names, another class."""

    sheet: str
    row: int = 1


def test_records_are_compared_and_hashed_by_their_values():
    assert Place("指标", 2) == Place("指标", row=2, seen=["甲"])
    assert Place("指标", 2) != Place("指标", 3)
    assert {Place("指标"): "一"}[Place("指标", 1)] == "一"
    assert Place("指标") != Other("指标")


def test_a_record_shows_its_values():
    assert repr(Place("指标", 2)) == "Place(sheet='指标', row=2)"


def test_records_can_be_changed_into_others_and_listed():
    assert replace(Place("指标", 2), row=5).address == "指标!5"
    assert [each.name for each in fields(Place)] == ["sheet", "row", "seen"]


def test_defaults_are_made_anew():
    assert Place("指标").seen is not Place("指标").seen


def test_a_record_holds_no_other_attributes():
    with pytest.raises(AttributeError):
        Place("指标").column = 3  # type: ignore[attr-defined]


def test_what_a_class_defines_itself_stays():
    @record
    class Name:
        """A name, whatever its case."""

        text: str

        def __eq__(self, other: object) -> bool:
            return isinstance(other, Name) and self.text.lower() == other.text.lower()

        def __hash__(self) -> int:
            return hash(self.text.lower())

        def __repr__(self) -> str:
            return self.text

    assert Name("A") == Name("a")
    assert len({Name("A"), Name("a")}) == 1
    assert repr(Name("A")) == "A"
