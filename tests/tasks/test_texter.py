"""The sender of texts that keeps each as a file."""

import pytest

from tasks import texter
from tasks.relay import Trouble


def test_each_text_is_a_file_for_this_account_alone(tmp_path):
    sender = texter.sender_for(f"file://{tmp_path}/some%20texts")
    assert [sender.send("07700 900123", text) for text in ("Hello.", "Привет.")] == [250, 250]
    found = sorted((tmp_path / "some texts").iterdir())
    assert [one.read_text() for one in found] == ["07700 900123\n\nHello.\n", "07700 900123\n\nПривет.\n"]
    assert {one.stat().st_mode & 0o077 for one in found} == {0}
    assert {one.suffix for one in found} == {".txt"}


def test_without_the_setting_there_are_no_texts():
    assert texter.sender_for("") is None


@pytest.mark.parametrize("url", ["https://example.org/send", "file:texts", "file://host/texts", "/texts"])
def test_any_other_setting_is_a_mistake(url):
    with pytest.raises(ValueError, match="NUM_TEXT_URL"):
        texter.sender_for(url)


def test_a_folder_that_takes_nothing_is_trouble_and_nobodys_fault(tmp_path):
    (tmp_path / "texts").write_text("in the way")
    with pytest.raises(Trouble):
        texter.sender_for(f"file://{tmp_path}/texts").send("07700 900123", "Hello.")
