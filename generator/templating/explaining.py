"""What Jinja and Python complain of in a section text, said in Chinese to whoever keeps the template."""

from __future__ import annotations

import functools
import re
from decimal import InvalidOperation

from jinja2 import TemplateError

from generator.templating.limits import TooMuch
from generator.templating.values import Misuse

_SYNTAX = (
    (r"Encountered unknown tag '(.+?)'\..*", r"不认识的标签“\1”"),
    (
        r"Unexpected end of template\. .*innermost block that needs to be closed is '(.+?)'\.",
        r"文件到头了，{% \1 %} 还没有结束，缺少 {% end\1 %}",
    ),
    (r"unexpected end of template, expected '(.+?)'\.?", r"写到一半就结束了，还缺“\1”"),
    (r"Missing end of comment tag", "注释没有结束，缺少 #}"),
    (r"Missing end of raw directive", "{% raw %} 没有结束"),
    (r"expected token 'end of print statement', got '(.+?)'", r"多出了“\1”，{{ }} 里只写一个值"),
    (r"expected token 'end of statement block', got '='", "判断相等要写 ==，例如 {% if 版本 == '公开' %}"),
    (r"expected token 'end of statement block', got '(.+?)'", r"多出了“\1”"),
    (r"expected token '(.+?)', got '(.+?)'", r"这里应是“\1”，却是“\2”"),
    (r"Expected an expression, got 'end of print statement'", "花括号里没有内容"),
    (r"Expected an expression, got '(.+?)'", r"这里应是一个值，却是“\1”"),
    (r"unexpected char (?:'\"'|\"'\") at \d+", "引号没有结束"),
    (r"unexpected char '(.+?)' at \d+", r"不能用的符号“\1”"),
    (r"unexpected '(.+?)', expected '(.+?)'", r"多出了“\1”，这里应是“\2”"),
    (r"unexpected '(.+?)'", r"多出了“\1”"),
    (r"No test named '(.+?)'.*", r"没有“\1”这个判断"),
    (r"No filter named '(.+?)'.*", r"没有“\1”这个过滤器"),
    (r"block '(.+?)' defined twice", r"块“\1”写了两次"),
    (r"Block names .*", "块的名称不能用这个写法"),
    (r".*circular.*|.*cycle.*", "互相继承，成了一圈"),
)
_TOKENS = (
    ("end of statement block", "%}"),
    ("end of print statement", "}}"),
    ("begin of statement block", "{%"),
    ("begin of print statement", "{{"),
    ("end of template", "文件结尾"),
    ("“name”", "名称"),
)
_FAILURES: tuple[tuple[type[BaseException], str], ...] = (
    (RecursionError, "互相调用或继承，停不下来"),
    (ZeroDivisionError, "除数是 0"),
    (InvalidOperation, "这里的值不能计算"),
    (ArithmeticError, "算出来的数太大"),
    (LookupError, "没有这一项"),
    (TypeError, "这里的值不能这样用"),
    (ValueError, "这里的值不能这样用"),
)


# What a template can raise while it runs, besides TooMuch.
TEMPLATE_FAILURES = (
    TemplateError, Misuse, AttributeError, TypeError, ValueError, ArithmeticError, LookupError, RecursionError,
)  # fmt: skip


def syntax_in_chinese(message: str | None) -> str:
    """A message of Jinja's parser in Chinese; one that is not known stays as it is."""
    for pattern, chinese in _SYNTAX:
        found = re.match(pattern, message or "", re.DOTALL)
        if found:
            text = found.expand(chinese)
            return functools.reduce(lambda said, token: said.replace(*token), _TOKENS, text)
    return message or "写法不对"


def failure_in_chinese(error: BaseException) -> str:
    """Why an expression could not be worked out."""
    if isinstance(error, Misuse | TooMuch):
        return str(error)
    return next((text for kind, text in _FAILURES if isinstance(error, kind)), syntax_in_chinese(str(error)))
