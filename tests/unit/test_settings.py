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
