"""The pages: complete in three languages, and free of what a strict policy or a screen reader stumbles over."""

import re

import httpx2
import pytest

from wattline.demo import plan
from wattline.demo.rendering import ICONS, words_in

LANGUAGES = ("en", "de", "pl")
PAGES = ("/", "/account?persona=meier-doubled-bill", "/inbox")
HTML = {"Accept": "text/html"}


def shape(words: object) -> object:
    """The names and lengths of words, without the words."""
    if isinstance(words, dict):
        return {name: shape(value) for name, value in words.items()}
    return [shape(value) for value in words] if isinstance(words, list) else type(words).__name__


async def fetch(demo: httpx2.AsyncClient, path: str, language: str) -> str:
    answer = await demo.get(path + ("&" if "?" in path else "?") + f"language={language}", headers=HTML)
    assert answer.status_code == 200
    return answer.text


def test_the_words_have_the_same_shape_in_every_language() -> None:
    shapes = [shape(words_in(language)) for language in LANGUAGES]
    assert shapes[0] == shapes[1] == shapes[2]
    assert {item["icon"] for item in words_in("en")["asks"]["items"]} <= set(ICONS)


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", LANGUAGES)
async def test_pages_keep_to_the_policy(demo: httpx2.AsyncClient, path: str, language: str) -> None:
    page = await fetch(demo, path, language)
    assert f'<html lang="{language}">' in page
    assert not re.search(r"\sstyle=|\son[a-z]+=|<style|javascript:", page)
    assert not re.findall(r"<script(?![^>]*\bsrc=)", page)
    assert not re.findall(r'(?:src|href)="(?:https?:)?//', page)
    assert page.count("/static/wattline-chat.js") == 1
    assert "built-in method" not in page


async def test_the_home_page_has_prices_contact_and_everybody(demo: httpx2.AsyncClient) -> None:
    page = await fetch(demo, "/", "de")
    contact = next(known for known in plan.supplier().contacts if known.country == "DE")
    for text in (
        contact.phone,
        contact.email,
        contact.gas_emergency_phone,
        "08:00–18:00",
        "32,8\u00a0ct",
        "39,90\u00a0€",
    ):
        assert text in page
    assert page.count('class="person ') == len(plan.customers())
    assert "1,05" not in page
    polish = await fetch(demo, "/", "pl")
    assert "1,049\u00a0zł" in polish
    assert contact.phone not in polish
    assert all(f'href="tel:{number}"' in polish for number in ("992", "991"))
    english = await fetch(demo, "/", "en")
    assert all(number in english for number in ("Poland</h4>", contact.gas_emergency_phone, 'href="tel:992"'))


async def test_a_customers_page_opens_the_chat_signed_in(demo: httpx2.AsyncClient) -> None:
    page = await fetch(demo, "/account?persona=meier-doubled-bill", "de")
    assert 'data-proof-url="/demo/proof?persona=meier-doubled-bill"' in page
    assert 'data-account="meier-doubled-bill"' in page
    assert " data-open" in page
    assert 'data-wattline-ask="Warum ist meine Rechnung so hoch?"' in page


async def test_who_is_signed_in_stays_so_on_every_page_until_he_signs_out(demo: httpx2.AsyncClient) -> None:
    assert "Angemeldet als" not in await fetch(demo, "/", "de")
    await fetch(demo, "/account?persona=meier-doubled-bill", "de")
    for path in ("/", "/inbox"):
        page = await fetch(demo, path, "de")
        assert "Angemeldet als Julia Meier" in page
        assert 'data-account="meier-doubled-bill" data-proof-url="/demo/proof?persona=meier-doubled-bill"' in page
    answer = await demo.get("/sign-out?language=de")
    assert (answer.status_code, answer.headers["location"]) == (303, "/demo?language=de#customers")
    page = await fetch(demo, "/", "de")
    assert "data-account" not in page
    assert ">Anmelden</a>" in page


@pytest.mark.parametrize(("language", "order"), [("en", "en de pl"), ("de", "de en pl"), ("pl", "pl en de")])
async def test_the_pages_own_language_comes_first(demo: httpx2.AsyncClient, language: str, order: str) -> None:
    page = await fetch(demo, "/", language)
    said = re.findall(r'<button type="button" lang="(..)" data-wattline-ask', page)
    assert list(dict.fromkeys(said)) == order.split()


async def test_an_unknown_customer_leads_back_home(demo: httpx2.AsyncClient) -> None:
    answer = await demo.get("/account?persona=nobody&language=pl")
    assert (answer.status_code, answer.headers["location"]) == (303, "/demo?language=pl#customers")


@pytest.mark.parametrize(
    ("query", "accepted", "language"),
    [("", "pl-PL,pl;q=0.9,en;q=0.8", "pl"), ("", "fr,de;q=0.5", "de"), ("", "fr", "en"), ("?language=de", "pl", "de")],
)
async def test_the_language_is_the_chosen_one_else_the_browsers(
    demo: httpx2.AsyncClient, query: str, accepted: str, language: str
) -> None:
    page = await demo.get(f"/{query}", headers={"Accept-Language": accepted})
    assert f'<html lang="{language}">' in page.text


async def test_the_language_links_keep_where_one_is(demo: httpx2.AsyncClient) -> None:
    page = await fetch(demo, "/account?persona=meier-doubled-bill", "de")
    assert 'href="?persona=meier-doubled-bill&amp;language=pl"' in page
