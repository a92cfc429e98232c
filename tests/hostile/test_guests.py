"""Programs that try everything against the edge that runs them, deployed and asked as anybody's are."""

from __future__ import annotations

import http.client
from concurrent.futures import ThreadPoolExecutor

import pytest
from tests.hostile.corpus import CASES, GUESTS, PORT, Case
from tests.hostile.edge import Deployed, Edge, Holdings, Refused
from tests.hostile.neighbour import Neighbour, one_to_each_process

from wardian.units import MIB

Answer = tuple[int, str]

FEW = 4
"""Files and threads that come and go with connections and the database."""
MORE_ROUNDS = 2

REFUSALS = [case for case in CASES if case.status == 0]
ATTACKS = [case for case in CASES if case.status != 0]


def test_every_guest_has_a_case() -> None:
    guests = [str(path.relative_to(GUESTS)) for path in GUESTS.rglob("*.*")]
    assert sorted(guests) == sorted(case.guest for case in CASES)


@pytest.mark.parametrize("case", REFUSALS, ids=lambda case: case.guest)
def test_it_is_refused_with_the_reason(case: Case, deployed: dict[str, Deployed | Refused]) -> None:
    refusal = deployed[case.guest]
    assert isinstance(refusal, Refused)
    assert case.words in refusal.words


@pytest.mark.parametrize("case", ATTACKS, ids=lambda case: case.guest)
def test_it_is_contained_and_the_next_is_served_as_usual(
    case: Case, deployed: dict[str, Deployed | Refused], edge: Edge, neighbour: Neighbour
) -> None:
    guest = deployed[case.guest]
    assert isinstance(guest, Deployed), guest
    for path in case.paths:
        path = path.replace(PORT, str(edge.settings.edge_port))
        status, text = ask_with_a_neighbour(edge, guest.name, path, neighbour)
        assert status == case.status, text
        assert case.words in text
    neighbour.check()


def test_another_round_of_all_leaves_nothing_behind(
    deployed: dict[str, Deployed | Refused], edge: Edge, neighbour: Neighbour
) -> None:
    """The first loads what is loaded once, and whatever runs at once for the first time opens the database once more.

    What leaks, leaks in every round.
    """
    asked = [case for case in ATTACKS if case.guest in deployed]

    def after_a_round() -> dict[int, Holdings]:
        ask_all(asked, deployed, edge)
        return edge.holdings()

    before, after = after_a_round(), after_a_round()
    for _ in range(MORE_ROUNDS):
        if stays(before, after):
            break
        before, after = after, after_a_round()
    assert stays(before, after), (before, after)
    assert after.keys() == set(edge.first_processes)
    neighbour.check()


def stays(before: dict[int, Holdings], after: dict[int, Holdings]) -> bool:
    return after.keys() == before.keys() and all(
        after[pid].files <= held.files + FEW
        and after[pid].threads <= held.threads + FEW
        and after[pid].memory <= held.memory + 16 * MIB
        for pid, held in before.items()
    )


def ask_all(cases: list[Case], deployed: dict[str, Deployed | Refused], edge: Edge) -> None:
    """At every process, which all go on at once."""

    def ask_here(connection: http.client.HTTPConnection) -> list[str]:
        return [case.guest for case in cases if status(case, connection) != case.status]

    def status(case: Case, connection: http.client.HTTPConnection) -> int:
        guest = deployed[case.guest]
        assert isinstance(guest, Deployed), guest
        path = case.paths[0].replace(PORT, str(edge.settings.edge_port))
        connection.request("GET", path, headers={"Host": edge.host(guest.name)})
        response = connection.getresponse()
        response.read()
        return response.status

    with one_to_each_process(edge) as connections, ThreadPoolExecutor(len(connections)) as pool:
        assert list(pool.map(ask_here, connections.values())) == [[] for _ in connections]


def ask_with_a_neighbour(edge: Edge, name: str, path: str, neighbour: Neighbour) -> Answer:
    """The answer; what comes after it on the same connection is the neighbour's, and begins where that begins."""
    connection = http.client.HTTPConnection("127.0.0.1", edge.settings.edge_port, timeout=20)
    try:
        connection.request("GET", path, headers={"Host": edge.host(name), "Accept": "application/json"})
        response = connection.getresponse()
        text = response.read().decode(errors="replace")
        neighbour.ask(connection)
        return response.status, text
    finally:
        connection.close()
