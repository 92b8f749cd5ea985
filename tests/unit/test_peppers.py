"""Peppers and their rotation."""

from shared.peppers import Pepper, Peppers

OLD, NEW = Pepper("1", b"o" * 32), Pepper("2", b"n" * 32)


def test_without_a_rotation_there_is_one() -> None:
    peppers = Peppers(OLD)

    assert peppers.accepted == (OLD,)
    assert peppers.of_version("1") is OLD
    assert peppers.of_version("2") is None


def test_during_a_rotation_both_are_accepted_newest_first() -> None:
    peppers = Peppers(NEW, OLD)

    assert peppers.accepted == (NEW, OLD)
    assert peppers.of_version("1") is OLD
    assert peppers.of_version("2") is NEW


def test_the_secret_bytes_do_not_show() -> None:
    assert "oooo" not in repr(OLD)
    assert "oooo" not in repr(Peppers(NEW, OLD))
