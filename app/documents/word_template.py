"""Fill a Word template that the office may have edited.

The template is somebody's file: it is rendered in a sandbox, a slip in it becomes a sentence, and what is
filled in is printed as it is, whatever signs a name contains.
"""

import re
import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Final, Protocol, cast

from docx.document import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.styles.style import ParagraphStyle
from docxtpl.template import DocxTemplate
from jinja2 import Environment, StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from app.core.errors import UserError
from app.documents.fixed_zip import fixed_zip

# XML cannot hold these, and docxtpl turns tabs and line ends into breaks: in names they are slips of typing.
_CONTROLS: Final = re.compile("[\u0000-\u001f\u007f\ud800-\udfff\ufffe\uffff]")
# As character references they survive docxtpl, which reads {_{ and the like as braces once more.
_SIGNS: Final = {"{": Markup("&#123;"), "}": Markup("&#125;"), "%": Markup("&#37;")}


class _Renderer(Protocol):
    """What we use of docxtpl, which is only half typed."""

    def get_docx(self) -> Document: ...
    def render(self, context: dict[str, object], jinja_env: Environment) -> None: ...
    def save(self, filename: BytesIO) -> None: ...


class WordTemplate:
    """A template, opened; UserError where there is none or it is no Word file.

    ``document`` may be adjusted before filling: what depends on the length of a text no template can say.
    """

    def __init__(self, path: Path) -> None:
        if not path.is_file():
            raise UserError(f"找不到 Word 模板“{path.name}”，应放在 {path.parent}。")
        self._name = path.name
        self._renderer = cast("_Renderer", DocxTemplate(BytesIO(path.read_bytes())))
        try:
            self.document = self._renderer.get_docx()
        except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError) as fault:
            raise UserError(
                f"Word 模板“{path.name}”打不开，可能不是 .docx 文件或已损坏；请换回程序自带的模板。"
            ) from fault

    def style(self, name: str) -> ParagraphStyle | None:
        """Give a style by the name Word shows, or None where the office has removed it."""
        found = next((style for style in self.document.styles if style.name == name), None)
        return found if isinstance(found, ParagraphStyle) else None

    def fill(self, context: Mapping[str, object], title: str, author: str) -> bytes:
        """Give the paper's bytes, the same for the same content; UserError where the template has a slip."""
        try:
            self._renderer.render(dict(context), _environment())
        except (TemplateError, TypeError, ArithmeticError) as fault:
            raise UserError(
                f"Word 模板“{self._name}”里有写错的地方：{fault}。请改正模板，或换回程序自带的模板。"
            ) from fault
        properties = self.document.core_properties
        properties.title, properties.author, properties.last_modified_by = title, author, author
        target = BytesIO()
        self._renderer.save(target)
        return fixed_zip(target.getvalue())


def _environment() -> Environment:
    return ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined, finalize=_verbatim)


def _verbatim(value: object) -> Markup:
    if isinstance(value, Markup):
        return value
    text = escape(_CONTROLS.sub(" ", str(value)))
    for sign, reference in _SIGNS.items():
        text = text.replace(sign, reference)
    return text
