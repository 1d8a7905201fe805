"""Figures on how well sentences were understood, from what was expected and what was predicted."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from actions._asking_back import besides, offered

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

FALLBACK = "nlu_fallback"
OUT_OF_SCOPE = "out_of_scope"
THRESHOLDS = (0.0, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6)


@dataclass(frozen=True)
class Answer:
    """One sentence, the intents that are right for it, and what was understood."""

    text: str
    language: str
    intent: str
    predicted: str
    confidence: float
    alternatives: tuple[str, ...] = ()
    card: str | None = None
    ranking: tuple[tuple[str, float], ...] = ()
    """The likeliest intents with their confidences, best first, without the fallback."""
    offered: tuple[str, ...] = ()
    """The matters that the bot asks back with."""
    besides: tuple[str, ...] = ()
    """The matters that the bot names beside its answer."""
    hard: bool = False
    """Whether its writer was told to avoid the obvious word."""

    @property
    def accepted(self) -> frozenset[str]:
        """All intents that are right."""
        return frozenset({self.intent, *self.alternatives})

    @property
    def right(self) -> bool:
        """Right at once: an accepted intent, or the fallback for what is out of scope."""
        return self.predicted in self.accepted or (OUT_OF_SCOPE in self.accepted and self.predicted == FALLBACK)

    @property
    def right_with_question(self) -> bool:
        """Right at once, or an accepted intent is among those that the bot asks back with."""
        return self.right or not self.accepted.isdisjoint(self.offered)

    @property
    def right_with_guesses(self) -> bool:
        """The same, or the bot names an accepted intent beside its answer."""
        return self.right_with_question or not self.accepted.isdisjoint(self.besides)

    @property
    def lost(self) -> bool:
        """Whether a matter of ours was taken for none, or not understood at all, not even with a question back."""
        gone = self.predicted == OUT_OF_SCOPE or (self.predicted == FALLBACK and not self.offered)
        return OUT_OF_SCOPE not in self.accepted and gone


def decided(
    answer: Answer,
    matters: Collection[str],
    threshold: float | None = None,
    thresholds_by_intent: Mapping[str, float] | None = None,
) -> Answer:
    """Add what the bot asks back with where it fell back, and what it names beside an answer.

    Args:
        answer: As the model understood it.
        matters: The intents that can be offered.
        threshold: Fall back below this confidence, whatever was predicted before; by default leave that as it is.
        thresholds_by_intent: Instead of ``threshold`` for some intents.
    """
    if threshold is not None and answer.ranking:
        best, confidence = answer.ranking[0]
        needed = (thresholds_by_intent or {}).get(best, threshold)
        answer = replace(answer, predicted=best if confidence >= needed else FALLBACK)
    if answer.predicted == FALLBACK:
        return replace(answer, offered=tuple(offered(answer.ranking, matters)), besides=())
    return replace(answer, offered=(), besides=tuple(besides(answer.ranking, matters, {answer.predicted})))


def report(answers: Sequence[Answer]) -> dict[str, Any]:
    """All figures: overall, per language, per intent and language, confusions, errors."""
    languages = sorted({answer.language for answer in answers})
    halves = _grouped(answers, lambda answer: "hard" if answer.hard else "natural")
    return {
        "overall": figures(answers),
        "halves": {
            f"{half} {code}": figures(own)
            for half, group in sorted(halves.items(), reverse=True)
            for code in ("all", *languages)
            if (own := [a for a in group if code in ("all", a.language)])
        },
        "languages": {code: figures([a for a in answers if a.language == code]) for code in languages},
        "intents": {
            intent: {
                "all": figures(group),
                **{code: figures(own) for code in languages if (own := [a for a in group if a.language == code])},
            }
            for intent, group in sorted(_grouped(answers, lambda answer: answer.intent).items())
        },
        "confusions": [
            {"intent": intent, "predicted": predicted, "count": count}
            for (intent, predicted), count in Counter(
                (answer.intent, answer.predicted) for answer in answers if not answer.right
            ).most_common(30)
        ],
        "errors": [_error(answer) for answer in answers if not answer.right],
    }


def figures(answers: Sequence[Answer]) -> dict[str, float | int]:
    """Shares from 0 to 1; ``lost`` counts sentences of our matters only, ``out_of_scope_found`` all others."""
    beyond = [answer for answer in answers if answer.intent == OUT_OF_SCOPE]
    return {
        "sentences": len(answers),
        "right_at_once": _share(answer.right for answer in answers),
        "right_with_question": _share(answer.right_with_question for answer in answers),
        "right_with_guesses": _share(answer.right_with_guesses for answer in answers),
        "asked_back": _share(bool(answer.offered) for answer in answers),
        "guesses_named": _share(bool(answer.besides) for answer in answers),
        "lost": _share(answer.lost for answer in answers if answer.intent != OUT_OF_SCOPE),
        "out_of_scope_found": _share(answer.right for answer in beyond),
        "macro_f1": macro_f1(answers),
        "among_first_three": _share(
            answer.right or not answer.accepted.isdisjoint(name for name, _ in answer.ranking[:3]) for answer in answers
        ),
        "calibration_error": calibration_error(answers),
    }


def macro_f1(answers: Sequence[Answer]) -> float:
    """Mean F1 over the expected intents; an accepted alternative counts as the expected intent."""
    expected: Counter[str] = Counter()
    predicted: Counter[str] = Counter()
    both: Counter[str] = Counter()
    for answer in answers:
        label = answer.intent if answer.right else answer.predicted
        expected[answer.intent] += 1
        predicted[label] += 1
        both[answer.intent] += answer.right
    scores = [2 * both[intent] / (expected[intent] + predicted[intent]) for intent in expected]
    return round(sum(scores) / len(scores), 4) if scores else 0.0


def calibration(answers: Sequence[Answer], bins: int = 10) -> list[dict[str, float]]:
    """Per tenth of confidence: how many sentences, how sure the model was, how often its likeliest intent was right."""
    ranked = [answer for answer in answers if answer.ranking]
    by_bin = _grouped(ranked, lambda answer: min(int(answer.ranking[0][1] * bins), bins - 1))
    return [
        {
            "sentences": len(group),
            "confidence": round(sum(answer.ranking[0][1] for answer in group) / len(group), 4),
            "right": _share(answer.ranking[0][0] in answer.accepted for answer in group),
        }
        for _, group in sorted(by_bin.items())
    ]


def calibration_error(answers: Sequence[Answer]) -> float:
    """Mean distance between confidence and share of right answers, weighted by the size of each bin."""
    bins = calibration(answers)
    total = sum(entry["sentences"] for entry in bins)
    off = sum(entry["sentences"] * abs(entry["confidence"] - entry["right"]) for entry in bins)
    return round(off / total, 4) if total else 0.0


def thresholds(
    answers: Sequence[Answer], matters: Collection[str], by_intent: Mapping[str, float]
) -> list[dict[str, float]]:
    """What a fallback threshold costs and brings, those of single intents left as they are."""
    rows = []
    for threshold in THRESHOLDS:
        made = figures([decided(answer, matters, threshold, by_intent) for answer in answers])
        shown = ("right_at_once", "right_with_question", "asked_back", "lost", "out_of_scope_found")
        rows.append({"threshold": threshold, **{name: made[name] for name in shown}})
    return rows


def _grouped(answers: Iterable[Answer], key: Callable[[Answer], Any]) -> dict[Any, list[Answer]]:
    groups: dict[Any, list[Answer]] = defaultdict(list)
    for answer in answers:
        groups[key(answer)].append(answer)
    return groups


def _share(flags: Iterable[bool]) -> float:
    counted = list(flags)
    return round(sum(counted) / len(counted), 4) if counted else 0.0


def _error(answer: Answer) -> dict[str, Any]:
    return {
        "language": answer.language,
        "card": answer.card,
        "text": answer.text,
        "intent": answer.intent,
        "predicted": answer.predicted,
        "confidence": round(answer.confidence, 3),
        "offered": list(answer.offered),
        "hard": answer.hard,
        "ranking": [[name, round(confidence, 3)] for name, confidence in answer.ranking[:3]],
    }
