"""The names of the styles that a layout must have. The code names styles; fonts and sizes stand in the layout."""

from __future__ import annotations

from typing import Final

BODY: Final = "公文正文"
BLANK: Final = "空行"
TITLE: Final = "Title"
ADDRESSEE: Final = "主送机关"
HEADINGS: Final = ("heading 1", "heading 2", "heading 3", "heading 4")
RUN_IN_HEADINGS: Final = ("接排标题 1", "接排标题 2", "接排标题 3", "接排标题 4")
HEADING_WORDS: Final = ("标题 1 字", "标题 2 字", "标题 3 字", "标题 4 字")
LETTERHEAD_NOTE: Final = "版头标注"
LETTERHEAD_MARK: Final = "发文机关标志"
DOCUMENT_NUMBER: Final = "发文字号"
SIGNER: Final = "签发人姓名"
LETTERHEAD_RULE: Final = "版头分隔线"
ATTACHMENT_NOTE: Final = "附件说明"
SIGNATURE: Final = "署名"
DATE: Final = "成文日期"
ATTACHMENT_LABEL: Final = "附件标识"
ATTACHMENT_TITLE: Final = "附件标题"
TABLE: Final = "公文表格"
TABLE_HEAD: Final = "表头"
TABLE_TEXT: Final = "表格文字"
TABLE_UNIT: Final = "表格单位"
TABLE_NUMBER: Final = "表格数字"
COPIES: Final = "版记抄送"
PRINTED_BY: Final = "版记印发"
IMPRINT_OUTER_RULE: Final = "版记外线"
IMPRINT_INNER_RULE: Final = "版记内线"
TAIL: Final = "文末"
MISSING: Final = "待补"

# The built-in styles as Word and WPS show them to a Chinese user.
SHOWN_AS: Final = {TITLE: "标题", **{name: f"标题 {n}" for n, name in enumerate(HEADINGS, 1)}}

REQUIRED: Final = (
    BODY, BLANK, TITLE, ADDRESSEE, *HEADINGS, *RUN_IN_HEADINGS, *HEADING_WORDS, LETTERHEAD_NOTE, LETTERHEAD_MARK,
    DOCUMENT_NUMBER, SIGNER, LETTERHEAD_RULE, ATTACHMENT_NOTE, SIGNATURE, DATE, ATTACHMENT_LABEL, ATTACHMENT_TITLE,
    TABLE, TABLE_HEAD, TABLE_TEXT, TABLE_UNIT, TABLE_NUMBER, COPIES, PRINTED_BY, IMPRINT_OUTER_RULE, IMPRINT_INNER_RULE, TAIL, MISSING,
)  # fmt: skip
CHARACTER: Final = frozenset((*HEADING_WORDS, SIGNER, MISSING))  # character styles; all others but TABLE are of paragraphs
