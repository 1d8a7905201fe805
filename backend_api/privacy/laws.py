"""Which laws keep records although a person is erased, and for how long (read 2026-11; a lawyer may change it).

Erasure ends where the law wants a record: GDPR, article 17, paragraph 3, letters b (a legal duty) and e (claims).
Years count from the end of the calendar year (section 147, paragraph 4 AO; article 74, paragraph 3 UoR).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Law:
    """One reason to keep records, with its years and source per country."""

    code: str
    """Stable, for programs."""
    text: str
    """For people."""
    years: dict[str, int]
    """By country (ISO 3166) of the customer."""
    sources: dict[str, str]
    """Where it is written, by country."""

    def until(self, country: str, today: date) -> date:
        """The last day on which records of today may have to be kept."""
        return date(today.year + self.years.get(country, max(self.years.values())), 12, 31)

    def source(self, country: str) -> str:
        """Where it is written."""
        return self.sources.get(country, "; ".join(self.sources.values()))


BOOKS = Law(
    "books",
    "Bookkeeping vouchers: invoices, payments, and what they are about.",
    {"DE": 8, "PL": 5},
    {
        "DE": "section 147 (1) no. 4, (3) AO and section 257 (1) no. 4, (4) HGB, eight years since 2025 (BEG IV)",
        "PL": "article 74 (2) ustawa o rachunkowości and article 86 (1) Ordynacja podatkowa, five years",
    },
)
LETTERS = Law(
    "letters",
    "Commercial letters: contracts, orders, offers, and what became of them.",
    {"DE": 6, "PL": 6},
    {
        "DE": "section 257 (1) no. 2 and 3, (4) HGB and section 147 (3) AO, six years",
        "PL": "article 118 Kodeks cywilny, claims become barred after six years at the latest",
    },
)
CLAIMS = Law(
    "claims",
    "Complaints, for as long as claims can be made.",
    {"DE": 3, "PL": 6},
    {
        "DE": "sections 195 and 199 BGB, three years from the end of the year",
        "PL": "article 118 Kodeks cywilny, six years",
    },
)
CONSENTS = Law(
    "consents",
    "Proof of consents, and of their withdrawal.",
    {"DE": 5, "PL": 6},
    {
        "DE": "section 7a (2) UWG, five years from the consent and from each use of it",
        "PL": "article 7 (1) GDPR with article 118 Kodeks cywilny, six years",
    },
)
ACCOUNTABILITY = Law(
    "accountability",
    "Who saw and who changed what, and the receipt of the erasure.",
    {"DE": 3, "PL": 3},
    {"DE": "article 5 (2) and article 32 GDPR", "PL": "article 5 (2) and article 32 GDPR"},
)
