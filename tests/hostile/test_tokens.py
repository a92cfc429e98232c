"""Guessing the token of a deployment."""

from __future__ import annotations

import secrets

import pytest
from tests.hostile.edge import Deployed, Edge
from tests.hostile.neighbour import SOURCE, Neighbour

GUESSES = 200
CALLS: dict[str, object] = {
    "PUT ": {"build": "0" * 32},
    "DELETE ": None,
    "POST /renew": {},
    "POST /rollback": {"version": 1},
    "GET /versions": None,
    "GET /events": None,
}


@pytest.fixture(scope="module")
def victim(edge: Edge, neighbour: Neighbour) -> Deployed:
    deployed = edge.deploy("c", {"main.c": SOURCE})
    assert isinstance(deployed, Deployed)
    return deployed


def near(token: str) -> list[str]:
    """What one might try who has seen a part of it."""
    swapped = [token[:at] + ("a" if token[at] != "a" else "b") + token[at + 1 :] for at in range(len(token))]
    return [token[:-1], token + "a", token.swapcase(), token[::-1], f"{token},{token}", "*", "null", *swapped]


def test_every_guess_is_refused_alike(edge: Edge, victim: Deployed, neighbour: Neighbour) -> None:
    guesses = [*near(victim.token), *(secrets.token_urlsafe(32) for _ in range(GUESSES))]
    address = f"/api/deployments/{victim.name}"
    seen = set()
    for guess in guesses:
        answer = edge.control.delete(address, headers={"Authorization": f"Bearer {guess}"})
        seen.add((answer.status_code, answer.text))
    assert len(seen) == 1
    ((status, text),) = seen
    assert status == 401
    assert victim.token not in text
    assert edge.ask(victim.name, "/still").text == "neighbour /still\n"


@pytest.mark.parametrize("scheme", ["Basic {}", "bearer", "Bearer", "{}", "Bearer Bearer {}", "Token {}"])
def test_the_token_alone_is_not_enough(edge: Edge, victim: Deployed, scheme: str) -> None:
    headers = {"Authorization": scheme.format(victim.token)}
    assert edge.control.delete(f"/api/deployments/{victim.name}", headers=headers).status_code == 401


@pytest.mark.parametrize("call", CALLS)
def test_everything_that_changes_or_tells_wants_it(edge: Edge, victim: Deployed, call: str) -> None:
    method, _, path = call.partition(" ")
    for headers in ({}, {"Authorization": f"Bearer {victim.token}x"}):
        answer = edge.control.request(
            method, f"/api/deployments/{victim.name}{path}", headers=headers, json=CALLS[call]
        )
        assert answer.status_code == 401, answer.text
        assert victim.token not in answer.text


def test_another_deployments_token_is_a_wrong_one(edge: Edge, victim: Deployed) -> None:
    other = edge.deploy("c", {"main.c": SOURCE})
    assert isinstance(other, Deployed)
    headers = {"Authorization": f"Bearer {other.token}"}
    assert edge.control.delete(f"/api/deployments/{victim.name}", headers=headers).status_code == 401
