"""What is packaged is well-formed to whoever reads it, and names settings, commands and ports that there are."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import trustme
import yaml
from compose_spec import PyCompose

from wardian.cli import main
from wardian.edge.lanes import WORKING
from wardian.settings import Settings, variable
from wardian.units import GIB

ROOT = Path(__file__).parents[3]
PACKAGING = ROOT / "packaging"
GUIDE = (ROOT / "site" / "guide" / "operate.md").read_text(encoding="utf-8")
KUBERNETES = "1.33"
TEXTS = {path.name: path.read_text(encoding="utf-8") for path in PACKAGING.rglob("*.*") if path.is_file()}
PORTS = {"web": Settings().port, "edge": Settings().edge_port, "worker": Settings().worker_port}


def manifests() -> Iterator[tuple[str, dict[str, Any]]]:
    for path in sorted((PACKAGING / "kubernetes").glob("*.yaml")):
        for manifest in yaml.safe_load_all(path.read_text(encoding="utf-8")):
            yield f"{path.name} {manifest['kind']}", manifest


MANIFESTS = dict(manifests())
DEPLOYMENTS = [manifest for manifest in MANIFESTS.values() if manifest["kind"] == "Deployment"]


@pytest.mark.parametrize("name", MANIFESTS)
def test_a_manifest_is_what_its_schema_says(name: str) -> None:
    kubernetes_validate.validate(MANIFESTS[name], KUBERNETES, strict=True)


@pytest.mark.parametrize("role", PORTS)
def test_a_pod_has_its_roles_port_and_what_a_sandbox_needs_and_no_more(role: str) -> None:
    (deployment,) = [found for found in DEPLOYMENTS if found["metadata"]["name"] == role]
    pod = deployment["spec"]["template"]["spec"]
    (container,) = pod["containers"]
    assert (container["args"], container["ports"][0]["containerPort"]) == ([role], PORTS[role])
    assert (pod["hostUsers"], pod["securityContext"]["runAsNonRoot"]) == (False, True)
    assert pod["securityContext"]["seccompProfile"] == {"type": "Unconfined"}
    assert container["securityContext"] == {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }
    assert pod["terminationGracePeriodSeconds"] > Settings().edge_wall_s + 2 * 5


@pytest.mark.parametrize("role", PORTS)
def test_a_pod_has_the_memory_that_may_be_used_at_once(role: str) -> None:
    (deployment,) = [found for found in DEPLOYMENTS if found["metadata"]["name"] == role]
    (container,) = deployment["spec"]["template"]["spec"]["containers"]
    settings = Settings.from_env({entry["name"]: entry["value"] for entry in container["env"]})
    at_once = {
        "web": settings.quick_workers * settings.build_memory,
        "worker": settings.build_workers * settings.build_memory,
        "edge": settings.edge_workers * (settings.edge_threads + WORKING) * settings.edge_memory,
    }
    memory = container["resources"]["limits"]["memory"]
    assert int(memory.removesuffix("Gi")) * GIB > at_once[role]


@pytest.mark.parametrize("name", TEXTS)
def test_every_setting_and_every_command_exists(name: str) -> None:
    settings = {variable(entry.name) for entry in fields(Settings)}
    assert set(re.findall(r"\bWARDIAN_[A-Z_]+", TEXTS[name])) <= settings
    commands = set(re.findall(r"^ *(?:args|command): \[(\w+)\]", TEXTS[name], re.MULTILINE))
    assert commands <= set(main.commands)


def test_the_compose_file_is_one() -> None:
    """With YAML's merge keys followed, as its readers do."""
    services = PyCompose.from_json(json.dumps(yaml.safe_load(TEXTS["compose.yaml"]))).services
    assert {"web", "worker", "edge", "schema", "database", "storage", "bucket"} == set(services or ())


def test_the_containerfile_passes_hadolint() -> None:
    hadolint = Path(sys.executable).with_name("hadolint")
    done = subprocess.run([hadolint, PACKAGING / "Containerfile"], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")
def test_systemd_reads_the_unit(tmp_path: Path) -> None:
    """On a copy whose program exists."""
    unit = tmp_path / "wardian.service"
    unit.write_text(TEXTS["wardian.service"].replace("/opt/wardian/bin/wardian up", "/bin/true"))
    done = subprocess.run(["systemd-analyze", "verify", unit], capture_output=True, text=True, timeout=60)
    assert (done.returncode, "wardian.service" in done.stderr) == (0, False), done.stderr


@pytest.mark.skipif(shutil.which("nginx", path="/usr/sbin:/usr/bin") is None, reason="nginx is not installed")
@pytest.mark.parametrize("source", ["packaging/nginx.conf", "the guide"])
def test_nginx_reads_the_configuration(source: str, tmp_path: Path) -> None:
    shown = re.findall(r"^```nginx\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL)
    for number, text in enumerate([TEXTS["nginx.conf"]] if source.startswith("packaging") else shown):
        folder = tmp_path / str(number)
        folder.mkdir()
        certificate = trustme.CA().issue_cert("wardian.example.org")
        certificate.private_key_and_cert_chain_pem.write_to_path(folder / "both.pem")
        text = re.sub(r"/etc/ssl/[\w-]+\.(pem|key)", str(folder / "both.pem"), text)
        logs = f"pid {folder}/pid; error_log {folder}/log;"
        inside = f"access_log off; {' '.join(_temporary(folder))}"
        (folder / "nginx.conf").write_text(f"{logs} events {{}} http {{ {inside}\n{text}\n}}")
        command = ["nginx", "-t", "-p", str(folder), "-c", str(folder / "nginx.conf")]
        path = {"PATH": "/usr/sbin:/usr/bin"}
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, env=path)
        assert done.returncode == 0, done.stderr
        assert "warn" not in done.stderr


def _temporary(folder: Path) -> Iterator[str]:
    for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"):
        yield f"{kind}_temp_path {folder}/{kind};"


def test_workers_are_scaled_by_a_figure_that_is_told() -> None:
    scaler = MANIFESTS["04-worker.yaml HorizontalPodAutoscaler"]
    name = scaler["spec"]["metrics"][0]["external"]["metric"]["name"]
    assert name in (ROOT / "runner/wardian/builds/backlog.py").read_text(encoding="utf-8")
    assert name in TEXTS["06-queue-age.yaml"]
