"""Seals open with the right key in the right place, and nowhere else."""

import pytest

from rules import vault
from rules.vault import NotOpened


@pytest.fixture(scope="module")
def keys():
    return vault.read_keys(vault.new_key_file())


def test_what_the_server_sealed_it_opens(keys):
    assert vault.unseal(keys, vault.seal(keys, "Ánna 😟", "account.name.M-1"), "account.name.M-1") == "Ánna 😟"


def test_a_sealed_text_moved_to_another_row_does_not_open(keys):
    sealed = vault.seal(keys, "Anna", "account.name.M-1")
    with pytest.raises(NotOpened):
        vault.unseal(keys, sealed, "account.name.M-2")


def test_a_sealed_text_moved_to_another_column_does_not_open(keys):
    sealed = vault.seal(keys, "Anna", "account.name.M-1")
    with pytest.raises(NotOpened):
        vault.unseal(keys, sealed, "account.email.M-1")


def test_one_changed_letter_does_not_open(keys):
    sealed = vault.seal(keys, "Anna", "account.name.M-1")
    changed = sealed[:-9] + ("A" if sealed[-9] != "A" else "B") + sealed[-8:]
    with pytest.raises(NotOpened):
        vault.unseal(keys, changed, "account.name.M-1")


def test_another_servers_key_does_not_open(keys):
    other = vault.read_keys(vault.new_key_file())
    with pytest.raises(NotOpened):
        vault.unseal(other, vault.seal(keys, "Anna", "account.name.M-1"), "account.name.M-1")


def test_after_a_new_root_is_put_first_the_old_one_still_opens(keys):
    sealed = vault.seal(keys, "Anna", "account.name.M-1")
    turned = vault.Keys((("k2", b"2" * 32), *keys.roots), keys.index)
    assert vault.unseal(turned, sealed, "account.name.M-1") == "Anna"
    assert vault.seal(turned, "Anna", "account.name.M-1").startswith("1.k2.")


def test_short_texts_of_any_length_are_as_long_sealed(keys):
    lengths = {len(vault.seal(keys, "x" * size, "account.name.M-1")) for size in (0, 1, 100, 252)}
    assert len(lengths) == 1


@pytest.mark.parametrize("size", [253, 1020, 16_380, 16_381, 70_000])
def test_long_texts_open_whole(keys, size):
    text = "é" * size
    assert vault.unseal(keys, vault.seal(keys, text, "report.words.R-1"), "report.words.R-1") == text


def test_a_key_sealed_to_a_pair_opens_with_its_private_half_only():
    public, private = vault.new_pair()
    _, stranger = vault.new_pair()
    sealed = vault.seal_to(public, b"k" * 32)
    assert vault.open_from(private, sealed) == b"k" * 32
    with pytest.raises(NotOpened):
        vault.open_from(stranger, sealed)


def test_a_wrapped_key_opens_with_the_same_wrapping_key_only():
    _, private = vault.new_pair()
    wrapped = vault.wrap(b"w" * 32, private, "account.private_key.M-1")
    assert vault.unwrap(b"w" * 32, wrapped, "account.private_key.M-1") == private
    with pytest.raises(NotOpened):
        vault.unwrap(b"v" * 32, wrapped, "account.private_key.M-1")


@pytest.mark.parametrize("junk", ["", "1", "1.k1", "1.k1.!!!", "x.y.z.w", "1.k9.AAAA"])
def test_junk_is_refused_and_not_a_crash(keys, junk):
    with pytest.raises((NotOpened, IndexError)) as refused:
        vault.unseal(keys, junk, "account.name.M-1")
    assert refused.type is NotOpened


def test_hashes_for_two_purposes_differ(keys):
    assert vault.keyed_hash(keys.index, "one", "x") != vault.keyed_hash(keys.index, "two", "x")


def test_parts_cannot_slide_into_each_other(keys):
    assert vault.keyed_hash(keys.index, "p", "ab", "c") != vault.keyed_hash(keys.index, "p", "a", "bc")


def test_keys_are_never_shown_by_accident(keys):
    assert "index" not in repr(keys)
    assert str(keys.roots[0][1]) not in repr(keys)
