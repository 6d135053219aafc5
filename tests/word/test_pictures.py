from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
from docx.shared import Mm

import generator
from generator.errors import FindingsStop, UnusableFile
from generator.word.pictures import MAX_PICTURE, Picture
from tests.support.pictures import bmp, gif, jpeg, png

EMU_A_MM = 36_000


def picture(folder: Path, across: int = 200, down: int = 100) -> Picture:
    path = folder / "a.png"
    path.write_bytes(png(across, down))
    return Picture.read(path)


def merged(template: docx.document.Document, context: dict[str, object]) -> docx.document.Document:
    before, after = io.BytesIO(), io.BytesIO()
    template.save(before)
    generator.render_docx(before.getvalue(), context, after)
    return docx.Document(after)


@pytest.mark.parametrize(("make", "kind"), [(png, "png"), (jpeg, "jpeg"), (gif, "gif"), (bmp, "bmp")])
def test_kind_and_size_are_read_from_the_file_not_from_its_name(tmp_path: Path, make: object, kind: str) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(make(30, 20))  # type: ignore[operator]
    found = Picture.read(path)
    assert (found.kind, found.across, found.down) == (kind, 30, 20)


@pytest.mark.parametrize("data", [b"", b"GIF89a", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xd9", b"\xff\xd8ab", png(0, 5), b"BMx"])
def test_what_is_no_picture_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.png").write_bytes(data)
    with pytest.raises(UnusableFile, match=r"a\.png：不是能用的图片"):
        Picture.read(tmp_path / "a.png")


def test_a_giant_picture_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(png(1, 1) + bytes(MAX_PICTURE))
    with pytest.raises(UnusableFile, match="超过 20 MB 的上限"):
        Picture.read(tmp_path / "a.png")


def test_a_picture_takes_its_own_size(tmp_path: Path) -> None:
    template = docx.Document()
    template.add_paragraph("前{{ 图 }}后")
    made = merged(template, {"图": picture(tmp_path, 96, 48)})
    (shape,) = made.inline_shapes
    assert (shape.width, shape.height) == (914_400, 457_200)
    assert made.paragraphs[0].text == "前后"


def test_a_wide_picture_takes_the_width_of_the_type_area_or_of_its_cell(tmp_path: Path) -> None:
    template = docx.Document()
    template.add_paragraph("{{ 图 }}")
    table = template.add_table(rows=1, cols=2)
    table.cell(0, 0).width = Mm(50)
    table.cell(0, 0).text = "{{ 图 }}"
    section = template.sections[0]
    area = section.page_width - section.left_margin - section.right_margin  # type: ignore[operator]
    first, second = merged(template, {"图": picture(tmp_path, 4000, 1000)}).inline_shapes
    assert abs(first.width - area) < EMU_A_MM
    assert abs(first.height * 4 - first.width) < 10
    assert Mm(50) - Mm(5) < second.width < Mm(50)


def test_a_picture_is_as_wide_as_the_template_says(tmp_path: Path) -> None:
    template = docx.Document()
    template.add_paragraph("{{ 图 | 宽(40) }}")
    (shape,) = merged(template, {"图": picture(tmp_path)}).inline_shapes
    assert (shape.width, shape.height) == (Mm(40), Mm(20))


def test_a_placeholder_keeps_its_width_and_takes_the_height_of_the_picture(tmp_path: Path) -> None:
    template = docx.Document()
    template.add_picture(io.BytesIO(png(50, 50)), width=Mm(30))
    template.inline_shapes[0]._inline.docPr.set("descr", "{{ 图 }}")
    given = picture(tmp_path)
    made = merged(template, {"图": given})
    (shape,) = made.inline_shapes
    assert (shape.width, shape.height) == (Mm(30), Mm(15))
    relation = shape._inline.graphic.graphicData.pic.blipFill.blip.embed
    assert made.part.related_parts[relation].blob == given.data


def test_the_same_picture_is_stored_once_and_shown_in_a_header_too(tmp_path: Path) -> None:
    template = docx.Document()
    template.add_paragraph("{{ 图 }}{{ 图 }}")
    template.sections[0].header.paragraphs[0].text = "{{ 图 }}"
    made = merged(template, {"图": picture(tmp_path)})
    names = [str(part.partname) for part in made.part.package.iter_parts() if "media" in str(part.partname)]
    assert names == ["/word/media/picture1.png"]
    ids = [shape._inline.docPr.get("id") for shape in made.inline_shapes]
    assert len(set(ids)) == 2
    assert "graphicData" in made.sections[0].header._element.xml


@pytest.mark.parametrize("tag", ["{{p 图 }}", "{{ 3 | 宽(4) }}", "{{ 图 | 宽(0) }}", "{{ 图 | 宽('a') }}"])
def test_a_picture_out_of_place_is_told(tmp_path: Path, tag: str) -> None:
    template = docx.Document()
    template.add_paragraph(tag)
    with pytest.raises(FindingsStop):
        merged(template, {"图": picture(tmp_path)})


def test_a_placeholder_for_words_is_told() -> None:
    template = docx.Document()
    template.add_picture(io.BytesIO(png(50, 50)), width=Mm(30))
    template.inline_shapes[0]._inline.docPr.set("descr", "{{ 图 }}")
    with pytest.raises(FindingsStop) as caught:
        merged(template, {"图": "文字"})
    assert "这里要换成图片，值却不是图片" in str(next(iter(caught.value.findings)))
