"""The reference documentation says what the code does, for every route."""

import re
from pathlib import Path

import pytest

from backend_api.reference import shapes
from backend_api.reference.__main__ import pages
from backend_api.reference.routes import Operation, application, operations

DOCS = Path(__file__).resolve().parents[3] / "docs"


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    return pages()


@pytest.fixture(scope="module")
def found() -> dict[tuple[str, str], Operation]:
    return {(operation.method, operation.path): operation for operation in operations(application())}


def test_the_pages_are_up_to_date(made: dict[str, str]) -> None:
    old = [name for name, text in made.items() if not _is(DOCS / name, text)]
    old += [f"api/{page.name}" for page in (DOCS / "api").glob("*.md") if f"api/{page.name}" not in made]
    assert old == [], "run: python -m backend_api.reference"


def _is(page: Path, text: str) -> bool:
    return page.exists() and page.read_text(encoding="utf-8") == text


def test_every_route_is_described(made: dict[str, str], found: dict[tuple[str, str], Operation]) -> None:
    described = {
        (method, path) for method, path, *_ in (operation.split(" ", 1) for operation in _headings(made, "## "))
    }
    assert {(method, path) for method, path in found} == described
    assert all(operation.described.get("description") for operation in found.values()), "give it a docstring"


def test_every_field_has_a_text() -> None:
    schemas = application().openapi()["components"]["schemas"]
    silent = [
        f"{name}.{row.name}"
        for name, schema in schemas.items()
        for row in shapes.rows(schema, schemas)
        if not row.text and "ValidationError" not in name
    ]
    assert silent == []


@pytest.mark.parametrize(
    ("bounds", "text"),
    [
        ({"minimum": 1.0, "maximum": 60.0}, "whole number, 1–60"),
        ({"minimum": 0}, "whole number, at least 0"),
        ({"maximum": 1e9}, "whole number, at most 1000000000"),
    ],
)
def test_bounds_are_said_as_people_write_them(bounds: dict[str, float], text: str) -> None:
    assert shapes.kind({"type": "integer", **bounds}) == text


def test_who_may_call_is_read_off_the_code(found: dict[tuple[str, str], Operation]) -> None:
    assert found["GET", "/healthz"].callers == ("anybody",)
    assert found["GET", "/contracts"].callers == ("a customer, `verified`",)
    assert found["POST", "/tickets"].callers == ("a customer, `channel`",)
    assert found["GET", "/identity/customers/{customer_id}"].callers == ("a service with the scope `gateway`",)
    audit = found["GET", "/audit/customers/{customer_id}"].callers
    assert audit == ("staff: `back_office`, `it`; or a service with the scope `operations`",)
    assert found["POST", "/tickets"].is_write
    assert not found["GET", "/contracts"].is_write


def test_links_lead_somewhere(made: dict[str, str]) -> None:
    anchors = {name: {_anchor(heading) for heading in _headings({name: text}, "#")} for name, text in made.items()}
    for name, text in made.items():
        folder = "" if "/" not in name else name.rsplit("/", 1)[0] + "/"
        for target in re.findall(r"\]\(([^)]+)\)", text):
            if target.startswith("http"):
                continue
            page, _, place = target.partition("#")
            full = name if not page else _normal(folder + page)
            assert full in made, f"{name}: {target}"
            assert not place or place in anchors[full], f"{name}: {target}"


def _normal(path: str) -> str:
    return path.replace("api/../", "")


def _headings(made: dict[str, str], mark: str) -> list[str]:
    wanted = re.compile(rf"^{mark}[#]* ?((?:GET|POST|PUT|PATCH|DELETE) /.*)$" if mark == "## " else r"^#+ (.*)$")
    return [found[1] for text in made.values() for line in text.splitlines() if (found := wanted.match(line))]


def _anchor(heading: str) -> str:
    heading = re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", heading)
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
