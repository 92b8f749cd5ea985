"""Conditional writes as data: nothing that a store's language could misread gets into one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.patches import (
    Above,
    AllOf,
    AnyOf,
    Append,
    Below,
    Change,
    Condition,
    Equals,
    Increment,
    LengthIs,
    Patch,
    Path,
    Present,
    Set,
)

FINE = Equals(("state",), "open")


def test_a_patch_makes_one_to_ten_changes() -> None:
    for count in (1, 10):
        Patch(tuple(Set((f"a{number}",), number) for number in range(count)), FINE)
    for count in (0, 11):
        with pytest.raises(ValueError, match="1 to 10 changes"):
            Patch(tuple(Set((f"a{number}",), number) for number in range(count)), FINE)


@pytest.mark.parametrize(
    "path",
    [(), ("",), ("A",), ("a", ""), ("a.b",), ("a/b",), ('a"b',), ("a'b",), ("a b",), ("a\n",), ("0",), ("_a",), ("-",),
     ("ž",), ("a]",), ("$",), ("x" * 82,), ("a", "b", "c d")],
)  # fmt: skip
@pytest.mark.parametrize(
    "use",
    [
        lambda path: Patch((Set(path, 1),), FINE),
        lambda path: Patch((Increment(path, 1),), FINE),
        lambda path: Patch((Append(path, 1),), FINE),
        lambda path: Patch((Set(("a",), 1),), Equals(path, 1)),
        lambda path: Patch((Set(("a",), 1),), Equals(("a",), path or ("",))),
        lambda path: Patch((Set(("a",), 1),), Below(path, 1)),
        lambda path: Patch((Set(("a",), 1),), Above(path, 1)),
        lambda path: Patch((Set(("a",), 1),), Present(path)),
        lambda path: Patch((Set(("a",), 1),), LengthIs(path, 1)),
        lambda path: Patch((Set(("a",), 1),), AllOf((FINE, AnyOf((FINE, Present(path)))))),
    ],
    ids=["set", "increment", "append", "equals", "equals-path", "below", "above", "present", "length", "nested"],
)
def test_a_path_is_plain_names_wherever_it_stands(use: "object", path: Path) -> None:
    with pytest.raises(ValueError, match="plain names"):
        use(path)  # type: ignore[operator]


@pytest.mark.parametrize("text", ["", "a b", "a'b", 'a"b', "a\\b", "a;b", "a\n", "ž", "a.b", "x" * 101, "$"])
def test_a_condition_compares_with_plain_constants(text: str) -> None:
    with pytest.raises(ValueError, match="plain constants"):
        Patch((Set(("a",), 1),), Equals(("a",), text))


@pytest.mark.parametrize("empty", [AllOf(()), AnyOf(()), AllOf((AnyOf(()),))])
def test_a_condition_has_a_part(empty: Condition) -> None:
    with pytest.raises(ValueError, match="at least one part"):
        Patch((Set(("a",), 1),), empty)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (Set(("a",), 1), Set(("a",), 2)),
        (Set(("a",), 1), Increment(("a",), 2)),
        (Increment(("a",), 1), Increment(("a",), 2)),
        (Set(("a",), {}), Set(("a", "b"), 2)),
        (Set(("a", "b"), 2), Set(("a",), {})),
        (Set(("a",), []), Append(("a",), 2)),
        (Append(("a",), 2), Append(("a", "b"), 2)),
    ],
)
def test_two_changes_of_one_place_are_refused(first: Change, second: Change) -> None:
    """Stores differ on whether the second sees the first."""
    with pytest.raises(ValueError, match="one place"):
        Patch((first, second), FINE)


def test_a_list_may_be_appended_to_twice_and_neighbours_changed_together() -> None:
    Patch((Append(("a",), 1), Append(("a",), 2), Set(("b", "c"), 1), Set(("b", "d"), 1), Set(("bc",), 1)), FINE)


@given(st.text(max_size=90))
def test_a_name_is_taken_exactly_when_no_language_could_misread_it(name: str) -> None:
    plain = name.isascii() and name.replace("_", "a").isalnum() and name == name.lower()
    fine = plain and name[:1].isalpha() and len(name) <= 81

    try:
        Patch((Set((name,), 1),), FINE)
    except ValueError:
        assert not fine
    else:
        assert fine
