"""One form of every path."""

import pytest

from local.paths import PathError, canonical_path, escaped_path


@pytest.mark.parametrize(
    ("raw", "canonical"),
    [
        ("/", "/"),
        ("/api/me", "/api/me"),
        ("/a%20b/%C5%A1", "/a b/š"),
        ("/a%2Fb", "/a%2Fb"),
        ("/a%2fb", "/a%2Fb"),
        ("/a/../b", "/b"),
        ("/bank/%2e%2e/operator/", "/operator/"),
        ("/../../x", "/x"),
        ("/a/./b/.", "/a/b/"),
        ("/a/b/..", "/a/"),
        ("//a", "//a"),
        ("/%ff", "/%ff"),
        ("/%252e", "/%2e"),
    ],
)
def test_a_path_has_one_form(raw: str, canonical: str) -> None:
    assert canonical_path(raw) == canonical


@pytest.mark.parametrize("raw", ["", "*", "http://localhost/x", "/a%00b"])
def test_what_is_no_path_is_refused(raw: str) -> None:
    with pytest.raises(PathError):
        canonical_path(raw)


@pytest.mark.parametrize("path", ["/api/me", "/a b/š", "/a%2Fb", "/a;b,c=d@e"])
def test_a_path_survives_being_written_into_a_url(path: str) -> None:
    assert canonical_path(escaped_path(path)) == path
