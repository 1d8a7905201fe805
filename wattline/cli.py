"""The `wattline` command: what the make targets call, and a chat in the terminal."""

import asyncio
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import httpx2
import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from sqlalchemy.exc import SQLAlchemyError

from backend_api.service_tokens.errors import TokenNameTakenError
from wattline import ask, lessons, service_token, start, training, unread
from wattline.demo import grow
from wattline.layout import RASA_PYTHON, ROOT, Layout
from wattline.terminal_chat import talk

app = typer.Typer(help="Wattline: runs, trains, tries and measures the whole system.", no_args_is_help=True)
demo = typer.Typer(help="The demo utility: an invented supplier with its customers.", no_args_is_help=True)
app.add_typer(demo, name="demo")
understanding = typer.Typer(help="What customers wrote and what it meant.", no_args_is_help=True)
app.add_typer(understanding, name="understanding")
console = Console()

Port = Annotated[
    int, typer.Option(help="Port of the chat page; the inner ports follow from it.", envvar="WATTLINE_PORT")
]
Var = Annotated[Path, typer.Option(help="Folder for databases, keys and logs.", envvar="WATTLINE_VAR")]


@app.command()
def up(port: Port = 8000, var: Var = ROOT / "var") -> None:
    """Start the whole system with the demo utility; Ctrl-C ends it."""
    layout = Layout(var=var.resolve(), port=port, extra_environment={"WATTLINE_DEMO": "true"})
    try:
        asyncio.run(start.up(layout, console))
    except training.TrainingFailed as error:
        raise _refusal(f"The model could not be trained:\n{error}") from error
    except TimeoutError as error:
        raise _refusal(str(error)) from error
    except OSError as error:
        raise _refusal(f"{error.strerror or error}: is port {port} taken? Try `wattline up --port 8100`.") from error


@app.command()
def train() -> None:
    """Train the model, if anything that goes into it has changed."""
    try:
        model = start.ready_model(Layout(), console)
    except training.TrainingFailed as error:
        raise _refusal(f"The model could not be trained:\n{error}") from error
    console.print(f"Model: {model.relative_to(ROOT)}")


@app.command()
def chat(
    url: Annotated[str, typer.Option(help="Address of a running gateway.")] = "http://127.0.0.1:8000",
    language: Annotated[str, typer.Option(help="en, de or pl.")] = "en",
) -> None:
    """Talk to the bot in the terminal, through the gateway."""
    talk(url, language, console)


@demo.command()
def reset(var: Var = ROOT / "var") -> None:
    """Empty both databases and fill the backend with the demo utility again, as of today."""
    layout = replace(Layout(), var=var.resolve())
    if any((layout.var / "run").glob("*.pid")):
        raise _refusal("Wattline is running: end it first (Ctrl-C in its terminal).")
    for name in ("backend.db", "gateway.db", "demo-inbox.db"):
        for path in layout.var.glob(f"{name}*"):
            path.unlink()
    layout.prepare()
    start.prepare_databases(layout, console)


@app.command("ask")
def ask_backend(  # noqa: PLR0913, PLR0917 (one per way to be somebody)
    method: Annotated[str, typer.Argument(help="GET, POST, PUT, PATCH or DELETE.")],
    path: Annotated[str, typer.Argument(help="Such as /orders or '/products?commodity=gas'.")],
    customer: Annotated[str | None, typer.Option(help="Customer number.")] = None,
    person: Annotated[str | None, typer.Option(help="Name of the customer's representative who acts.")] = None,
    partner: Annotated[str | None, typer.Option(help="Partner's number.")] = None,
    staff: Annotated[
        str | None, typer.Option(help="agent, team_lead, back_office or it; with --customer: for them.")
    ] = None,
    confirms: Annotated[str | None, typer.Option(help="What a fresh code was given for, such as offer:ID.")] = None,
    service: Annotated[str | None, typer.Option(help="A service token, from `wattline token`.")] = None,
    body: Annotated[str | None, typer.Option(help="JSON.")] = None,
    port: Port = 8000,
    var: Var = ROOT / "var",
) -> None:
    """Ask the running demo's backend as any of its people; docs/api.md lists the routes."""
    who = ask.Who(customer=customer, person=person, partner=partner, staff=staff, confirms=confirms, token=service)
    try:
        sent = None if body is None else json.loads(body)
        answer = ask.ask(replace(Layout(), var=var.resolve(), port=port), who, method.upper(), path, sent)
    except json.JSONDecodeError as error:
        raise _refusal(f"--body is not JSON: {error}") from error
    except ask.NobodyFound as error:
        raise _refusal(
            f"{error}. The page /demo lists customers; `wattline ask GET /staff/members --staff it` lists staff."
        ) from error
    except (httpx2.HTTPError, OSError) as error:
        raise _refusal(f"Nothing answers ({error}). Start the system with `make up` first.") from error
    if answer.headers.get("content-type", "").startswith("application/json"):
        console.print_json(answer.text)
    else:
        console.print(f"{answer.headers.get('content-type')}, {len(answer.content):,} bytes")
    if answer.is_error:
        raise _refusal(f"{answer.status_code}")


@app.command("token")
def make_token(
    name: Annotated[str, typer.Argument(help="What the audit calls the system, such as 'shop cologne'.")],
    scope: Annotated[list[str], typer.Option(help="shop, erp, notifications or operations; several are possible.")],
    days: Annotated[int, typer.Option(help="How long it opens anything.")] = 365,
    var: Var = ROOT / "var",
) -> None:
    """Make a service token for an outside system; it is shown once."""
    try:
        console.print(service_token.create(replace(Layout(), var=var.resolve()), name, scope, days), soft_wrap=True)
    except (TokenNameTakenError, ValueError, OSError) as error:
        raise _refusal(str(getattr(error, "message", error))) from error


@demo.command("grow")
def grow_demo(
    customers: Annotated[int, typer.Option(help="How many ordinary households there shall be in all.", min=1)],
    var: Var = ROOT / "var",
) -> None:
    """Add ordinary households to the backend, up to millions; stopped and started again it goes on where it was."""
    layout = replace(Layout(), var=var.resolve())
    layout.prepare()
    start.prepare_databases(layout, console)
    url = layout.backend_database_url
    with Progress(
        TextColumn("Households"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        console=console,
    ) as progress:
        task = progress.add_task("Households", total=customers, completed=min(customers, grow.count(url)))
        try:
            added = grow.grow(url, customers, report=lambda number: progress.update(task, completed=number))
        except ValueError as error:
            raise _refusal(str(error)) from error
    console.print(f"{added:,} households added; there are {grow.count(url):,}.")


@understanding.command("export")
def export_lessons(
    var: Var = ROOT / "var",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Tell what would happen, and change nothing.")] = False,
) -> None:
    """Take what staff said about misunderstood messages into the training data, each sentence after every check."""
    try:
        done = lessons.export(replace(Layout(), var=var.resolve()), dry_run=dry_run)
    except (lessons.ExportFailed, SQLAlchemyError) as error:
        raise _refusal(str(error)) from error
    for one in done:
        beside = f"  (there is: {one.beside})" if one.beside else ""
        console.print(
            f"{one.result:14} {one.language} {one.intent}: {escape(one.text)}{escape(beside)}", soft_wrap=True
        )
    taken = sum(one.result == "taken" for one in done)
    console.print(f"{taken} of {len(done)} taken into data/nlu." + (" Train with `make train`." if taken else ""))


@app.command("unread")
def show_unread(
    var: Var = ROOT / "var",
    again: Annotated[bool, typer.Option("--again", help="Have all of it read once more.")] = False,
) -> None:
    """Show what providers handed over and nobody could read; it is kept for WATTLINE_JOURNAL_DAYS."""
    try:
        found = unread.unread(replace(Layout(), var=var.resolve()), again=again)
    except SQLAlchemyError as error:
        raise _refusal(f"The gateway's database cannot be read: {error.__class__.__name__}. Is --var right?") from error
    for one in found:
        at = f"{one.received_at:%Y-%m-%d %H:%M}"
        console.print(f"{at}  {one.channel:10} {one.failure:24} tried {one.tries} times", highlight=False)
    ending = " They are read again by the gateway that runs." if again and found else ""
    console.print(f"{len(found)} could not be read.{ending}")


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def evaluate(context: typer.Context) -> None:
    """Score the trained model on held-out sentences; options go to `bot.evaluation` (try --help)."""
    model = start.ready_model(Layout(), console)
    command = [str(RASA_PYTHON), "-m", "bot.evaluation", "--model", str(model), *context.args]
    environment = os.environ | {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3"}
    # Rasa's libraries write pages of deprecation warnings to stderr; they are shown only when something went wrong.
    with console.status("Reading sentences …"):
        done = subprocess.run(command, cwd=ROOT, env=environment, check=False, capture_output=True, text=True)
    sys.stdout.write(done.stdout)
    if done.returncode != 0:
        raise _refusal(done.stderr)


def _refusal(message: str) -> typer.Exit:
    console.print(f"[red]✗[/] {escape(message)}")
    return typer.Exit(1)
