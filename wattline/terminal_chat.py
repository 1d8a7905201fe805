"""A chat in the terminal, over the same HTTP interface as the web page."""

from typing import Any
from uuid import uuid4

import httpx2
from rich.console import Console
from rich.text import Text

WAIT_SECONDS = 25
"""How long an answer may take before the terminal is free again; the gateway waits at most 30 seconds."""


def talk(url: str, language: str, console: Console) -> None:
    """Talk until the customer ends the input or writes `/quit`.

    Args:
        url: Address of a running gateway.
        language: `en`, `de` or `pl`.
        console: Where to write.
    """
    try:
        with httpx2.Client(base_url=url, timeout=WAIT_SECONDS + 10, trust_env=False) as client:
            session = _checked(client.post("/chat/sessions", json={"language": language}))
            client.headers["Authorization"] = f"Bearer {session['token']}"
            console.print("[dim]A number picks a button, Enter looks for news, /quit ends.[/]")
            _converse(client, console)
    except httpx2.ConnectError:
        console.print(f"[red]✗[/] Nothing answers at {url}. Start the system with `make up` first.")


def _converse(client: httpx2.Client, console: Console) -> None:
    seen = 0
    buttons: list[dict[str, Any]] = []
    while True:
        news = _checked(client.get("/chat/messages", params={"after": seen}))["messages"]
        for message in news:
            seen = message["seq"]
            if message["sender"] != "customer":
                _show(message, console)
                buttons = message["buttons"]
        try:
            text = console.input("[bold cyan]you[/] ").strip()
        except (EOFError, KeyboardInterrupt):
            return
        if text == "/quit":
            return
        if text:
            answer = client.post("/chat/messages", params={"wait": WAIT_SECONDS}, json=_body(text, buttons))
            if not _checked(answer)["messages"]:
                console.print("[yellow]Stored. The answer takes longer; press Enter to look for it.[/]")


def _body(text: str, buttons: list[dict[str, Any]]) -> dict[str, Any]:
    picked = int(text) - 1 if text.isdecimal() else -1
    said = {"payload": buttons[picked]["payload"]} if 0 <= picked < len(buttons) else {"text": text}
    return {"id": str(uuid4())} | said


def _show(message: dict[str, Any], console: Console) -> None:
    console.print(Text.assemble((f"{message['sender']} ", "bold green"), message["text"]))
    for attachment in message["attachments"]:
        console.print(Text(f"  {attachment['kind']}: {attachment['title']} {attachment['url']}", "dim"))
    for number, button in enumerate(message["buttons"], start=1):
        console.print(Text.assemble((f"  {number} ", "cyan"), button["title"]))


def _checked(response: httpx2.Response) -> dict[str, Any]:
    body: dict[str, Any] = response.json()
    if response.is_error:
        raise SystemExit(f"{body.get('code')}: {body.get('message')}")
    return body
