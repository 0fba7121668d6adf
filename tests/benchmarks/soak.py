"""The long run, `make soak`: 100,000 random offices against the oracle, offices that live long, sixty days minute by minute.

    .venv/bin/python -m tests.benchmarks.soak --cases 100000 --lives 100 --offices 2 --seed 1 --processes 2

Says how far it is; ends with 1 and the smallest case when the product and the oracle differ. The same seed, the same run.
"""

import argparse
import asyncio
import multiprocessing
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import make_url

from frontdesk import local_postgres
from frontdesk.cli import migrating
from tests.availability.test_machine import live
from tests.availability.test_one_truth import truth_of_offices
from tests.oracle.comparing import compare
from tests.oracle.counting import table
from tests.scratch import execute_alone

CASES_AT_ONCE, LIVES_AT_ONCE, OFFICES_AT_ONCE = 1_000, 25, 1
ACTS, DAYS = 60, 60


@dataclass(frozen=True)
class Piece:
    """What one process does before it reports."""

    kind: str
    count: int
    sown: int


def main() -> int:
    """Run all pieces; 1 when one of them found a difference."""
    wanted = _arguments()
    with tempfile.TemporaryDirectory(prefix="frontdesk-soak-") as folder:
        Path(folder).chmod(0o755)  # the database server's own account must be able to walk in
        with local_postgres.start(Path(folder) / "postgres", max_connections=100, fsync=False) as server:
            owner = make_url(server.owner_url)
            migrating.upgrade(owner.render_as_string(hide_password=False))
            admin = owner.set(database="postgres").render_as_string(hide_password=False)
            urls = []
            for number in range(wanted.processes):
                name = f"soak_{number}"
                execute_alone(admin, f"CREATE DATABASE {name} TEMPLATE {owner.database} STRATEGY file_copy")
                urls.append(make_url(server.app_url).set(database=name).render_as_string(hide_password=False))
            return _work(wanted, urls)


def _work(wanted: argparse.Namespace, urls: list[str]) -> int:
    pieces = _pieces(wanted)
    counted: Counter[str] = Counter()
    began, done, failed = time.monotonic(), Counter[str](), 0
    spawned = multiprocessing.get_context("spawn")
    free: multiprocessing.Queue[str] = spawned.Queue()
    for url in urls:
        free.put(url)
    with spawned.Pool(len(urls), initializer=_own_database, initargs=(free,)) as pool:
        for piece, found, words in pool.imap_unordered(_do, pieces):
            counted += found
            done[piece.kind] += piece.count
            so_far = ", ".join(f"{count:,} {kind}" for kind, count in sorted(done.items()))
            print(f"{time.monotonic() - began:7.0f} s  {so_far}", flush=True)
            if words:
                failed += 1
                print(f"\n{piece.kind}, seed {piece.sown}:\n{words}\n", flush=True)
    ran = counted.pop("cases", 0)
    if ran:
        print(f"\nRules switched on in {ran:,} cases:\n{table(counted, ran)}")
    print("\nNo difference." if not failed else f"\n{failed} pieces found a difference.")
    return 1 if failed else 0


def _pieces(wanted: argparse.Namespace) -> list[Piece]:
    found = []
    for kind, count, at_once in (
        ("cases", wanted.cases, CASES_AT_ONCE),
        ("lives", wanted.lives, LIVES_AT_ONCE),
        ("offices of sixty days", wanted.offices, OFFICES_AT_ONCE),
    ):
        for first in range(0, count, at_once):
            found.append(Piece(kind, min(at_once, count - first), wanted.seed * 1_000_003 + first))
    return found


_database_url = ""


def _own_database(free: "multiprocessing.Queue[str]") -> None:
    """Each process of the pool takes a database for itself."""
    global _database_url
    _database_url = free.get()


def _do(piece: Piece) -> tuple[Piece, Counter[str], str]:
    found: Counter[str] = Counter()
    acts: dict[str, Callable[[], object]] = {
        "cases": lambda: found.update(compare(_database_url, count=piece.count, sown=piece.sown)),
        "lives": lambda: live(_database_url, lives=piece.count, acts=ACTS, sown=piece.sown),
        "offices of sixty days": lambda: asyncio.run(
            truth_of_offices(_database_url, offices=piece.count, sown=piece.sown, days=DAYS, held_at_most=None)
        ),
    }
    try:
        acts[piece.kind]()
    except Exception:
        return piece, found, traceback.format_exc(limit=-3)
    return piece, found, ""


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--cases", type=int, default=100_000, help="random offices, each with a question")
    parser.add_argument("--lives", type=int, default=100, help="offices in which sixty things happen")
    parser.add_argument("--offices", type=int, default=2, help="offices of which every five minutes are tried")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=2)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
