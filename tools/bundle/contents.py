"""What lies in every archive beside the program: how to use it, samples to try, the texts of the templates."""

from __future__ import annotations

from pathlib import Path

from tools.bundle.entries import Entry, read_tree

ROOT = Path(__file__).parent.parent.parent


def common(root: Path = ROOT) -> dict[str, Entry]:
    """The pages with their pictures, the licence, the sample workbooks and the templates.

    The folder of templates has a name of its own: in ``templates/`` the program would look for them.
    """
    return {
        **{name: Entry((root / name).read_bytes()) for name in ("README.zh-CN.md", "LICENSE")},
        **read_tree(root / "docs", "*.md", "images/*", under="docs"),
        **read_tree(root / "sample_data", "*.xlsx", under="sample_data"),
        **read_tree(root / "templates", "*/template.toml", "*/sections/*.j2", "*/report.docx", under="模板"),
    }
