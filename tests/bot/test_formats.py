from __future__ import annotations

import pytest

from bot.formats import Formats

N = "\u00a0"


@pytest.mark.parametrize(
    ("language", "name", "arguments", "expected"),
    [
        ("en", "money", [{"amount": "84.20", "currency": "EUR"}], "€84.20"),
        ("de", "money", [{"amount": "84.20", "currency": "EUR"}], f"84,20{N}€"),
        ("pl", "money", [{"amount": "84.20", "currency": "EUR"}], f"84,20{N}€"),
        ("pl", "money", [{"amount": "84.2", "currency": "PLN"}], f"84,20{N}zł"),
        ("en", "money", [{"amount": "84.2", "currency": "PLN"}], f"PLN{N}84.20"),
        ("de", "money", [{"amount": "1084.20", "currency": "EUR"}], f"1.084,20{N}€"),
        ("en", "money", [{"amount": "-20", "currency": "EUR"}], "-€20.00"),
        ("en", "money", [{"amount": "0.2891", "currency": "EUR"}], "€0.2891"),
        ("de", "money", [{"amount": "0.2890", "currency": "EUR"}], f"0,289{N}€"),
        ("en", "number", ["3412.5"], "3,412.5"),
        ("de", "number", [3412], "3.412"),
        ("en", "number", [3, 2], "3.00"),
        ("en", "percent", [12.34], "12.3%"),
        ("de", "percent", [-12.3], f"-12,3{N}%"),
        ("pl", "percent", ["12.3"], "12,3%"),
        ("en", "energy", [3412, "kWh"], f"3,412{N}kWh"),
        ("de", "energy", ["7.5", "GB"], f"7,5{N}GB"),
        ("en", "date", ["2026-03-09"], "9 March 2026"),
        ("de", "date", ["2026-03-09"], "9. März 2026"),
        ("pl", "date", ["2026-03-09"], "9 marca 2026"),
        ("en", "date", ["2026-03-09T23:30:00Z"], "10 March 2026"),
        ("en", "month", ["2026-03"], "March 2026"),
        ("de", "month", ["2026-03-01"], "März 2026"),
        ("pl", "month", ["2026-03"], "marzec 2026"),
        ("en", "time", ["2026-03-09T17:00:00Z"], "18:00"),
        ("en", "time", ["08:00"], "08:00"),
        ("en", "period", [{"from_on": "2026-03-01", "to_on": "2026-03-31", "grain": "month"}], "March 2026"),
        ("de", "period", [{"from_on": "2026-01-01", "to_on": "2026-03-31", "grain": "quarter"}], "1. Quartal 2026"),
        ("pl", "period", [{"from_on": "2025-01-01", "to_on": "2025-12-31", "grain": "year"}], "2025"),
        ("en", "period", [{"from_on": "2025-12-01", "to_on": "2025-12-31", "grain": "month"}], "December 2025"),
        ("en", "period", [{"from_on": "2026-03-05", "to_on": "2026-03-05", "grain": "day"}], "5 March 2026"),
        ("en", "period", [{"from_on": "2026-03-05", "to_on": "2026-04-04", "grain": "month"}],
         "5 March 2026 – 4 April 2026"),
    ],
)  # fmt: skip
def test_each_language_writes_it_its_way(language, name, arguments, expected):
    assert Formats(language).filters()[name](*arguments) == expected
