"""What partners should know, cut to their category."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_api.errors import NotFoundError
from backend_api.partners import repository, service
from backend_api.partners.errors import CategoryUnknownError
from backend_api.partners.models import PartnerNews, PartnerNewsCategory, PartnerNewsText
from backend_api.partners.schemas import NewsIn, NewsList, NewsOut

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.security import Identity

_LANGUAGES = ("en", "de", "pl")


async def list_own(
    session: AsyncSession, identity: Identity, kind: str | None, language: str, *, today: date
) -> NewsList:
    """What the partner's category may see today, newest first; raises NotFoundError."""
    seen = await _seen(session, identity, today)
    items = [_out(entry, language) for entry in seen if kind in (None, entry.kind)]
    return NewsList(items=items, total=len(items))


async def describe(session: AsyncSession, identity: Identity, news_id: UUID, language: str, *, today: date) -> NewsOut:
    """One entry; raises NotFoundError, also for an entry of other categories."""
    found = next((entry for entry in await _seen(session, identity, today) if entry.id == news_id), None)
    if found is None:
        raise NotFoundError
    return _out(found, language)


async def publish(session: AsyncSession, wanted: NewsIn) -> NewsOut:
    """Tell partners something; raises CategoryUnknownError."""
    for key in wanted.categories:
        if not await repository.has_category(session, key):
            raise CategoryUnknownError
    words = {"en": wanted.en, "de": wanted.de, "pl": wanted.pl}
    news = PartnerNews(
        kind=wanted.kind,
        published_on=wanted.published_on,
        hidden_from_on=wanted.hidden_from_on,
        country=wanted.country,
        link=wanted.link,
        texts=[PartnerNewsText(language=name, title=words[name].title, text=words[name].text) for name in _LANGUAGES],
        categories=[PartnerNewsCategory(category_key=key) for key in sorted(set(wanted.categories))],
    )
    await repository.store(session, news)
    return _out(news, "en")


async def _seen(session: AsyncSession, identity: Identity, today: date) -> list[PartnerNews]:
    partner = await service.own(session, identity)
    category = await service.category_of(session, partner.id, on=today)
    return list(await repository.list_news(session, category, partner.country, today))


def _out(news: PartnerNews, language: str) -> NewsOut:
    words = next((text for text in news.texts if text.language == language), news.texts[0])
    return NewsOut(
        id=news.id,
        kind=news.kind,
        published_on=news.published_on,
        title=words.title,
        text=words.text,
        link=news.link,
    )
