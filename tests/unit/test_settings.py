from __future__ import annotations

import pytest

from wardian.settings import Settings


@pytest.mark.parametrize("text", ["https://a.example http://localhost:3000", "https://a.example,http://localhost:3000"])
def test_origins_are_a_list(text: str) -> None:
    settings = Settings.from_env({"WARDIAN_ORIGINS": text})
    assert settings.origins == ("https://a.example", "http://localhost:3000")
    assert Settings.from_env(settings.to_env()) == settings


def test_no_origin_is_the_default() -> None:
    assert Settings().origins == ()
    assert Settings.from_env(Settings().to_env()) == Settings()


@pytest.mark.parametrize(
    "text",
    ["*", "a.example", "https://a.example/", "https://A.example", "null", "https://*.example", "ftp://a.example"],
)
def test_what_is_no_origin_is_refused_by_name(text: str) -> None:
    with pytest.raises(ValueError, match=r"WARDIAN_ORIGINS=.* is not a valid list of origins"):
        Settings.from_env({"WARDIAN_ORIGINS": text})


def test_networks_are_a_list() -> None:
    settings = Settings.from_env({"WARDIAN_EDGE_FETCH_NETWORKS": "10.1.0.0/16, ::1/128 192.168.0.7"})
    assert [str(network) for network in settings.edge_fetch_networks] == ["10.1.0.0/16", "::1/128", "192.168.0.7/32"]
    assert Settings.from_env(settings.to_env()) == settings


@pytest.mark.parametrize("text", ["*", "localhost", "10.1.0.1/16", "10.0.0.0/33"])
def test_what_is_no_network_is_refused_by_name(text: str) -> None:
    with pytest.raises(ValueError, match=r"WARDIAN_EDGE_FETCH_NETWORKS=.* is not a valid list of networks"):
        Settings.from_env({"WARDIAN_EDGE_FETCH_NETWORKS": text})
