"""How a person is reached, in the customer's language."""

from typing import TypedDict

from babel.dates import get_day_names

from actions import _backend
from actions._records import Hours


class Contact(TypedDict):
    """Phone and hours of the supplier as text; ``emergency`` holds the numbers for danger."""

    supplier: str
    phone: str
    email: str
    hours: str
    emergency: dict[str, str]


async def contact(language: str) -> Contact | None:
    """Return how to reach a person, or None while the backend cannot be asked: the words then leave the number out."""
    try:
        supplier = await _backend.supplier()
    except _backend.BackendError:
        return None
    emergency = supplier["emergency"]
    return Contact(
        supplier=supplier["name"],
        phone=supplier["phone"],
        email=supplier["email"],
        hours=", ".join(_span(hours, language) for hours in supplier["hours"]),
        emergency={
            kind: value["phone"] if isinstance(value, dict) else str(value)
            for kind, value in emergency.items()
            if value
        },
    )


def _span(hours: Hours, language: str) -> str:
    """Write days and times as "Mon–Fri 08:00–18:00"; days that follow each other become a span."""
    days = get_day_names("abbreviated", locale=language)
    runs: list[list[int]] = []
    for day in sorted(hours["days"]):
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    written = [days[run[0] - 1] if len(run) == 1 else f"{days[run[0] - 1]}–{days[run[-1] - 1]}" for run in runs]
    return f"{', '.join(written)} {hours['opens'][:5]}–{hours['closes'][:5]}"
