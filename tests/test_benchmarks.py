"""What ``make bench`` prints and draws; that the engines print the same text, it checks itself before it times them."""

import json
from xml.etree import ElementTree

from benchmarks.measuring import ROOT, Figure, Line
from benchmarks.picture import picture
from benchmarks.tables import beside, goals, markdown, plain


def test_engines_stand_beside_one_another_and_what_was_not_run_says_so():
    figures = [Figure("10 rows", "fazhi", 0.01234), Figure("10 rows", "docxtpl", 2.5), Figure("99 rows", "docxtpl", None, "> 60 s")]
    assert plain(beside(figures)) == "         fazhi   docxtpl\n10 rows  0.0123  2.5\n99 rows          > 60 s"


def test_a_goal_is_met_or_not_on_its_side():
    lines = [Line("pace", 14, "×", 15, at_least=True), Line("peak", 80, "MiB", 80), Line("size", 361, "kB")]
    assert markdown(goals(lines)).splitlines()[2:] == [
        "| pace | 14 × | ≥ 15 | NOT MET |",
        "| peak | 80 MiB | ≤ 80 | met |",
        "| size | 361 kB |  |  |",
    ]


def test_the_picture_names_every_engine_beside_its_figure():
    bars = [Figure("warm", "fazhi", 3.0), Figure("warm", "docxtpl", 96.7)]
    drawn = picture(bars, "左 <ms>", {"fazhi": [(100, 0.01), (1_000, 0.1)], "docxtpl": [(100, 0.5)]}, "右")
    texts = [element.text for element in ElementTree.fromstring(drawn).iter("{http://www.w3.org/2000/svg}text")]
    assert [text for text in texts if text in ("左 <ms>", "96.7", "1,000", "右")] == ["左 <ms>", "96.7", "右", "1,000"]
    assert texts.count("fazhi") == texts.count("docxtpl") == 2


def test_the_lock_file_of_the_peers_names_no_place_to_load_from():
    lock = json.loads((ROOT / "benchmarks" / "node" / "package-lock.json").read_text(encoding="utf-8"))
    assert {"carbone", "docxtemplater", "pizzip"} <= {name.removeprefix("node_modules/") for name in lock["packages"]}
    assert not [name for name, package in lock["packages"].items() if "resolved" in package]
