"""Writes the reference documentation: by topic, every route with who may call it, what goes in and what comes out."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from backend_api.reference import shapes
from backend_api.reference.routes import Operation, application, operations

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from backend_api.reference.shapes import Schemas

_HEADERS = {"wattline-secret", "wattline-identity", "idempotency-key"}
_LONGEST_EXAMPLE = 60
_WIDEST_LINE = 110
_SHAPE = re.compile(r'"#/components/schemas/([^"]+)"')
_CODE = re.compile(r"`(\w+)`: ")

_HOW_TO_ASK = Path(__file__).with_name("how_to_ask.md")


def write() -> dict[str, str]:
    """The pages by name under ``docs/``: an overview, and one per topic."""
    app = application()
    schemas: Schemas = app.openapi()["components"]["schemas"]
    by_tag: dict[str, list[Operation]] = defaultdict(list)
    for operation in operations(app):
        by_tag[operation.tag].append(operation)
    pages = {"api.md": _overview(by_tag)}
    for tag, found in by_tag.items():
        lines = [*_topic(tag, _in_order(found), schemas), *_shapes(_used(found, schemas), schemas)]
        pages[_page_of(tag)] = "\n".join(lines).rstrip() + "\n"
    return pages


def _overview(by_tag: dict[str, list[Operation]]) -> str:
    lines = [_HOW_TO_ASK.read_text(encoding="utf-8")]
    for tag in sorted(by_tag):
        lines += [f"### [{tag.capitalize()}]({_page_of(tag)})\n", "| | who may call | |\n|---|---|---|"]
        for operation in _in_order(by_tag[tag]):
            title = f"{operation.method} {operation.path}"
            link = f"[`{title}`]({_page_of(tag)}#{_heading_anchor(title)})"
            text = _first_sentence(operation.described.get("description", ""))
            lines.append(f"| {link} | {'; '.join(operation.callers)} | {text} |")
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def _page_of(tag: str) -> str:
    return f"api/{tag.replace(' ', '-')}.md"


def _in_order(found: list[Operation]) -> list[Operation]:
    return sorted(found, key=lambda operation: (operation.path, operation.method))


def _topic(tag: str, found: list[Operation], schemas: Schemas) -> Iterator[str]:
    yield f"# {tag.capitalize()}\n"
    yield "Made by `python -m backend_api.reference`. [How to ask, and all topics](../api.md).\n"
    for operation in found:
        yield from _operation(operation, schemas)


def _operation(operation: Operation, schemas: Schemas) -> Iterator[str]:
    described = operation.described
    yield f"## {operation.method} {operation.path}\n"
    yield described.get("description", "").strip() + "\n"
    key = " Needs an `Idempotency-Key`." if operation.is_write else ""
    yield f"**Who may call:** {'; '.join(operation.callers)}.{key}\n"
    yield from _parameters(described.get("parameters", []))
    yield from _body(described, schemas)
    yield from _answers(described["responses"], schemas)


def _parameters(parameters: list[dict[str, Any]]) -> Iterator[str]:
    told = [parameter for parameter in parameters if parameter["name"] not in _HEADERS]
    if told:
        yield "| parameter | in | type | |\n|---|---|---|---|"
        for parameter in told:
            schema = {key: value for key, value in parameter["schema"].items() if key != "description"}
            text = shapes.text_of(schema | {"description": parameter.get("description", "")})
            name = f"`{parameter['name']}`" + (" *" if parameter.get("required") else "")
            yield _row(name, parameter["in"], shapes.kind(schema), text)
        yield ""


def _body(described: dict[str, Any], schemas: Schemas) -> Iterator[str]:
    for media, content in described.get("requestBody", {}).get("content", {}).items():
        schema = content.get("schema", {})
        name = shapes.name_of(schema)
        if name is not None:
            text = schemas[name].get("description", name)
            yield f"**Body** ({media}), {shapes.kind(schema)}: {text} A star: must be given.\n"
            yield from _fields(schemas[name], schemas)
        else:
            yield f"**Body** ({media}): {shapes.kind(schema)}\n"
        if media == "application/json":
            yield from _example(schema, schemas)


def _answers(responses: dict[str, Any], schemas: Schemas) -> Iterator[str]:
    refusals: list[str] = []
    for status, response in sorted(responses.items()):
        if int(status) < 400:
            for media, content in response.get("content", {"": {}}).items():
                shown = "" if media in ("application/json", "") else f" ({media})"
                kind = shapes.kind(content.get("schema", {})) if media == "application/json" else "nothing else"
                yield f"**Answers {status}**{shown}: {kind}\n"
                if media == "application/json":
                    yield from _example(content.get("schema", {}), schemas)
        else:
            refusals += _refusals(status, response["description"])
    if refusals:
        yield "**Refuses with**\n"
        yield from refusals
        yield ""


def _refusals(status: str, text: str) -> Iterator[str]:
    """What is particular to this route; the general ones are said at the top."""
    pieces = _CODE.split(text)
    for code, message in zip(pieces[1::2], pieces[2::2], strict=True):
        if code not in ("secret_invalid", "identity_invalid", "busy", "request_invalid"):
            yield f"- `{status} {code}`: {message.strip()}"


def _example(schema: dict[str, Any], schemas: Schemas) -> Iterator[str]:
    written = _compact(shapes.example(schema, schemas))
    if len(written.splitlines()) <= _LONGEST_EXAMPLE:
        yield f"<details><summary>Example</summary>\n\n```json\n{written}\n```\n\n</details>\n"


def _compact(value: Any, indent: int = 0) -> str:
    """JSON that breaks a line only where it would become too long."""
    short = json.dumps(value, ensure_ascii=False)
    if len(short) + indent <= _WIDEST_LINE or not isinstance(value, dict | list) or not value:
        return short
    pad, end = " " * (indent + 2), " " * indent
    if isinstance(value, list):
        items = [_compact(item, indent + 2) for item in value]
        return "[\n" + ",\n".join(pad + item for item in items) + f"\n{end}]"
    pairs = [f"{json.dumps(key)}: {_compact(item, indent + 2)}" for key, item in value.items()]
    return "{\n" + ",\n".join(pad + pair for pair in pairs) + f"\n{end}}}"


def _used(found: list[Operation], schemas: Schemas) -> list[str]:
    """The shapes that a topic speaks of, with those inside them."""
    used: set[str] = set()
    waiting = [_SHAPE.findall(json.dumps(operation.described)) for operation in found]
    while waiting:
        for name in waiting.pop():
            if name not in used and name != "ErrorBody":
                used.add(name)
                waiting.append(_SHAPE.findall(json.dumps(schemas[name])))
    return sorted(used)


def _shapes(names: list[str], schemas: Schemas) -> Iterator[str]:
    if names:
        yield "## Shapes\n"
    for name in names:
        yield f"### {name}\n"
        yield schemas[name].get("description", "").strip() + "\n"
        if schemas[name].get("properties"):
            yield from _fields(schemas[name], schemas)
        elif "enum" in schemas[name]:
            yield shapes.kind(schemas[name]) + "\n"


def _fields(schema: dict[str, Any], schemas: Schemas) -> Iterable[str]:
    yield "| field | type | |\n|---|---|---|"
    for row in shapes.rows(schema, schemas):
        yield _row(f"`{row.name}`" + (" *" if row.needed else ""), row.kind, row.text)
    yield ""


def _row(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _first_sentence(text: str) -> str:
    line = " ".join(text.split())
    return (re.split(r"(?<=[.])\s", line, maxsplit=1)[0] if line else "").replace("|", "\\|")


def _heading_anchor(title: str) -> str:
    """As GitHub makes it from a heading."""
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")
