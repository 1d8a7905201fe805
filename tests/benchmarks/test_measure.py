"""What processes compute is counted, what they wait is not."""

import subprocess
import sys
from collections.abc import Iterator

import pytest

from benchmarks.measure import cpu_milliseconds

COMPUTE = "for line in __import__('sys').stdin: print(sum(range(3_000_000)), flush=True)"


@pytest.fixture
def computing() -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-c", COMPUTE], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    yield process
    process.kill()
    process.communicate()


def test_other_process_is_counted_and_own_one_is_not(computing: subprocess.Popen[str]) -> None:
    asking, answers = computing.stdin, computing.stdout
    assert asking is not None
    assert answers is not None

    def ask() -> None:
        print("go", file=asking, flush=True)
        answers.readline()

    ask()
    busy = cpu_milliseconds(ask, [computing.pid])
    idle = cpu_milliseconds(lambda: sum(range(3_000_000)), [computing.pid])
    assert idle < busy / 10
