"""Reads JSON schemas: fields as rows of a table, and an example of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

type Schemas = dict[str, dict[str, Any]]

_PREFIX = "#/components/schemas/"
_DEEPEST = 5
_BY_FORMAT = {
    "uuid": "0192f0c1-7c1e-7000-8000-2f6f1d3c5a10",
    "date": "2026-11-20",
    "date-time": "2026-11-20T10:15:00Z",
    "time": "09:00:00",
    "binary": "...",
}
_BY_NAME = {
    "amount": "42.50",
    "currency": "EUR",
    "country": "DE",
    "language": "de",
    "number": "O-1000001",
    "postcode": "50667",
    "city": "Köln",
    "street": "Domstr.",
    "house_number": "12a",
    "name": "Nowak",
    "first_name": "Maria",
    "phone": "+4915112345678",
    "email": "maria@example.com",
    "iban": "DE89370400440532013000",
    "code": "not_found",
    "url": "https://hooks.example/wattline",
}


@dataclass(frozen=True)
class Row:
    """One field."""

    name: str
    kind: str
    """Type in words, with a link where it is another shape."""
    needed: bool
    text: str


def name_of(schema: dict[str, Any]) -> str | None:
    """The name of the shape that is referred to, if it is one."""
    ref: str | None = schema.get("$ref")
    return None if ref is None else ref.removeprefix(_PREFIX)


def anchor(name: str) -> str:
    """Where a shape is described on the page."""
    return f"#{name.lower()}"


def rows(schema: dict[str, Any], schemas: Schemas) -> list[Row]:
    """The fields of an object; one without a text has that of the shape it is."""
    needed = set(schema.get("required", ()))
    return [
        Row(name, kind(field), name in needed, text_of(field) or text_of(schemas.get(name_of(field) or "", {})))
        for name, field in schema.get("properties", {}).items()
    ]


def text_of(field: dict[str, Any]) -> str:
    """Its description, on one line, with what is taken when it is left out."""
    text = " ".join(str(field.get("description", "")).split())
    default = field.get("default")
    if default not in (None, [], {}, ""):
        text = f"{text} Left out: `{default}`.".strip()
    return text


def kind(schema: dict[str, Any]) -> str:
    """A type in words."""
    if (name := name_of(schema)) is not None:
        return f"[{name}]({anchor(name)})"
    if "const" in schema or "enum" in schema:
        return " · ".join(f"`{value}`" for value in schema.get("enum", [schema.get("const")]))
    for key in ("anyOf", "oneOf", "allOf"):
        if key in schema:
            return " or ".join(dict.fromkeys(kind(option) for option in schema[key]))
    if schema.get("type") == "array":
        return f"list of {kind(schema.get('items', {}))}"
    return _map(schema) if schema.get("type") == "object" else _simple(schema)


def example(schema: dict[str, Any], schemas: Schemas, *, name: str = "", depth: int = 0) -> Any:
    """Something that fits, the same every time."""
    for key in ("example", "const", "default"):
        if schema.get(key) not in (None, []):
            return schema[key]
    if (ref := name_of(schema)) is not None:
        return example(schemas[ref], schemas, name=name, depth=depth)
    if "enum" in schema:
        return schema["enum"][0]
    for key in ("anyOf", "oneOf", "allOf"):
        if key in schema:
            return example(schema[key][0], schemas, name=name, depth=depth)
    return _example_of_type(schema, schemas, name, depth)


def _example_of_type(schema: dict[str, Any], schemas: Schemas, name: str, depth: int) -> Any:
    wanted = schema.get("type")
    if wanted == "object":
        fields = schema.get("properties", {}).items() if depth < _DEEPEST else ()
        return {key: example(field, schemas, name=key, depth=depth + 1) for key, field in fields}
    if wanted == "array":
        return [] if depth >= _DEEPEST else [example(schema.get("items", {}), schemas, name=name, depth=depth + 1)]
    text = _BY_FORMAT.get(schema.get("format", ""), _BY_NAME.get(name, "text"))
    least = _bound(schema.get("minimum", 1))
    plain = {"integer": least, "number": least, "boolean": True, "string": text}
    return plain.get(str(wanted))


def _map(schema: dict[str, Any]) -> str:
    values = schema.get("additionalProperties")
    return f"object of {kind(values)}" if isinstance(values, dict) and values else "object"


def _simple(schema: dict[str, Any]) -> str:
    wanted = schema.get("type")
    word = {"null": "null", "integer": "whole number", "boolean": "yes or no"}.get(
        str(wanted), str(wanted or "anything")
    )
    formats = {"uuid": "id", "date": "date", "date-time": "time (UTC)", "time": "time of day", "binary": "file"}
    word = formats.get(schema.get("format", ""), word)
    low, high = schema.get("minimum"), schema.get("maximum")
    if low is not None and high is not None:
        return f"{word}, {_bound(low)}–{_bound(high)}"
    if low is not None:
        return f"{word}, at least {_bound(low)}"
    if high is not None:
        return f"{word}, at most {_bound(high)}"
    if schema.get("maxLength"):
        return f"{word}, at most {schema['maxLength']} characters"
    return word


def _bound(value: float) -> float:
    """1 for 1.0, as bounds come out of the models."""
    return int(value) if value == int(value) else value
