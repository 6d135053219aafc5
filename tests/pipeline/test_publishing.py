"""``generator.publish``: what was signed becomes the published edition, and nothing withheld goes out."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

import pytest
from openpyxl import load_workbook

import generator
from generator.archive import unzipped, zipped
from generator.errors import FindingsStop, OverwriteRefused, UnusableFile, WrongUse
from generator.pipeline.building import build
from tests.support.office import resaved
from tests.support.publishing import ENTRIES, INDICATORS, LEAD, fresh, home, markup, paragraph, published, refusals, words
from tests.support.reports import DOCUMENT, built, edited, replaced
from tests.support.templates import SETTINGS, make_template
from tests.support.validity import faults_of
from tests.support.word import Xml, control, deleted, inserted, p, text_of
from tests.support.word_parts import NAMESPACES
from tests.support.workbooks import make_workbook

SECRET = "组织“清源”秘密专项行动"
PUBLIC = "办案中心全部建成"
RELATIONS = "word/_rels/document.xml.rels"
Change = Callable[[str], str]


def behind(report: Path, text: str, *more: str) -> Change:
    """A change: paragraphs behind the one that holds the text."""
    there = paragraph(text)(markup(report))
    return lambda document: document.replace(there, there + "".join(more))


def without(report: Path, text: str) -> Change:
    there = paragraph(text)(markup(report))
    return lambda document: document.replace(there, "")


def changed(report: Path, change: Change) -> tuple[list[str], list[str]]:
    """The lines of the published edition that a fresh one does not have, and those that it has instead."""
    made, expected = words(edited(report, change)), fresh(report)
    return [line for line in made if line not in expected], [line for line in expected if line not in made]


def said(report: Path, change: Change) -> list[str]:
    return [str(found).partition(".docx ")[2] for found in refusals(edited(report, change))]


def test_an_unedited_report_becomes_what_a_build_of_the_published_edition_gives(tmp_path: Path) -> None:
    report = home(tmp_path)
    assert words(report) == fresh(report)
    assert words(report) == [
        "甲市公安局2022年法治政府建设年度报告",
        "现将我局有关情况公布如下：",
        "一、2022年工作",
        "（一）执法",
        "1.打击犯罪",
        "全年刑事立案593起，同比上升9.81%；破案480起。",
        "2.规范办案",
        "办案中心全部建成，执法全程留痕，群众满意率逐年提高。",
        "（二）监督",
        "1.接受监督",
        "主动向人大报告工作，办理代表建议和政协提案，满意率百分之百。",
        "二、2023年安排",
        "一是加强执法培训；二是加强普法宣传。",
        "甲市公安局",
        "2023年2月20日",
    ]


def test_it_says_how_many_passages_were_left_out_and_is_valid_and_always_the_same(tmp_path: Path) -> None:
    report = home(tmp_path)
    done = published(report)
    first = done.path.read_bytes()
    assert (len(done.left_out), faults_of(done.path)) == (5, [])
    assert published(report).path.read_bytes() == first


def test_signature_and_date_stand_as_in_the_published_edition(tmp_path: Path) -> None:
    report = home(tmp_path)
    made, expected = markup(published(report).path), markup(build(tmp_path / "甲.xlsx", tmp_path / "新.docx", edition="公开").path)
    for text in (">甲市公安局<", ">2023年2月20日<"):
        indents = [
            each.partition("<w:ind")[2].partition("/>")[0]
            for each in (paragraph(text[1:-1])(d[d.rindex("建设") :]) for d in (made, expected))
        ]
        assert indents[0] == indents[1] != ""


def test_edits_of_public_passages_are_kept_and_those_of_withheld_ones_go(tmp_path: Path) -> None:
    report = home(tmp_path)
    assert changed(report, replaced("全部建成", "如期建成"))[0] == ["办案中心如期建成，执法全程留痕，群众满意率逐年提高。"]
    assert changed(report, replaced("逐条落地核查", "逐条核实，成效明显")) == ([], [])
    assert changed(report, without(report, SECRET)) == ([], [])
    assert changed(report, without(report, PUBLIC)) == ([], ["办案中心全部建成，执法全程留痕，群众满意率逐年提高。"])


def test_passages_of_peoples_own_stay_where_nothing_withheld_is_near(tmp_path: Path) -> None:
    report = home(tmp_path)
    assert changed(report, behind(report, PUBLIC, p("全年召开现场会五次。"))) == (["全年召开现场会五次。"], [])


def test_items_of_a_list_go_with_their_edits_and_the_others_keep_theirs(tmp_path: Path) -> None:
    report = home(tmp_path)
    assert changed(report, replaced("建设秘密情报研判专班", "组建情报研判专班")) == ([], [])
    assert changed(report, replaced("加强普法宣传", "加强普法教育"))[0] == ["一是加强执法培训；二是加强普法教育。"]


def test_sentences_that_read_otherwise_are_replaced_or_merged(tmp_path: Path) -> None:
    report = home(tmp_path)
    assert changed(report, replaced("有关情况", "法治建设情况"))[0] == ["现将我局法治建设情况公布如下："]
    assert said(report, replaced("报告如下", "汇报如下")) == [
        "第13段“现将我局有关情况汇报如下：”：公开版里这一句应是“现将我局有关情况公布如下：”，稿中改过，合不到一起；"
        "请照公开版的写法改这一句，或恢复原来的写法"
    ]
    assert changed(report, replaced("情况报告如下", "情况公布如下")) == ([], [])


def test_numbers_follow_where_headings_came_in_and_are_told_where_they_are_in_no_order(tmp_path: Path) -> None:
    report = home(tmp_path)
    heading = paragraph("规范办案")(markup(report))
    new = heading.replace("规范办案", "科技赋能") + p("科技赋能成效初显。") + heading.replace("3.", "4.")
    assert changed(report, lambda m: m.replace(heading, new))[0] == ["2.科技赋能", "科技赋能成效初显。", "3.规范办案"]
    assert said(report, lambda m: m.replace(heading, heading.replace("3.", "7."))) == [
        "第20段“7.规范办案”：前面略去几段后要重排序号，稿中的序号“7.”已经改过，排不准；请恢复本工具排的序号，或在上报版里把序号改连贯"
    ]


def test_letterhead_filled_in_by_hand_goes(tmp_path: Path) -> None:
    report = home(tmp_path)
    assert changed(report, lambda m: m.replace("〔2023〕", "甲公报〔2023〕").replace("　　　", "王某某", 1)) == ([], [])
    top = paragraph("甲市公安局文件")(markup(report))
    assert changed(report, lambda m: m.replace(top, p("000001") + p("机密★1年") + top)) == ([], [])


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (replaced("群众满意率逐年提高", "投入警力4867人次"), "含有不公开的内容“投入警力4867人次”"),
        (replaced("群众满意率逐年提高", "出动4867人次，群众满意"), "含有不公开的内容“4867人次”"),
        (replaced("群众满意率逐年提高", "摸排线索2917条"), "含有不公开的内容“摸排线索2917条”"),
        (replaced("群众满意率逐年提高", "抓好内部督察"), "含有不公开的内容“内部督察”"),
        (replaced("群众满意率逐年提高", "注重逐条落地核查"), "含有不公开的内容“逐条落地核查”"),
        (replaced("群众满意率逐年提高", "发现问题37个"), "含有不公开的内容“发现问题37个”"),
    ],
)
def test_withheld_words_and_figures_in_public_passages_stop_it(tmp_path: Path, change: Change, why: str) -> None:
    report = home(tmp_path)
    [told] = said(report, change)
    assert told.startswith("第21段“办案中心全部建成")
    assert f"不能断定能不能公开：{why}" in told
    assert "；请把不公开的字句移回原处或删去" in told


MORE = (
    INDICATORS.rstrip()
    + """
暗访 | 暗访次数 | 次 | 128 | 96 | 否
案卷 | 评查案卷数 | 件 | 35 | 20 | 否
"""
)


@pytest.mark.parametrize(
    ("own", "words"),
    [
        ("另有四千八百六十七人次参加。", "“4867人次”，和不公开的指标“警力”（指标!D4）的数相同"),
        ("另有４８６７人次参加。", "“４８６７人次”，和不公开的指标“警力”（指标!D4）的数相同"),
        ("另有4,867人次参加。", "“4,867人次”，和不公开的指标“警力”（指标!D4）的数相同"),
        ("另有0.4867万人次参加。", "“0.4867万人次”，和不公开的指标“警力”（指标!D4）的数相同"),
        ("评查案卷三十五件。", "“35件”，和不公开的指标“案卷”（指标!D6）的数相同"),
        ("评查案卷35宗。", "“35”，和不公开的指标“案卷”（指标!D6）的数相同"),
        ("上门走访128户。", "“128”，和不公开的指标“暗访”（指标!D5）的数相同"),
        ("由陈甲局长牵头。", "“陈甲”"),
    ],
)
def test_words_that_people_have_added_are_held_against_withheld_figures_and_names(tmp_path: Path, own: str, words: str) -> None:
    report = home(tmp_path, indicators=MORE, 签发人="陈　甲、秦乙")
    assert changed(report, behind(report, PUBLIC, p("另有一百二十九次走访。"))) == (["另有一百二十九次走访。"], [])
    for change in (behind(report, PUBLIC, p(own)), replaced("群众满意率逐年提高", own.rstrip("。"))):
        [told] = refusals(edited(report, change))
        assert (told.code, told.message) == ("publish-uncertain", f"不能断定能不能公开：含有不公开的内容{words}")
        assert "碰巧相同" in told.hint


MIXED = (
    ENTRIES.rstrip()
    + """
安排 | | | 侦破“8·10”特大骗税案，查出107家单位，抓获{{ 刑事破案 }}嫌疑人 | 否
"""
)


@pytest.mark.parametrize(
    ("own", "words"),
    [
        ("“8·10”案经验在全区推广。", "8·10"),
        ("涉及一百零七家。", "107家"),
        ("年内查出107家单位的情况已经通报各县区。", "查出107家单位"),
        ("年内抓获480起嫌疑人的情况已经通报各县区。", "抓获480起嫌疑人"),
    ],
)
def test_figures_of_a_withheld_row_are_found_where_it_shares_a_paragraph_with_public_ones(tmp_path: Path, own: str, words: str) -> None:
    report = home(tmp_path, entries=MIXED)
    [told] = refusals(edited(report, behind(report, PUBLIC, p(own))))
    assert f"不能断定能不能公开：含有不公开的内容“{words}”" in told.message


def test_a_figure_that_a_public_row_says_too_is_public(tmp_path: Path) -> None:
    report = home(tmp_path, indicators=MORE, entries=ENTRIES.replace("全部建成", "全部建成，走访128户"))
    assert changed(report, behind(report, "办案中心", p("共走访一百二十八户。"))) == (["共走访一百二十八户。"], [])


def test_a_signer_whose_name_was_typed_by_hand_is_nowhere_else(tmp_path: Path) -> None:
    report = home(tmp_path)

    def signed(document: str) -> str:
        return document.replace("　　　", "陈甲", 1)

    assert changed(report, signed) == ([], [])
    [told] = refusals(edited(report, lambda m: replaced("全部建成", "经陈甲审定建成")(signed(m))))
    assert told.message == "不能断定能不能公开：含有不公开的内容“陈甲”"


def test_passages_that_can_be_of_a_withheld_row_stop_it(tmp_path: Path) -> None:
    report = home(tmp_path)
    own = p("全年召开现场会五次。")
    assert "紧接在公开版没有的一段" in said(report, behind(report, SECRET, own))[0]
    rewritten = without(report, SECRET)
    [told] = said(report, lambda m: behind(report, "2.专项部署", own)(rewritten(m)))
    assert "第19段“全年召开现场会五次。”" in told
    joined = paragraph(SECRET)(markup(report)).removeprefix("<w:p>").partition("</w:pPr>")[2].removesuffix("</w:p>")
    [told] = said(
        report,
        lambda m: without(report, SECRET)(m).replace(paragraph(PUBLIC)(m), paragraph(PUBLIC)(m).replace("</w:p>", joined + "</w:p>")),
    )
    assert "第20段" in told
    assert "不能断定能不能公开" in told


def test_public_words_that_were_moved_into_a_withheld_passage_are_not_lost_unseen(tmp_path: Path) -> None:
    report = home(tmp_path)
    moved = "主动向人大报告工作，办理代表建议和政协提案"
    [told] = said(report, replaced("逐条落地核查", f"逐条落地核查，{moved}"))
    assert "混进了公开的内容" in told
    assert "可能来自 报告内容!D3" in told


def test_copies_and_split_parts_of_withheld_passages_go_too(tmp_path: Path) -> None:
    report = home(tmp_path)
    copy = paragraph(SECRET)(markup(report)).replace("_fz", "_Copy")
    assert changed(report, behind(report, PUBLIC, copy)) == ([], [])
    split = replaced("人次</w:t></w:r>", "人次</w:t></w:r></w:p><w:p><w:r><w:t></w:t></w:r>")
    assert changed(report, split) == ([], [])


def test_a_heading_with_nothing_but_withheld_passages_left_goes(tmp_path: Path) -> None:
    report = home(tmp_path)
    gone = without(report, "2.接受监督"), without(report, "主动向人大")
    made = words(edited(report, lambda m: gone[1](gone[0](m))))
    assert not [line for line in made if "监督" in line]


def test_rows_that_print_a_withheld_figure_are_left_out_whole_with_a_warning(tmp_path: Path) -> None:
    entries = ENTRIES.replace("| 否\n工作 | 执法 | 规范办案", "| 是\n工作 | 执法 | 规范办案")
    report = home(tmp_path, entries=entries)
    done = published(report)
    warned = [str(found) for found in done.findings if found.severity == "warning"]
    assert warned == [
        "报告内容!D3：这一行用到不公开的指标“警力”（指标!F4 填的是否），公开版里整行略去；"
        "这一行要公开，请改写这句话，或把指标的“公开”改为“是”"
    ]
    assert "清源" not in text_of(done.path)


def test_rows_of_the_table_of_withheld_indicators_go(tmp_path: Path) -> None:
    report = home(tmp_path, settings=SETTINGS + "[options]\nappendix = true\n")
    made = words(report)
    assert made == fresh(report)
    assert [line for line in made if line.startswith("|")] == [
        "| 指标 | 单位 | 本年 | 上年 | 同比 |",
        "| 刑事案件立案数 | 起 | 593 | 540 | 9.81% |",
        "| 刑事案件破案数 | 起 | 480 | 400 | 20% |",
    ]
    assert changed(report, replaced(">专项行动投入警力<", ">投入的警力<")) == ([], [])


def test_a_note_in_a_withheld_passage_goes_with_it(tmp_path: Path) -> None:
    layout = Xml("<w:p><w:r><w:t>{{p 正文 }}</w:t></w:r></w:p>")
    report = built(tmp_path, layout, entries=ENTRIES.replace("，投入警力{{ 警力 }}", ""))
    assert SECRET in text_of(report)
    w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    note = f'<w:footnotes xmlns:w="{w}"><w:footnote w:id="2">{p("组织“清源”秘密专项行动的批件")}</w:footnote></w:footnotes>'
    parts = unzipped(edited(report, replaced("逐条落地核查。</w:t>", '逐条落地核查。</w:t><w:footnoteReference w:id="2"/>')).read_bytes())
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    entry = f'<Override PartName="/word/footnotes.xml" ContentType="{kind}"/></Types>'.encode()
    link = f'<Relationship Id="notes" Type="{relation}" Target="footnotes.xml"/></Relationships>'.encode()
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", entry)
    parts["word/_rels/document.xml.rels"] = parts["word/_rels/document.xml.rels"].replace(b"</Relationships>", link)
    noted = tmp_path / "有注.docx"
    noted.write_bytes(zipped({**parts, "word/footnotes.xml": note.encode()}))
    assert "清源" not in text_of(published(noted).path)


def test_hidden_words_and_descriptions_are_searched_too(tmp_path: Path) -> None:
    report = home(tmp_path)
    hidden = p(Xml(f"<w:r><w:rPr><w:vanish/></w:rPr><w:t>{SECRET}</w:t></w:r>"))
    assert changed(report, behind(report, PUBLIC, hidden)) == ([], [])
    code = Xml(f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> SEQ {SECRET}成果 </w:instrText></w:r>')
    field = p(code, Xml('<w:r><w:fldChar w:fldCharType="end"/></w:r>'))
    [told] = refusals(edited(report, behind(report, PUBLIC, field)))
    assert (told.code, told.message.partition("）")[2]) == ("publish-leftover", "还有不公开的内容“组织清源秘密专项行动”")


def test_links_and_drawings_are_searched_too(tmp_path: Path) -> None:
    report = home(tmp_path)
    parts = unzipped(report.read_bytes())
    address = f"http://a.cn/{quote(SECRET)}"
    link = f'<Relationship Id="web" Type="{NAMESPACES["r"]}/hyperlink" Target="{address}" TargetMode="External"/></Relationships>'
    parts[RELATIONS] = parts[RELATIONS].replace(b"</Relationships>", link.encode())
    shown = f'<w:hyperlink xmlns:r="{NAMESPACES["r"]}" r:id="web"><w:r><w:t>网</w:t></w:r></w:hyperlink>'
    parts[DOCUMENT] = parts[DOCUMENT].replace(b"</w:body>", f"<w:p>{shown}</w:p></w:body>".encode())
    linked = tmp_path / "有链接.docx"
    linked.write_bytes(zipped(parts))
    [told] = refusals(linked)
    assert (told.code, RELATIONS in told.message) == ("publish-leftover", True)


@pytest.mark.parametrize(
    "shown",
    [
        '<m:oMath xmlns:m="{m}"><m:r><m:t>48</m:t></m:r><m:r><m:t>67</m:t></m:r></m:oMath>',
        '<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textpath string="4867"/></v:shape></w:pict></w:r>',
    ],
)
def test_a_withheld_figure_in_a_formula_or_a_drawing_is_found_without_its_unit(tmp_path: Path, shown: str) -> None:
    report = home(tmp_path)
    there = Xml(shown.replace("{m}", "http://schemas.openxmlformats.org/officeDocument/2006/math"))
    [told] = refusals(edited(report, behind(report, PUBLIC, p(there))))
    assert (told.code, told.message) == ("publish-leftover", f"文件里（{DOCUMENT}）还有不公开的内容“4867”")


# What people call things that no reader sees

WRITER, OFFICE = "某科员", "某某公司"


def signed_in_every_place(report: Path) -> Path:
    """The report as somebody has left it whose name stands in names of styles, bookmarks, pictures, tables, and in its properties."""
    w = NAMESPACES["w"]
    own = f'<w:style w:type="paragraph" w:styleId="{WRITER}"><w:name w:val="{WRITER}的“清源”样式"/><w:aliases w:val="{WRITER}"/></w:style>'
    mark = f'<w:bookmarkStart w:id="77" w:name="{WRITER}"/><w:bookmarkEnd w:id="77"/>'
    shown = f'<w:hyperlink w:anchor="{WRITER}" w:tooltip="{WRITER}说见此"><w:r><w:t>见前。</w:t></w:r></w:hyperlink>'
    words = f'<w:tblCaption w:val="{WRITER}的表"/><w:tblDescription w:val="C:\\甲\\表.xlsx"/>'
    grid = f"<w:tbl><w:tblPr>{words}</w:tblPr><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc>{p('格')}</w:tc></w:tr></w:tbl>"
    shape = f'<v:rect xmlns:v="urn:schemas-microsoft-com:vml" id="{WRITER}" alt="{WRITER}在现场"/>'
    drawn = p(Xml(f"<w:r><w:pict>{shape}</w:pict></w:r>"))
    there = paragraph(PUBLIC)(markup(report))
    more = p("人写的一段。", Xml(mark + shown), style=WRITER) + grid + drawn
    parts = unzipped(edited(report, lambda m: m.replace(there, there + more)).read_bytes())
    parts["word/styles.xml"] = parts["word/styles.xml"].replace(b"</w:styles>", f"{own}</w:styles>".encode())
    fonts = f'<w:font w:name="{WRITER}手写体"/></w:fonts>'
    parts["word/fontTable.xml"] = parts["word/fontTable.xml"].replace(b"</w:fonts>", fonts.encode())
    settings = f'<w:docVars><w:docVar w:name="{WRITER}" w:val="C:\\甲"/></w:docVars></w:settings>'
    parts["word/settings.xml"] = parts["word/settings.xml"].replace(b"</w:settings>", settings.encode())
    assert f'xmlns:w="{w}"' in parts["word/styles.xml"].decode()
    creator = f"<dc:creator>{WRITER}</dc:creator><dc:title>".encode()
    parts["docProps/core.xml"] = parts["docProps/core.xml"].replace(b"<dc:title>", creator)
    app = f"<Company>{OFFICE}</Company><Template>C:\\甲\\{WRITER}.dotx</Template></Properties>"
    parts["docProps/app.xml"] = parts["docProps/app.xml"].replace(b"</Properties>", app.encode())
    path = report.parent / "审定.docx"
    path.write_bytes(zipped({**parts, "docProps/thumbnail.jpeg": WRITER.encode()}))
    return path


@pytest.mark.parametrize("clean", [False, True])
def test_names_that_nobody_reads_name_nobody(tmp_path: Path, clean: bool) -> None:
    report = signed_in_every_place(home(tmp_path))
    target = tmp_path / "出.docx"
    generator.publish(report, tmp_path / "甲.xlsx", target, clean=clean)
    everything = "\n".join(name + content.decode("utf-8", "replace") for name, content in unzipped(target.read_bytes()).items())
    assert [told for told in (WRITER, OFFICE, "C:\\", "样式”", "docVar") if told in everything] == []
    assert "自定义样式1" in everything
    assert "人写的一段。见前。" in text_of(target)
    assert faults_of(target) == []


def test_a_name_or_a_path_that_can_not_be_taken_out_is_told(tmp_path: Path) -> None:
    report = signed_in_every_place(home(tmp_path))
    font = Xml(f'<w:r><w:rPr><w:rFonts w:eastAsia="{WRITER}手写体"/></w:rPr><w:t>字</w:t></w:r>')
    parts = unzipped(report.read_bytes())
    parts[DOCUMENT] = parts[DOCUMENT].replace("人写的一段。".encode(), f"人写的一段。</w:t></w:r>{font}<w:r><w:t>".encode())
    report.write_bytes(zipped(parts))
    for clean in (False, True):
        assert [(told.code, told.message) for told in refusals(report, clean=clean)] == [
            ("publish-leftover", f"文件里（{part}）还有编写人、单位的名称或文件的路径“{WRITER}”")
            for part in ("word/document.xml", "word/fontTable.xml")
        ]


def test_the_rate_of_a_withheld_indicator_is_withheld(tmp_path: Path) -> None:
    assert [told.message for told in refusals(edited(home(tmp_path), replaced("逐年提高", "同比上升24.79%")))] == [
        "不能断定能不能公开：含有不公开的内容“24.79%”，和不公开的指标“警力”（指标!D4）的数相同"
    ]


def test_a_width_or_a_mark_that_has_the_digits_of_a_withheld_figure_is_no_leftover(tmp_path: Path) -> None:
    report = home(tmp_path, settings=SETTINGS + "[options]\nappendix = true\n")
    wide = p("全年召开现场会五次。", properties='<w:ind w:left="4867"/>')
    marked = p(Xml('<w:bookmarkStart w:id="4867" w:name="_fz4867"/><w:r><w:t>又开了一次会。</w:t></w:r><w:bookmarkEnd w:id="4867"/>'))
    assert changed(report, behind(report, PUBLIC, wide, marked)) == (["全年召开现场会五次。", "又开了一次会。"], [])


def test_a_report_of_another_template_is_wrong_use(tmp_path: Path) -> None:
    report = home(tmp_path)
    make_template(tmp_path, name="大")
    with pytest.raises(WrongUse, match=r"是用模板“小”生成的，.*用的是“大”；请核对是不是拿错了工作簿；.*请用 -t 小"):
        published(report, template="大")


# What is refused


def test_what_is_left_open_is_listed_at_once_and_nothing_written(tmp_path: Path) -> None:
    report = home(tmp_path)
    comment = '<w:r><w:commentReference w:id="5"/></w:r></w:p>'
    told = said(
        report,
        lambda m: behind(
            report,
            PUBLIC,
            p("甲", inserted("新增")),
            p(deleted("旧话")),
            p("乙").replace("</w:p>", comment),
            p("丙", properties='<w:pPrChange w:id="9" w:author="x"><w:pPr/></w:pPrChange>'),
        )(m),
    )
    assert [each.partition("；")[0] for each in told] == [
        "第22段“甲新增”：1 处修订还没有处理（科员）：插入“新增”",
        "第23段“旧话”：1 处修订还没有处理（科员）：删除“旧话”",
        "第24段“乙”：批注“”还没有处理",
        "第25段“丙”：1 处修订还没有处理（x）：格式改动",
    ]


def test_blank_cells_of_公开_are_refused(tmp_path: Path) -> None:
    told = refusals(
        home(tmp_path, entries=ENTRIES.replace("加强普法宣传 | 是", "加强普法宣传 |"), indicators=INDICATORS.replace("400 | 是", "400 |"))
    )
    assert [(found.code, found.place.sheet, found.place.cell) for found in told] == [
        ("publication-undecided", "指标", "F3"),
        ("publication-undecided", "报告内容", "E9"),
    ]


def test_corrections_that_were_not_brought_in_are_named_with_their_cells(tmp_path: Path) -> None:
    report = home(tmp_path)
    book = load_workbook(tmp_path / "甲.xlsx")
    book["指标"]["D2"] = 595
    book["报告内容"]["D4"] = "办案中心如期建成，执法全程留痕，群众满意率逐年提高。"
    book.save(tmp_path / "甲.xlsx")
    told = [str(found) for found in refusals(report)]
    hint = "请先运行 fazhi update；已经更新过、稿中另有写法的：用稿中的，请把工作簿也改成一样，用工作簿的，请改稿中，再更新一次"
    assert told[0] == f"指标!D2：报告生成或上次更新时是“593起”，工作簿现在是“595起”；{hint}"
    assert told[1] == f"指标!D2：报告生成或上次更新时是“同比上升9.81%”，工作簿现在是“同比上升10.19%”；{hint}"
    assert len(told) == 3
    assert told[2].startswith("报告内容!D4：报告生成或上次更新时是“办案中心全部建成，")


def test_a_figure_typed_over_is_told_beside_what_the_workbook_says_now(tmp_path: Path) -> None:
    report = edited(home(tmp_path), replaced("593起", "600起"))

    def told(figure: int) -> list[str]:
        book = load_workbook(tmp_path / "甲.xlsx")
        book["指标"]["D2"] = figure
        book.save(tmp_path / "甲.xlsx")
        with pytest.raises(FindingsStop) as stop:
            generator.publish(report, tmp_path / "甲.xlsx", tmp_path / "公开.docx")
        return [found.message for found in stop.value.findings if found.code == "publish-changed-figure"]

    assert told(595) == ["稿中是“600起”，工作簿是“595起”（指标!D2）；同比、合计没有跟着变"]
    assert told(600) == []


def test_a_published_file_is_never_updated(tmp_path: Path) -> None:
    public = published(home(tmp_path)).path
    before = public.read_bytes()
    with pytest.raises(OverwriteRefused, match="公开版不能更新；请更正上报版后重新公开"):
        generator.update(public, tmp_path / "甲.xlsx", when=datetime(2026, 1, 1))
    assert public.read_bytes() == before


def draft_of(folder: Path) -> Path:
    """The draft of a workbook that misses a figure."""
    make_workbook(folder / "甲.xlsx", indicators=INDICATORS.replace("480 |", "|"), entries=ENTRIES)
    return build(folder / "甲.xlsx", folder / "草稿.docx", draft=True).path


def test_drafts_are_refused(tmp_path: Path) -> None:
    report = home(tmp_path)
    assert "publish-draft" in {found.code for found in refusals(draft_of(tmp_path))}
    make_workbook(tmp_path / "甲.xlsx", indicators=INDICATORS, entries=ENTRIES)
    assert [found.code for found in refusals(edited(report, replaced("群众满意率", "【待补：满意率】")))] == ["publish-draft"]


def test_a_draft_that_an_update_has_filled_in_is_published(tmp_path: Path) -> None:
    home(tmp_path)
    mine = edited(draft_of(tmp_path), replaced("逐年提高", "不断提高"))
    make_workbook(tmp_path / "甲.xlsx", indicators=INDICATORS, entries=ENTRIES)
    assert {found.code for found in refusals(mine)} == {"publish-draft"}
    assert generator.update(mine, tmp_path / "甲.xlsx", accept=True, when=datetime(2026, 1, 1)).is_settled
    assert "破案480起" in text_of(published(mine).path)


def test_files_that_remember_nothing_and_published_ones_are_refused(tmp_path: Path) -> None:
    report = home(tmp_path)
    done = shutil.copy(published(report).path, tmp_path / "发布.docx")
    with pytest.raises(UnusableFile, match="这是已经发布或报送用的文件，不能再发布"):
        published(Path(done))
    with pytest.raises(UnusableFile, match="里面没有生成时的记录"):
        published(build(tmp_path / "甲.xlsx", tmp_path / "新.docx", edition="公开").path)
    plain = stripped(report, tmp_path / "别的.docx")
    shutil.rmtree(tmp_path / ".fazhi")
    with pytest.raises(UnusableFile, match="不是本工具生成的报告"):
        published(plain)


def stripped(report: Path, path: Path) -> Path:
    """A copy that has lost its store, as programs that keep only the document leave it."""
    path.write_bytes(zipped({n: c for n, c in unzipped(report.read_bytes()).items() if not n.startswith(("customXml", "docProps"))}))
    return path


def test_a_report_that_lost_its_store_is_published_by_the_history_beside_it(tmp_path: Path) -> None:
    report = home(tmp_path)
    assert words(stripped(edited(report, replaced("全部建成", "如期建成")), tmp_path / "另存.docx")) == [
        line.replace("全部建成", "如期建成") for line in fresh(report)
    ]


# Passages that only the published edition has

WELCOME = "欢迎社会各界监督。"


def welcoming(folder: Path, closing: str = "{% if 版本 == '公开' %}" + WELCOME + "{% endif %}") -> Path:
    make_template(folder, SETTINGS, sections={"lead.md.j2": LEAD, "closing.md.j2": closing})
    return home(folder)


def test_a_passage_that_only_the_published_edition_has_comes_in_between_its_neighbours(tmp_path: Path) -> None:
    report = welcoming(tmp_path)
    assert WELCOME not in text_of(report)
    made = words(edited(report, replaced("加强普法宣传", "加强普法教育")))
    assert made == [line.replace("加强普法宣传", "加强普法教育") for line in fresh(report)]
    assert WELCOME in made
    assert faults_of(tmp_path / "公开.docx") == []


def test_a_sentence_of_the_template_that_goes_with_a_withheld_figure_is_told_too(tmp_path: Path) -> None:
    report = welcoming(tmp_path, "{% if 警力 %}全年投入警力{{ 警力 }}，成效明显。{% endif %}现予公布，请予监督。")
    done = published(report)
    assert "现予公布，请予监督。" in text_of(done.path).splitlines()
    told = [(tuple(map(str, each.cells)), each.text) for each in done.left_out if "成效明显" in each.text]
    assert told == [(("指标!D4",), "全年投入警力4867人次，成效明显。")]


def test_several_come_in_in_their_order(tmp_path: Path) -> None:
    report = welcoming(tmp_path, "{% if 版本 == '公开' %}" + WELCOME + "\n\n电话：12389。{% endif %}")
    assert words(report) == fresh(report)
    assert words(report)[-4:-2] == [WELCOME, "电话：12389。"]


def test_one_whose_neighbours_are_not_certain_any_more_stops_it(tmp_path: Path) -> None:
    report = welcoming(tmp_path)
    [told] = refusals(edited(report, behind(report, "加强普法宣传", p("另外说一件事。"))))
    assert (told.code, told.severity) == ("publish-passage-missing", "error")
    assert f"公开版里该有一段“{WELCOME}”" in told.message
    assert "之前，不能断定写在哪里" in told.message
    assert [found.code for found in refusals(edited(report, without(report, "加强普法宣传")))] == ["publish-passage-missing"]


def test_what_people_have_touched_is_never_overwritten_and_a_file_of_ours_is(tmp_path: Path) -> None:
    report = home(tmp_path)
    done = generator.publish(report, tmp_path / "甲.xlsx")
    assert done.path == tmp_path / "甲（公开版）.docx"
    assert generator.publish(report, tmp_path / "甲.xlsx").path == done.path
    parts = unzipped(done.path.read_bytes())
    done.path.write_bytes(zipped({**parts, "docProps/app.xml": parts["docProps/app.xml"].replace(b"fazhi", b"Word")}))
    with pytest.raises(OverwriteRefused, match="以后有人改过"):
        generator.publish(report, tmp_path / "甲.xlsx")
    with pytest.raises(WrongUse, match="文件名应以"):
        generator.publish(report, tmp_path / "甲.xlsx", tmp_path / "公开.pdf")
    with pytest.raises(OverwriteRefused, match="这就是要发布的报告"):
        generator.publish(report, tmp_path / "甲.xlsx", report)
    with pytest.raises(OverwriteRefused):
        generator.publish(report, tmp_path / "甲.xlsx", edited(report, replaced("全部建成", "建成")))


def test_a_clean_copy_says_the_same_and_remembers_nothing(tmp_path: Path) -> None:
    report = home(tmp_path)
    done = generator.publish(report, tmp_path / "甲.xlsx", clean=True)
    assert done.path == tmp_path / "报告（报送）.docx"
    assert text_of(done.path) == text_of(report)
    assert faults_of(done.path) == []
    assert b"_fz" not in b"".join(unzipped(done.path.read_bytes()).values())
    with pytest.raises(FindingsStop):
        generator.publish(edited(report, behind(report, PUBLIC, p(inserted("新增")))), tmp_path / "甲.xlsx", clean=True)


def test_whoever_left_changes_is_not_told_as_a_name_left_over(tmp_path: Path) -> None:
    report = edited(home(tmp_path), replaced("593起", "600起"))
    book = load_workbook(tmp_path / "甲.xlsx")
    book["指标"]["D2"] = 595
    book.save(tmp_path / "甲.xlsx")
    generator.update(report, tmp_path / "甲.xlsx", when=datetime(2023, 2, 1))
    assert {each.code for each in refusals(report, clean=True)} == {"publish-revision", "publish-comment", "publish-outdated"}


def test_text_boxes_and_controls_are_read_like_other_words(tmp_path: Path) -> None:
    report = home(tmp_path)
    declared = markup(report)
    assert "xmlns:wps" not in declared
    made = words(edited(report, behind(report, PUBLIC, control(p("一项控件里的话。")))))
    assert "一项控件里的话。" in made


def test_headers_follow_the_published_edition(tmp_path: Path) -> None:
    header = p("{{ 单位简称 }}{{ '公开' if 版本 == '公开' else '上报' }}")
    report = built(tmp_path, Xml("<w:p><w:r><w:t>{{p 正文 }}</w:t></w:r></w:p>"), header=header)
    made = text_of(published(report).path)
    assert "header: 我局公开" in made


@pytest.mark.office
def test_a_report_that_libreoffice_saved_is_published_the_same_and_opens_again(tmp_path: Path) -> None:
    report = home(tmp_path)
    saved = resaved(edited(report, replaced("全部建成", "如期建成")), tmp_path / "lo", "docx")
    there = Path(shutil.copy(saved, tmp_path / "审定.docx"))
    made = words(there)
    assert [line for line in made if line not in fresh(report)] == ["办案中心如期建成，执法全程留痕，群众满意率逐年提高。"]
    assert set(faults_of(tmp_path / "公开.docx")) <= set(faults_of(there))
    again = resaved(tmp_path / "公开.docx", tmp_path / "again", "txt").read_text(encoding="utf-8-sig")
    assert [line.replace("↵", "") for line in made] == [line for line in again.splitlines() if line.strip()]
