"""Programs that try everything against the edge that runs them, deployed and asked as anybody's are."""

from __future__ import annotations

import http.client
from concurrent.futures import ThreadPoolExecutor

import pytest
from tests.hostile.corpus import CASES, GUESTS, PORT, Case
from tests.hostile.edge import Deployed, Edge, Refused
from tests.hostile.neighbour import Neighbour, one_to_each_process

from wardian.units import MIB

Answer = tuple[int, str]

FEW = 4
"""Files and threads that come and go with connections and the database."""

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
    """After two: the first loads what is loaded once, and in the second an edge was once seen to open a little more."""
    asked = [case for case in ATTACKS if case.guest in deployed]
    for _ in range(2):
        ask_all(asked, deployed, edge)
    before = edge.holdings()
    ask_all(asked, deployed, edge)
    after = edge.holdings()
    assert after.keys() == before.keys() == set(edge.first_processes)
    for pid, held in before.items():
        assert after[pid].files <= held.files + FEW
        assert after[pid].threads <= held.threads + FEW
        assert after[pid].memory <= held.memory + 16 * MIB, f"{held} became {after[pid]}"
    neighbour.check()


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
