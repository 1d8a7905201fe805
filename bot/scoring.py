"""Figures on how well sentences were understood, from what was expected and what was predicted."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

FALLBACK = "nlu_fallback"
OUT_OF_SCOPE = "out_of_scope"
THRESHOLDS = (0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6)


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
    ranking: tuple[str, ...] = field(default=())
    """The likeliest intents, best first, without the fallback."""

    @property
    def right(self) -> bool:
        """Whether the intent or an alternative was predicted; for what is out of scope the fallback is right too."""
        accepted = {self.intent, *self.alternatives}
        return self.predicted in accepted or (OUT_OF_SCOPE in accepted and self.predicted == FALLBACK)

    @property
    def lost(self) -> bool:
        """Whether a matter of ours was not understood at all."""
        return self.intent != OUT_OF_SCOPE and self.predicted == FALLBACK


def report(answers: Sequence[Answer]) -> dict[str, Any]:
    """All figures: overall, per language, per intent and language, confusions, errors."""
    languages = sorted({answer.language for answer in answers})
    return {
        "overall": figures(answers),
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
    """Shares from 0 to 1; ``lost_to_fallback`` counts sentences of our matters only."""
    in_scope = [answer for answer in answers if answer.intent != OUT_OF_SCOPE]
    return {
        "sentences": len(answers),
        "accuracy": _share(answer.right for answer in answers),
        "macro_f1": macro_f1(answers),
        "lost_to_fallback": _share(answer.lost for answer in in_scope),
        "among_first_three": _share(
            answer.right or bool({answer.intent, *answer.alternatives}.intersection(answer.ranking[:3]))
            for answer in answers
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


def calibration_error(answers: Sequence[Answer], bins: int = 10) -> float:
    """Mean distance between confidence and share of right answers, weighted by the size of each bin."""
    by_bin = _grouped(answers, lambda answer: min(int(answer.confidence * bins), bins - 1))
    total = sum(abs(sum(a.confidence for a in group) - sum(a.right for a in group)) for group in by_bin.values())
    return round(total / len(answers), 4) if answers else 0.0


def thresholds(answers: Sequence[Answer]) -> list[dict[str, float]]:
    """What a fallback threshold would cost and bring, for answers made without one."""
    in_scope = [answer for answer in answers if answer.intent != OUT_OF_SCOPE]
    beyond = [answer for answer in answers if answer.intent == OUT_OF_SCOPE]
    return [
        {
            "threshold": threshold,
            "in_scope_lost": _share(a.confidence < threshold for a in in_scope),
            "right_in_scope_lost": _share(a.right and a.confidence < threshold for a in in_scope),
            "wrong_in_scope_caught": _share(a.confidence < threshold for a in in_scope if not a.right),
            "out_of_scope_found": _share(a.predicted == OUT_OF_SCOPE or a.confidence < threshold for a in beyond),
        }
        for threshold in THRESHOLDS
    ]


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
    }
