"""What another machine does: here in a process of its own, or in this one, which has no folder of the workbook either way."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from generator.batch_cli import told
from generator.errors import UnusableFile
from generator.pipeline import shipping
from generator.pipeline.batch import Builder, Order, Outcome
from generator.pipeline.elsewhere import made
from generator.pipeline.shipping import Parcel, Reply, pictures, shelf
from tests.support.layouts import slot
from tests.support.pictures import png
from tests.support.reports import built
from tests.support.templates import SETTINGS, make_template
from tests.support.word import Xml, p
from tests.support.workbooks import make_workbook


def sent(order: Order, workbook: Path, **more: bytes) -> Reply:
    """The reply to a workbook, with pictures, as it comes through a wire."""
    parcel = Parcel(order, workbook, workbook.read_bytes(), more)
    through = pickle.loads(pickle.dumps((parcel, shelf(workbook.resolve().parent, order.template))))
    reply: Reply = pickle.loads(pickle.dumps(made(*through)))
    return reply


def here(order: Order, workbook: Path) -> Outcome:
    return Builder(order).built(workbook)


def test_the_report_is_the_same_with_the_template_beside_the_workbook(folder: Path) -> None:
    workbook, order = make_workbook(folder / "甲.xlsx"), Order(told)
    reply, outcome = sent(order, workbook), here(order, workbook)
    assert outcome.path is not None
    assert reply.report == outcome.path.read_bytes()
    assert (reply.outcome.status, reply.outcome.path) == (0, None)
    [kept] = (folder / ".fazhi").glob("*.store")
    assert reply.store is not None
    assert kept.read_bytes().endswith(reply.store)


def test_a_template_of_a_path_comes_with_the_one_that_it_extends(tmp_path: Path) -> None:
    make_template(tmp_path / "别处")
    make_template(tmp_path / "别处" / "市", 'extends = "小"\n', name="子")
    (tmp_path / "别处" / "市" / "templates" / "子").rename(tmp_path / "别处" / "templates" / "子")
    workbook = make_workbook(tmp_path / "甲.xlsx")
    order = Order(told, template=str(tmp_path / "别处" / "templates" / "子"))
    reply, outcome = sent(order, workbook), here(order, workbook)
    assert outcome.path is not None
    assert reply.report == outcome.path.read_bytes()


@pytest.mark.parametrize(
    ("items", "template"),
    [({"主送机关": "", "年度": "去年"}, "小"), ({}, "没有这个"), ({}, "坏/子")],
)
def test_what_is_wrong_is_said_in_the_same_words(folder: Path, items: dict[str, object], template: str) -> None:
    make_template(folder / "坏", SETTINGS + "\n[[parts]]\nname = 3\n", name="子")
    workbook = make_workbook(folder / "甲.xlsx", items=items)
    order = Order(told, template=template.replace("坏", str(folder / "坏" / "templates")))
    outcome = here(order, workbook)
    assert outcome.kind == "failed"
    assert sent(order, workbook) == Reply(outcome)


def test_what_is_no_workbook_is_said_in_the_same_words(folder: Path) -> None:
    workbook = folder / "甲.xlsx"
    workbook.write_bytes(b"PK\3\4 and no more")
    assert sent(Order(told), workbook) == Reply(here(Order(told), workbook))


def test_pictures_are_asked_for(folder: Path) -> None:
    (folder / "章.png").write_bytes(png(20, 20))
    report = built(folder, p("{{ 章 }}"), Xml(slot("正文")), settings=SETTINGS + '[[items]]\nname = "章"\n', items={"章": "章.png"})
    workbook = folder / "甲.xlsx"
    asked = sent(Order(told), workbook)
    assert (asked.report, asked.pictures) == (None, ("章.png",))
    found = pictures(folder, asked.pictures)
    assert found is not None
    assert sent(Order(told), workbook, **found).report == report.read_bytes()


def test_only_pictures_that_lie_in_the_folder_itself_are_sent(tmp_path: Path) -> None:
    (tmp_path / "甲.png").write_bytes(png(20, 20))
    (tmp_path / "乙.png").symlink_to("甲.png")
    (tmp_path / "密.txt").write_text("secret")
    assert pictures(tmp_path, ["甲.png"]) == {"甲.png": png(20, 20)}
    assert [pictures(tmp_path, ["甲.png", name]) for name in ("乙.png", "丙.png", "密.txt", "../甲.png")] == [None] * 4


def test_templates_that_are_too_large_are_not_sent(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shipping, "MOST_BYTES", 1000)
    with pytest.raises(UnusableFile, match="这里的模板合计超过"):
        shelf(folder, None)


def test_a_template_with_a_link_to_elsewhere_is_not_sent(folder: Path) -> None:
    (folder / "密.docx").write_bytes(b"secret")
    layout = folder / "templates" / "小" / "report.docx"
    layout.unlink()
    layout.symlink_to(folder / "密.docx")
    with pytest.raises(UnusableFile, match="这是指向别处的链接，或不是普通文件，不能发给集群"):
        shelf(folder, None)


def test_only_what_a_template_uses_is_sent(folder: Path) -> None:
    (folder / "templates" / "小" / "说明.txt").write_text("private")
    names = set(shelf(folder, None).files)
    assert names == {
        f"near/{folder.name}/templates/小/{name}" for name in ("template.toml", "report.docx", "sections/lead.md.j2", "sections/part.md.j2")
    }
