"""`wardian deploy` and what becomes of a deployment, against a running control site."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.contract.process import Server, serving
from tests.unit.edge.components.building import build
from wasmtime import wat2wasm

from wardian.model import ArtifactKind
from wardian.storage.database import Database
from wardian.storage.deployments import DeploymentRecords, Record

PROGRAM = '(module (memory (export "memory") 1) (func (export "_start")))'
TOML = """
[grants]
fetch = ["api.example.org:443"]
kv = true
secrets = ["API_KEY"]

[[routes]]
path = "/shop/*"
to = "the-shop"
then = ["the-frame"]
"""
VALUE = "hunter2-is-the-value"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("deployed")) as server:
        yield server


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    (folder / "assets").mkdir(parents=True)
    (folder / "main.wat").write_text(PROGRAM)
    (folder / "assets" / "broken.wat").write_text("(this is no module")
    (folder / "wardian.toml").write_text(TOML)
    return folder


class Terminal:
    """A user's commands, with a state folder of their own."""

    def __init__(self, server: Server, state: Path) -> None:
        self.server = server
        self.environ = {
            **os.environ,
            "XDG_STATE_HOME": str(state),
            "WARDIAN_SERVER": str(server.client.base_url),
            "API_KEY": VALUE,
        }

    def wardian(self, *arguments: str | Path, **environ: str | None) -> subprocess.CompletedProcess[str]:
        changed = {**self.environ, **environ}
        return subprocess.run(
            [sys.executable, "-m", "wardian", *map(str, arguments)],
            env={name: value for name, value in changed.items() if value is not None},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
        )

    def ok(self, *arguments: str | Path, **environ: str | None) -> subprocess.CompletedProcess[str]:
        ended = self.wardian(*arguments, **environ)
        assert ended.returncode == 0, ended.stderr
        assert VALUE not in ended.stdout + ended.stderr
        return ended

    def fails(self, *arguments: str | Path, **environ: str | None) -> str:
        ended = self.wardian(*arguments, **environ)
        assert ended.returncode in (1, 2)
        assert "Traceback" not in ended.stderr
        return ended.stderr

    def record(self, name: str) -> Record | None:
        database = Database.open(self.server.data)
        found = DeploymentRecords(database).find(name)
        database.close()
        return found

    def deployed(self, name: str) -> Record:
        record = self.record(name)
        assert record is not None
        return record


@pytest.fixture
def terminal(server: Server, tmp_path: Path) -> Terminal:
    return Terminal(server, tmp_path / "state")


def test_what_wardian_toml_says_is_deployed(terminal: Terminal, project: Path) -> None:
    told = terminal.ok("deploy", project, "--name", "said-so", "--fetch", "[::1]:80", "--secret", "PIN=1")
    assert told.stdout == "http://said-so.localhost:8081\n"
    assert "granted fetch api.example.org:443, fetch [::1]:80, kv, secret API_KEY, secret PIN" in told.stderr
    record = terminal.deployed("said-so")
    assert record.deployment.grants.fetch == ("api.example.org:443", "[::1]:80")
    assert [(route.path, route.to, route.then) for route in record.deployment.routes] == [
        ("/shop/*", "the-shop", ("the-frame",))
    ]
    assert record.secrets == {"API_KEY": VALUE, "PIN": "1"}
    assert record.deployment.assets is not None


def test_without_wardian_toml_nothing_is_granted_but_what_is_asked_for(terminal: Terminal, project: Path) -> None:
    (project / "wardian.toml").unlink()
    assert "granted nothing" in terminal.ok("deploy", project, "--name", "bare-one").stderr
    assert "granted kv" in terminal.ok("deploy", project, "--swap", "bare-one", "--kv").stderr
    assert "granted kv" in terminal.ok("deploy", project, "--swap", "bare-one").stderr


def test_a_deployment_is_swapped_listed_rolled_back_renewed_and_deleted(terminal: Terminal, project: Path) -> None:
    terminal.ok("deploy", project, "--name", "my-fern")
    (project / "main.wat").write_text(PROGRAM.replace("1", "2"))
    swapped = terminal.ok("deploy", project, "--swap", "my-fern", "--no-kv", API_KEY=None)
    assert swapped.stderr.startswith("version 2  expires ")
    assert "granted fetch api.example.org:443, secret API_KEY\n" in swapped.stderr
    assert terminal.deployed("my-fern").secrets == {"API_KEY": VALUE}
    listed = terminal.ok("versions", "my-fern").stdout.splitlines()
    assert [line.split()[0] for line in listed] == ["2", "1"]
    assert "version 3 is what version 1 was" in terminal.ok("rollback", "my-fern", "1").stdout
    assert terminal.deployed("my-fern").deployment.grants.kv
    assert "is not kept" in terminal.fails("rollback", "my-fern", "9")
    assert "expires" in terminal.ok("renew", "my-fern", "--ttl", "3600").stdout
    assert "lives from 900" in terminal.fails("renew", "my-fern", "--ttl", "1")
    terminal.ok("delete", "my-fern")
    assert terminal.record("my-fern") is None
    assert "No token of my-fern" in terminal.fails("delete", "my-fern")


def test_a_token_can_be_given(terminal: Terminal, project: Path) -> None:
    terminal.ok("deploy", project, "--name", "given-token")
    tokens = Path(terminal.environ["XDG_STATE_HOME"], "wardian", "tokens.json")
    (token,) = next(iter(json.loads(tokens.read_text()).values())).values()
    tokens.unlink()
    assert "No token of given-token" in terminal.fails("versions", "given-token")
    assert "is not the token" in terminal.fails("versions", "given-token", "--token", "guess")
    terminal.ok("versions", "given-token", "--token", token)
    terminal.ok("deploy", project, "--swap", "given-token", WARDIAN_TOKEN=token)


def test_a_secret_without_a_value_is_asked_for(terminal: Terminal, project: Path) -> None:
    told = terminal.fails("deploy", project, API_KEY=None)
    assert "The secret API_KEY has no value: set the environment variable API_KEY." in told
    assert "The secret PIN has no value" in terminal.fails("deploy", project, "--secret", "PIN")


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("api.example.org:443", "api.example.org", "wardian.toml: grants.fetch.0: api.example.org is not of the form"),
        ("API_KEY", "api_key", "wardian.toml: secrets.api_key: A secret's name"),
        ('path = "/shop/*"', 'path = "shop"', "wardian.toml: routes.0.path: shop must start with /"),
        ("kv = true", "kv = 1", "wardian.toml: grants.kv must be true or false"),
        ('to = "the-shop"', "", "wardian.toml: routes[0].to is missing"),
    ],
)
def test_a_wrong_wardian_toml_is_told_with_its_key(
    terminal: Terminal, project: Path, old: str, new: str, says: str
) -> None:
    (project / "wardian.toml").write_text(TOML.replace(old, new))
    assert says in terminal.fails("deploy", project)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--fetch", "example.org"], "example.org is not of the form host:port"),
        (["--secret", "path=1"], "capital letters"),
        (["--name", "a", "--swap", "b"], "give one of them"),
        (["--name", "x"], "3 to 63 characters"),
        (["--swap", "never-was", "--token", "t"], "There is no deployment named never-was"),
        (["--swap", "../builds", "--token", "t"], "rror"),
        (["--server", "http://x:port", "--swap", "x", "--token", "t"], "is no URL"),
    ],
)
def test_options_that_will_not_do_are_told(terminal: Terminal, project: Path, arguments: list[str], says: str) -> None:
    assert says in terminal.fails("deploy", project, *arguments)


def test_a_component_is_deployed_as_it_is(terminal: Terminal, tmp_path: Path) -> None:
    component = tmp_path / "component.wasm"
    component.write_bytes(build(tmp_path))
    answered = terminal.ok("deploy", component, "--name", "a-component", "--secret", "API_KEY=secret")
    assert "granted secret API_KEY" in answered.stderr
    deployed = terminal.deployed("a-component").deployment
    assert (deployed.build, deployed.artifact.kind) == (None, ArtifactKind.COMPONENT)


def test_a_module_in_place_of_a_component_is_refused(terminal: Terminal, tmp_path: Path) -> None:
    module = tmp_path / "module.wasm"
    module.write_bytes(bytes(wat2wasm("(module)")))
    assert "This is not a WebAssembly component." in terminal.fails("deploy", module)
