"""How a decision on a point that may be a customer's can be refused.

BackendError
├── CandidateDecidedError   409 candidate_decided
├── CandidateUnplacedError  409 candidate_unplaced
└── PointInUseError         409 point_in_use
"""

from backend_api.errors import BackendError


class CandidateDecidedError(BackendError):
    """This was decided before; only the opposite can be decided now."""

    status, code, message = 409, "candidate_decided", "The same was decided before."


class CandidateUnplacedError(BackendError):
    """It has no identifier, and its meter is at none of the customer's points."""

    status, code, message = 409, "candidate_unplaced", "The record has no identifier and a meter that is at no point."


class PointInUseError(BackendError):
    """The point has readings, contracts or invoices by now, so that it cannot be taken back."""

    status, code, message = 409, "point_in_use", "The point has records of its own by now and cannot be taken back."
