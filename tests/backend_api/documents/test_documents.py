"""Papers over HTTP: a code binds them to their matter, pages are missing until they come, staff look at each."""

import hashlib
from typing import Any
from uuid import uuid4

import pytest

from tests.backend_api import world
from tests.backend_api.conftest import ACTIONS_SECRET, Api
from tests.backend_api.documents import rows
from tests.backend_api.products.rows import A_PARTNER, B_PARTNER
from tests.backend_api.returns import rows as returns

STAFF = world.uid(9001)
PDF = b"%PDF-1.7\n% a scan"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00"


def as_anna(api: Api, level: str = "verified") -> str:
    return api.fact(world.ANNA.customer, level)


def as_staff(api: Api, *roles: str) -> str:
    return api.fact(person=STAFF, roles=list(roles or ("back_office",)))


def as_partner(api: Api, number: int = B_PARTNER) -> str:
    return api.fact(partner=world.uid(number), person=world.uid(number + 1))


def put(api: Api, path: str, content: bytes, fact: str | None, key: str | None = None) -> Any:
    headers = api.headers(fact=fact) | {"Idempotency-Key": key or str(uuid4())}
    return api.client.put(path, content=content, headers=headers)


def expect(api: Api, **changes: Any) -> Any:
    body = {"kind": "authority", "matter": {"kind": "contract", "number": "V-001000"}} | changes
    return api.done("POST", "/documents", fact=as_anna(api, "channel"), body=body)


def check(api: Api, document_id: str, page: int, state: str, *, signed: bool | None = None) -> Any:
    path = f"/staff/documents/{document_id}/pages/{page}"
    return api.ask("PUT", path, fact=as_staff(api), body={"state": state, "signature_seen": signed})


@pytest.mark.capability("V23")
def test_one_code_binds_a_paper_to_its_matter_whatever_way_it_comes(api: Api) -> None:
    paper = expect(api, pages=2, signature_on=[2])
    code = paper["code"]
    assert (paper["state"], paper["pages_needed"]) == ("expected", [1, 2])
    resolved = api.done("GET", f"/staff/papers/{code.lower()}", fact=as_staff(api))
    assert (resolved["matter_kind"], resolved["matter_number"]) == ("contract", "V-001000")
    assert resolved["document_id"] == paper["id"]
    photo = put(api, f"/papers/{code}/files/1", PNG, as_anna(api, "channel")).json()
    assert (photo["matter_number"], photo["pages_needed"], photo["state"]) == ("V-001000", [2], "incomplete")
    letter = put(api, f"/staff/papers/{code}/files/2", PDF, as_staff(api, "agent")).json()
    assert (letter["document_id"], letter["pages_needed"], letter["state"]) == (paper["id"], [], "complete")
    joined = api.json(f"/documents/{paper['id']}", world.ANNA.customer)
    assert [version["uploaded_by_kind"] for version in joined["versions"]] == ["customer", "staff"]
    of_contract = api.json("/documents", world.ANNA.customer, matter_kind="contract", matter_number="V-001000")
    assert paper["id"] in [item["id"] for item in of_contract["items"]]


@pytest.mark.capability("B26")
def test_signed_pages_come_back_are_checked_and_asked_for_again(api: Api) -> None:
    pack = api.done("POST", "/documents/packs", fact=as_anna(api), body={"contract_number": "V-001000"})
    assert [page["title_key"] for page in pack["pages"]] == ["cover", "contract"]
    code, item = pack["code"], pack["id"]
    assert put(api, f"/papers/{code}/files/1", PNG, as_anna(api, "channel")).json()["pages_needed"] == [2]
    assert put(api, f"/papers/{code}/files/2", PDF, as_anna(api, "channel")).json()["state"] == "complete"
    assert check(api, item, 1, "accepted").json()["state"] == "complete"
    unsigned = check(api, item, 2, "accepted")
    assert (unsigned.status_code, unsigned.json()["code"]) == (409, "signature_missing")
    blurred = check(api, item, 2, "unreadable", signed=False).json()
    assert (blurred["state"], blurred["pages_needed"]) == ("incomplete", [2])
    again = put(api, f"/documents/{item}/files/2", PDF + b" sharper", as_anna(api, "channel")).json()
    assert (again["state"], again["version"]) == ("complete", 3)
    done = check(api, item, 2, "accepted", signed=True).json()
    assert (done["state"], done["pages_needed"]) == ("accepted", [])
    assert api.json(f"/documents/{item}", world.ANNA.customer)["accepted_at"] == "2026-11-20T10:15:00Z"


@pytest.mark.capability("B25")
def test_all_papers_of_a_contract_are_one_pdf_to_print(api: Api) -> None:
    body = {"contract_number": "V-001000", "with_authority": True}
    pack = api.done("POST", "/documents/packs", fact=as_anna(api), body=body)
    assert [(page["title_key"], page["needs_signature"]) for page in pack["pages"]] == [
        ("cover", False),
        ("contract", True),
        ("authority", True),
    ]
    printed = api.get(f"/documents/{pack['id']}/pack", world.ANNA.customer)
    assert (printed.status_code, printed.headers["content-type"]) == (200, "application/pdf")
    assert printed.headers["content-disposition"] == 'attachment; filename="V-001000.pdf"'
    assert printed.content.startswith(b"%PDF-")
    paper = api.get(f"/documents/{rows.document_id(1000)}/pack", world.ANNA.customer)
    assert paper.status_code == 404, "an authority alone is no pack"


def test_the_same_bytes_again_are_the_same_file(api: Api) -> None:
    paper = expect(api)
    path = f"/documents/{paper['id']}/files/all"
    first, again = put(api, path, PDF, as_anna(api)).json(), put(api, path, PDF, as_anna(api)).json()
    assert first == again
    (version,) = api.json(f"/documents/{paper['id']}", world.ANNA.customer)["versions"]
    assert version["sha256"] == hashlib.sha256(PDF).hexdigest()
    assert (version["content_type"], version["size_bytes"]) == ("application/pdf", len(PDF))
    key = str(uuid4())
    assert put(api, path, PNG, as_anna(api), key).json() == put(api, path, PNG, as_anna(api), key).json()
    assert put(api, path, PDF, as_anna(api), key).status_code == 409


def test_a_file_comes_back_as_it_was_and_never_as_a_page(api: Api) -> None:
    paper = expect(api)
    for content in (PDF, PNG):
        put(api, f"/documents/{paper['id']}/files/1", content, as_anna(api))
    latest = api.get(f"/documents/{paper['id']}/file", world.ANNA.customer)
    assert (latest.content, latest.headers["content-type"]) == (PNG, "image/png")
    assert latest.headers["content-disposition"] == 'attachment; filename="authority-2.png"'
    assert latest.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in latest.headers["content-security-policy"]
    assert api.get(f"/documents/{paper['id']}/file", world.ANNA.customer, version=1).content == PDF
    assert api.get(f"/documents/{paper['id']}/file", world.ANNA.customer, version=3).status_code == 404
    assert api.get(f"/documents/{expect(api)['id']}/file", world.ANNA.customer).status_code == 404
    staff = api.ask("GET", f"/staff/documents/{paper['id']}/file", fact=as_staff(api))
    assert staff.content == PNG


def test_reading_needs_more_proof_than_handing_in(api: Api) -> None:
    paper = expect(api)
    put(api, f"/documents/{paper['id']}/files/all", PDF, as_anna(api, "channel"))
    for path in ("/documents", f"/documents/{paper['id']}", f"/documents/{paper['id']}/file"):
        assert api.get(path, world.ANNA.customer, "channel").status_code == 403
    assert put(api, f"/documents/{paper['id']}/files/all", PDF, None).status_code == 403


@pytest.mark.parametrize(
    ("content", "status", "code"),
    [
        (b"<html>", 415, "file_kind_refused"),
        (b"MZ\x90\x00" * 10, 415, "file_kind_refused"),
        (PDF + b"x" * 10_000_000, 413, "file_too_large"),
        (b"", 415, "file_kind_refused"),
    ],
)
def test_what_is_not_taken_in(api: Api, content: bytes, status: int, code: str) -> None:
    path = f"/documents/{rows.document_id(1000)}/files/all"
    answer = put(api, path, content, as_anna(api))
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_a_file_without_its_length_is_not_read(api: Api) -> None:
    headers = api.headers(fact=as_anna(api)) | {"Idempotency-Key": str(uuid4())}
    path = f"/documents/{rows.document_id(1000)}/files/all"
    answer = api.client.put(path, content=iter([PDF]), headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (411, "length_missing")


@pytest.mark.parametrize("pages", ["3", "1,9", "0", "x", "1,"])
def test_pages_that_are_not_there(api: Api, pages: str) -> None:
    answer = put(api, f"/documents/{rows.document_id(1000)}/files/{pages}", PDF, as_anna(api))
    assert answer.status_code in (404, 422)


def test_a_wrong_code_says_what_is_wrong_before_anything_is_looked_up(api: Api) -> None:
    answer = put(api, "/papers/1000-0000-01Z/files/1", PDF, as_anna(api, "channel"))
    assert (answer.status_code, answer.json()["details"]) == (422, {"problem": "check_digit"})
    unknown = put(api, f"/papers/{rows.UNKNOWN_CODE}/files/1", PDF, as_anna(api, "channel"))
    foreign = put(api, f"/papers/{rows.CODES[2000]}/files/1", PDF, as_anna(api, "channel"))
    assert (foreign.status_code, foreign.content) == (404, unknown.content)
    unknown_to_staff = api.ask("GET", f"/staff/papers/{rows.UNKNOWN_CODE}", fact=as_staff(api))
    assert unknown_to_staff.status_code == 404


def test_partners_have_papers_of_their_own(api: Api) -> None:
    body = {"kind": "contract", "matter": {"kind": "order", "number": returns.order_number(1000, 1)}}
    paper = api.done("POST", "/partner/documents", fact=as_partner(api), body=body)
    path = f"/partner/documents/{paper['id']}"
    assert put(api, f"{path}/files/all", PDF, as_partner(api)).status_code == 200
    assert api.ask("GET", f"{path}/file", fact=as_partner(api)).content == PDF
    assert paper["id"] in api.ask("GET", "/partner/documents", fact=as_partner(api)).text
    other = as_partner(api, A_PARTNER)
    assert api.ask("GET", path, fact=other).status_code == 404
    assert api.ask("GET", f"{path}/file", fact=other).status_code == 404
    assert put(api, f"{path}/files/all", PDF, other).status_code == 404
    assert api.get(f"/documents/{paper['id']}", world.ANNA.customer).status_code == 404
    assert api.ask("POST", "/partner/documents", fact=other, body=body).status_code == 404


def test_staff_see_what_waits_to_be_checked(api: Api) -> None:
    paper = expect(api)
    put(api, f"/documents/{paper['id']}/files/all", PDF, as_anna(api))
    waiting = api.done("GET", "/staff/documents", fact=as_staff(api), params={"state": "complete", "limit": 100})
    assert paper["id"] in [item["id"] for item in waiting["items"]]
    shown = api.done("GET", f"/staff/documents/{paper['id']}", fact=as_staff(api, "agent"))
    assert shown["customer_id"] == str(world.ANNA.customer)
    early = check(api, str(rows.document_id(2000)), 1, "accepted")
    assert (early.status_code, early.json()["code"]) == (409, "page_not_there")
    assert check(api, paper["id"], 7, "accepted").json()["code"] == "page_unknown"
    assert api.ask("GET", "/staff/documents", fact=as_anna(api)).status_code == 403
    agent = api.ask(
        "PUT", f"/staff/documents/{paper['id']}/pages/1", fact=as_staff(api, "agent"), body={"state": "accepted"}
    )
    assert agent.status_code == 403, "the back office accepts"


def test_the_secret_is_asked_for_before_the_file(api: Api) -> None:
    answer = api.client.put(f"/documents/{rows.document_id(1000)}/files/all", content=PDF)
    assert answer.status_code == 401
    assert ACTIONS_SECRET not in answer.text
