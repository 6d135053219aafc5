"""Every kind of file that the tool writes, against ECMA-376, the package rules, and what no schema says."""

from __future__ import annotations

import os
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from lxml import etree

from generator.pipeline.building import build
from generator.pipeline.checking import check
from generator.pipeline.making import new
from generator.pipeline.marking import mark
from tests.ooxml import check_ooxml
from tests.support.layouts import W
from tests.support.templates import SETTINGS, make_template
from tests.support.workbooks import make_workbook

ROOT = Path(__file__).parents[2]
BESIDE = ROOT.parent / "shared" / "ooxml" / "schemas"
SCHEMAS = Path(os.environ.get("FAZHI_OOXML_SCHEMAS") or BESIDE)
HAS_SCHEMAS = (SCHEMAS / "wml.xsd").is_file()
# 17.3.1.26 and 17.3.2.28: the elements in use, in the order that Word insists on.
PARAGRAPH_ORDER = (
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku "
    "wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing "
    "mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"
).split()
RUN_ORDER = (
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish webHidden color "
    "spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath"
).split()
FULL = {
    "发文字号": "甲公〔2023〕5号",
    "签发人": "张三、李某某、王五",
    "抄送机关": "市委依法治市办",
    "印发机关": "甲市公安局办公室",
    "附件": "统计表\n<甲&乙>“说明”",
    "单位简称": "市局<&>",
}

Make = Callable[[Path], Path]


def new_workbook(folder: Path) -> Path:
    return new(folder / "新.xlsx", unit="甲市<&>公安局", year=2022).path


def next_workbook(folder: Path) -> Path:
    make_workbook(folder / "上年.xlsx", template="standard")
    return new(folder / "新.xlsx", last=folder / "上年.xlsx").path


def report(items: dict[str, object] | None = None, *, appendix: bool = False, **options: object) -> Make:
    def make(folder: Path) -> Path:
        settings = SETTINGS.replace("[[items]]", "[options]\nappendix = true\n[[items]]", 1) if appendix else SETTINGS
        make_template(folder, settings, name="有附表" if appendix else "无附表")
        workbook = make_workbook(folder / "甲市.xlsx", items=items, template="有附表" if appendix else "无附表")
        return build(workbook, folder / "报告.docx", **options).path  # type: ignore[arg-type]

    return make


def sample(name: str, **options: object) -> Make:
    def make(folder: Path) -> Path:
        return build(ROOT / "sample_data" / f"{name}.xlsx", folder / "报告.docx", **options).path  # type: ignore[arg-type]

    return make


def draft_of_a_new_workbook(folder: Path) -> Path:
    return build(new_workbook(folder), folder / "报告.docx", draft=True).path


def annotated_mistakes(folder: Path) -> Path:
    mistakes = ROOT / "sample_data" / "mistakes.xlsx"
    mark(mistakes, check(mistakes), folder / "核对.xlsx")
    return folder / "核对.xlsx"


KINDS: dict[str, Make] = {
    "an annotated workbook": annotated_mistakes,
    "a new workbook": new_workbook,
    "the next year's workbook": next_workbook,
    "上报": report(FULL),
    "公开": report(FULL, edition="公开"),
    "as plain as can be": report({"成文日期": None}),
    "no letterhead": report(FULL, letterhead=False),
    "draft": report({"主送机关": None, "成文日期": None}, draft=True),
    "draft of a new workbook": draft_of_a_new_workbook,
    "with appendix": report(FULL, appendix=True),
    "公开 with appendix": report(FULL, appendix=True, edition="公开"),
    "one attachment": report({"附件": "统计表"}),
    "a mark too long for its line": report({"发文机关标志": "某" * 36 + "文件"}),
    "the sample of Liuzhou": sample("liuzhou-2022"),
    "the sample of Wuzhou": sample("wuzhou-2021"),
    "the sample of Shantou": sample("shantou-2020"),
    "公开 of Shantou": sample("shantou-2020", edition="公开"),
}
REPORTS = [kind for kind in KINDS if "workbook" not in kind or "draft" in kind]


@pytest.fixture
def made(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    return KINDS[request.param](tmp_path)


every_kind = pytest.mark.parametrize("made", KINDS, indirect=True)
every_report = pytest.mark.parametrize("made", REPORTS, indirect=True)


@every_kind
def test_the_package_is_sound(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # The rules that need no schema; the parts against their schemas are the next test.
    monkeypatch.setattr(check_ooxml, "schema", lambda name: AnySchema())
    assert check_ooxml.check(made) == []


class AnySchema:
    """Finds every part valid."""

    def validate(self, root: etree._Element) -> bool:
        return True


@every_kind
def test_the_parts_are_valid_by_their_schemas(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if not HAS_SCHEMAS and not os.environ.get("CI"):
        pytest.skip(f"the XSD files of ECMA-376 are not in {SCHEMAS}; say where they are by FAZHI_OOXML_SCHEMAS")
    monkeypatch.setattr(check_ooxml, "SCHEMAS", SCHEMAS)
    assert check_ooxml.check(made) == []


def test_the_check_sees_what_is_wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = report()(tmp_path)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["word/document.xml"] = parts["word/document.xml"].replace(b'w:val="ReportBody"', b'w:val="Nobody"')
    with zipfile.ZipFile(path, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    monkeypatch.setattr(check_ooxml, "schema", lambda name: AnySchema())
    assert "pStyle Nobody is not defined in styles.xml" in check_ooxml.check(path)[0]


def parts_of(path: Path) -> dict[str, etree._Element]:
    with zipfile.ZipFile(path) as archive:
        return {name: etree.fromstring(archive.read(name)) for name in archive.namelist() if name.endswith(".xml")}


def w(name: str) -> str:
    return f"{{{W}}}{name}"


@every_report
def test_properties_stand_in_the_order_of_the_schema(made: Path) -> None:
    for name, root in parts_of(made).items():
        for tag, order in (("pPr", PARAGRAPH_ORDER), ("rPr", RUN_ORDER)):
            for properties in root.iter(w(tag)):
                said = [order.index(etree.QName(child).localname) for child in properties]
                assert said == sorted(set(said)), (name, etree.tostring(properties))


@every_report
def test_no_run_is_empty(made: Path) -> None:
    for run in parts_of(made)["word/document.xml"].iter(w("r")):
        assert [child for child in run if child.tag != w("rPr")]
        assert all(text.text for text in run.iter(w("t")))


@every_report
def test_paragraphs_runs_and_tables_name_styles_of_their_type(made: Path) -> None:
    parts = parts_of(made)
    kinds = {s.get(w("styleId")): s.get(w("type")) for s in parts["word/styles.xml"].iter(w("style"))}
    for root in parts.values():
        for tag, kind in (("pStyle", "paragraph"), ("rStyle", "character"), ("tblStyle", "table")):
            assert {kinds[s.get(w("val"))] for s in root.iter(w(tag))} <= {kind}


@every_report
def test_every_paragraph_names_its_style(made: Path) -> None:
    for paragraph in parts_of(made)["word/document.xml"].iter(w("p")):
        assert paragraph.find(f"{w('pPr')}/{w('pStyle')}") is not None


@every_report
def test_every_section_has_odd_and_even_footers(made: Path) -> None:
    parts = parts_of(made)
    for section in parts["word/document.xml"].iter(w("sectPr")):
        assert {f.get(w("type")) for f in section.iter(w("footerReference"))} == {"default", "even"}
    assert parts["word/settings.xml"].find(w("evenAndOddHeaders")) is not None


@every_report
def test_the_body_ends_with_a_paragraph_so_that_word_adds_none(made: Path) -> None:
    body = parts_of(made)["word/document.xml"][0]
    assert [etree.QName(child).localname for child in body][-2:] == ["p", "sectPr"]


@every_report
def test_no_tag_of_a_template_is_left(made: Path) -> None:
    text = "".join(parts_of(made)["word/document.xml"].itertext())
    assert not any(mark in text for mark in ("{{", "}}", "{%", "None"))


@every_report
def test_no_revisions_comments_or_hidden_text(made: Path) -> None:
    parts = parts_of(made)
    for root in parts.values():
        assert not [e for tag in ("ins", "del", "vanish", "commentReference", "rsid") for e in root.iter(w(tag))]
    assert not any("comments" in name for name in parts)


@every_report
def test_frames_at_the_foot_are_equal_neighbours(made: Path) -> None:
    body = parts_of(made)["word/document.xml"][0]
    framed = [n for n, p in enumerate(body) if p.find(f"{w('pPr')}/{w('framePr')}") is not None]
    assert framed == list(range(framed[0], framed[-1] + 1)) if framed else True
    assert len({etree.tostring(frame) for frame in body.iter(w("framePr"))}) <= 1


@pytest.mark.parametrize("made", [kind for kind in KINDS if kind not in REPORTS], indirect=True)
def test_a_workbook_opens_without_complaint(made: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert openpyxl.load_workbook(made).sheetnames[0] == ("核对结果" if made.stem == "核对" else "填写说明")
