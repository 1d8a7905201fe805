"""A chat in the terminal, over the same HTTP interface as the web page."""

from typing import Any
from uuid import uuid4

import httpx2
from rich.console import Console

WAIT_SECONDS = 30


def talk(url: str, language: str, console: Console) -> None:
    """Talk until the customer ends the input or writes `/quit`.

    A number picks a button of the last answer.
    """
    try:
        with httpx2.Client(base_url=url, timeout=WAIT_SECONDS + 5, trust_env=False) as client:
            session = _checked(client.post("/chat/sessions", json={"language": language}))
            client.headers["Authorization"] = f"Bearer {session['token']}"
            console.print("[dim]Write to the bot; /quit ends. A number picks a button.[/]")
            _converse(client, console)
    except httpx2.ConnectError:
        console.print(f"[red]✗[/] Nothing answers at {url}. Start the system with `make up` first.")


def _converse(client: httpx2.Client, console: Console) -> None:
    shown = 0
    buttons: list[dict[str, Any]] = []
    greeting = _checked(client.get("/chat/messages", params={"after": 0, "wait": 5}))
    while True:
        shown, buttons = _show(greeting["messages"], shown, buttons, console)
        try:
            text = console.input("[bold cyan]you[/] ").strip()
        except (EOFError, KeyboardInterrupt):
            return
        if text == "/quit":
            return
        if not text:
            continue
        body: dict[str, Any] = {"id": str(uuid4())}
        picked = int(text) - 1 if text.isdecimal() else -1
        body |= {"payload": buttons[picked]["payload"]} if 0 <= picked < len(buttons) else {"text": text}
        answer = client.post("/chat/messages", params={"wait": WAIT_SECONDS}, json=body)
        if answer.status_code == httpx2.codes.ACCEPTED:
            console.print("[yellow]Stored; the answer takes longer. Press Enter later to look again.[/]")
            continue
        buttons = []
        greeting = _checked(answer)


def _show(
    messages: list[dict[str, Any]], shown: int, buttons: list[dict[str, Any]], console: Console
) -> tuple[int, list[dict[str, Any]]]:
    for message in messages:
        if message["seq"] <= shown or message["sender"] == "customer":
            continue
        shown = message["seq"]
        console.print(f"[bold green]{message['sender']}[/]", message["text"], highlight=False, markup=True)
        for attachment in message["attachments"]:
            console.print(f"  [dim]\\[{attachment['kind']}] {attachment['title']}: {attachment['url']}[/]")
        if message["buttons"]:
            buttons = message["buttons"]
            for number, button in enumerate(buttons, start=1):
                console.print(f"  [cyan]{number}[/] {button['title']}")
    return shown, buttons


def _checked(response: httpx2.Response) -> dict[str, Any]:
    body: dict[str, Any] = response.json()
    if response.is_error:
        raise SystemExit(f"{body.get('code')}: {body.get('message')}")
    return body
