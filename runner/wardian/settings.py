"""Every setting, once: its name, default and help. `WARDIAN_<NAME>` in the environment overrides the default."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from wardian.units import GIB, KIB, MIB

Networks = tuple[IPv4Network | IPv6Network, ...]

_ONE_EACH = "one for each processor"
_ONE_FOR_TWO = "one for two processors"
_ORIGIN = re.compile(r"https?://[a-z0-9.-]+(?::[0-9]{1,5})?|https?://\[[0-9a-f:.]+\](?::[0-9]{1,5})?")
"""As browsers send it in the Origin header (RFC 6454 section 6.2)."""


def _origins(text: str) -> tuple[str, ...]:
    """Those of a list with spaces or commas between. Raises ValueError."""
    origins = tuple(text.replace(",", " ").split())
    if not all(map(_ORIGIN.fullmatch, origins)):
        raise ValueError(text)
    return origins


def _networks(text: str) -> Networks:
    """Those of a list with spaces or commas between. Raises ValueError."""
    return tuple(ip_network(network) for network in text.replace(",", " ").split())


def _log_kind(text: str) -> str:
    """Raises ValueError."""
    if text not in ("text", "json"):
        raise ValueError(text)
    return text


def _built_site() -> Path:
    """The one that came with this installation; in a clone, what `make site` builds."""
    packaged = Path(__file__).parent / "_site"
    return packaged if packaged.is_dir() else Path("build/site")


def _setting(
    default: Any,
    help: str,
    shown: str | None = None,
    parse: Callable[[str], Any] | None = None,
    kind: str | None = None,
) -> Any:
    """`shown` says a default in words. `parse` reads a value that is a `kind`, if the default's type cannot."""
    parse = parse or type(default)
    return field(default=default, metadata={"help": help, "shown": shown, "parse": parse, "kind": kind})


def _limit(default: Any, help: str) -> Any:
    return field(default=default, metadata={"help": help, "limit": True, "parse": type(default)})


@dataclass(frozen=True, slots=True)
class Settings:
    data: Path = _setting(Path("data"), "Folder that holds everything the service must remember.")
    database: str = _setting(
        "",
        "PostgreSQL for all records, as `postgresql://user:password@host/name`.",
        shown="SQLite in the data folder",
    )
    storage: str = _setting(
        "",
        "S3 for all artifacts, as `s3://bucket/folder`; the usual `AWS_` variables say where it is and who asks.",
        shown="the data folder",
    )
    signing_keys: str = _setting(
        "",
        "Private keys that sign deployments, as `wardian keys new` prints them, the signing one first.",
        shown="a file in the data folder",
    )
    verify_keys: str = _setting(
        "",
        "Public keys, with spaces between, for an edge that shall check signatures and hold no private key.",
        shown="those of the private keys",
    )
    site: Path = _setting(
        _built_site(),
        "Folder of the built site, with the playground in it.",
        shown="the package's own; in a clone `build/site`",
        parse=Path,
    )
    log: str = _setting(
        "text",
        "How logs are written: `text`, or `json` with a line for each request too.",
        parse=_log_kind,
        kind="kind of log",
    )
    host: str = _setting("127.0.0.1", "Address to listen on.")
    port: int = _setting(8080, "Port of the control site.")
    edge_port: int = _setting(8081, "Port of the edge.")
    worker_port: int = _setting(8082, "Port on which a worker tells how it is: /healthz, /readyz and /metrics.")
    public_url: str = _setting(
        "http://localhost:{port}", "Where browsers reach the control site; {port} stands for the setting."
    )
    edge_url: str = _setting(
        "http://{name}.localhost:{edge_port}",
        "Where browsers reach a deployment; {name} stands for its name. Must be another site than public_url.",
    )
    origins: tuple[str, ...] = _setting(
        (),
        "Other sites whose pages may use this runner, such as `https://docs.example.org`, with spaces between.",
        shown="none",
        parse=_origins,
        kind="list of origins",
    )
    edge_fetch_networks: Networks = _setting(
        (),
        "Networks that guests with a grant may reach though they are not public, such as `10.1.0.0/16 ::1/128`.",
        shown="none",
        parse=_networks,
        kind="list of networks",
    )
    edge_workers: int = _setting(os.cpu_count() or 1, "Processes that serve the edge.", _ONE_EACH)
    edge_threads: int = _setting(
        64,
        "Guests with grants that may run at once in each of those processes, half of them one deployment's.",
    )
    build_workers: int = _setting(os.cpu_count() or 1, "Builds that run at once.", _ONE_EACH)
    build_lease_s: float = _setting(
        15.0, "Seconds without news of a worker after which another one builds what it had; on PostgreSQL only."
    )
    queue_size: int = _setting(256, "Builds that may wait; one more is refused with 503.")
    quick_workers: int = _setting(
        max(1, (os.cpu_count() or 1) // 2), "Checks and formats that run at once, beside the builds.", _ONE_FOR_TWO
    )
    quick_size: int = _setting(64, "Checks and formats that may wait; one more is refused with 503.")
    build_rate: int = _setting(
        0, "Builds that one address may start in a minute, on all nodes; one more is refused with 429. 0 is no limit."
    )
    build_hour: int = _setting(
        0, "Builds that one address may start in an hour, on all nodes; one more is refused with 429. 0 is no limit."
    )
    client_deployments: int = _setting(
        0, "Deployments made from one address that may live at once; one more is refused with 429. 0 is no limit."
    )
    client_bytes: int = _setting(
        0, "Bytes of programs and assets that these may take together; more is refused with 429. 0 is no limit."
    )
    trusted_proxies: Networks = _setting(
        (),
        "Networks of reverse proxies whose `X-Forwarded-For` tells who the client is, such as `127.0.0.1 ::1`.",
        shown="none",
        parse=_networks,
        kind="list of networks",
    )
    artifact_days: int = _setting(
        30, "Days after its last use that an artifact which no deployment and no share needs is removed."
    )
    artifact_bytes: int = _setting(
        10 * GIB,
        "Bytes that artifacts and their compressed forms may take; beyond them, those not used for longest go first.",
        shown="10 GiB",
    )

    source_bytes: int = _limit(1 * MIB, "Source of one project, in bytes.")
    source_files: int = _limit(64, "Files in one project.")
    build_wall_s: float = _limit(15.0, "Time a build may take, in seconds.")
    build_cpu_s: int = _limit(10, "CPU time a compiler process may use, in seconds.")
    build_memory: int = _limit(1 * GIB, "Memory a compiler process may use, in bytes.")
    build_output: int = _limit(8 * MIB, "Largest WebAssembly module a build may make, in bytes.")
    build_log: int = _limit(256 * KIB, "Compiler messages that are kept, in bytes.")
    quick_wall_s: float = _limit(5.0, "Time that checking or formatting a project may take, in seconds.")

    head_s: float = _limit(
        10.0, "Time that the line and headers of a request may take, and a connection may rest, in seconds."
    )
    edge_wall_s: float = _limit(10.0, "Time a request to a guest may take, in seconds.")
    edge_cpu_s: float = _limit(0.2, "CPU time a guest may use for a request, in seconds.")
    edge_memory: int = _limit(64 * MIB, "Memory a guest may use, in bytes.")
    edge_request: int = _limit(10 * MIB, "Largest request body a guest may be sent, in bytes.")
    edge_response: int = _limit(1 * MIB, "Largest response a guest may make, in bytes.")
    edge_fetches: int = _limit(16, "Fetches that a request may set off, redirects and other guests' fetches included.")
    edge_hops: int = _limit(8, "Guests that a request may come through.")
    edge_fetch_s: float = _limit(5.0, "Time a fetch may take if the guest sets none, in seconds.")
    edge_fetch_response: int = _limit(4 * MIB, "Largest response body a guest may fetch, in bytes.")
    edge_kv_keys: int = _limit(1000, "Keys in the store of one deployment.")
    edge_kv_value: int = _limit(64 * KIB, "Largest value in a deployment's store, in bytes.")
    edge_kv_bytes: int = _limit(1 * MIB, "Values in the store of one deployment, in bytes, all together.")
    edge_kv_calls: int = _limit(500, "Uses of the store that a guest may make for a request.")
    edge_component: int = _limit(32 * MIB, "Largest component that may be uploaded, in bytes.")
    ttl_min_s: int = _limit(15 * 60, "Shortest life of a deployment, in seconds.")
    ttl_max_s: int = _limit(7 * 24 * 3600, "Longest life of a deployment, in seconds.")
    ttl_s: int = _limit(24 * 3600, "Life of a deployment that asks for none, in seconds.")

    def __post_init__(self) -> None:
        object.__setattr__(self, "public_url", self.public_url.replace("{port}", str(self.port)))
        object.__setattr__(self, "edge_url", self.edge_url.replace("{edge_port}", str(self.edge_port)))

    @classmethod
    def from_env(cls, environ: Mapping[str, str] = os.environ) -> Settings:
        """Raises ValueError naming the variable when one does not parse."""
        values: dict[str, Any] = {}
        for entry in fields(cls):
            text = environ.get(variable(entry.name))
            if text is None:
                continue
            parse: Callable[[str], Any] = entry.metadata["parse"]
            try:
                values[entry.name] = parse(text)
            except ValueError as error:
                kind = entry.metadata.get("kind") or parse.__name__
                raise ValueError(
                    f"{variable(entry.name)}={text!r} is not a valid {kind}: {entry.metadata['help']}"
                ) from error
        return cls(**values)

    @property
    def public_origin(self) -> str:
        """The control site's own, as browsers send it."""
        public = urlsplit(self.public_url)
        return f"{public.scheme}://{public.netloc}"

    def limits(self) -> dict[str, int | float]:
        """What a program, a build or a deployment may use, by name: bytes, seconds or a count."""
        return {entry.name: getattr(self, entry.name) for entry in fields(self) if entry.metadata.get("limit")}

    def to_env(self) -> dict[str, str]:
        """The variables that make `from_env` give these settings again, for processes started from this one."""
        values = {variable(entry.name): getattr(self, entry.name) for entry in fields(self)}
        return {
            name: " ".join(map(str, value)) if isinstance(value, tuple) else str(value)
            for name, value in values.items()
        }


def variable(name: str) -> str:
    return f"WARDIAN_{name.upper()}"


def cache_dir(environ: Mapping[str, str] = os.environ) -> Path:
    """Where toolchains and compiled runtimes are kept (XDG Base Directory): safe to delete, costly to remake."""
    base = environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "wardian"
