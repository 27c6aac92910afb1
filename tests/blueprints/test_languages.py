"""The language is the first part of the path."""

from blueprints.languages import LanguagePath


def test_a_language_in_the_path_stays_in_every_link(client):
    page = client.get("/en/")
    assert page.status == 200
    assert 'href="/en/report/"' in page.text
    assert 'href="/en/exit"' in page.text
    assert "/en/static/" not in page.text


def test_a_language_that_is_not_ready_is_no_page(client):
    assert client.get("/ro/").status == 404
    assert client.get("/ro/report/").status == 404


def test_without_a_language_the_page_is_english(client):
    assert client.get("/").tree.get("lang") == "en"


def test_a_word_that_only_begins_like_a_language_is_left_alone():
    seen = []
    LanguagePath(lambda environ, start: seen.append(environ["PATH_INFO"]))({"PATH_INFO": "/england/"}, None)
    LanguagePath(lambda environ, start: seen.append(environ["PATH_INFO"]))({"PATH_INFO": "/en"}, None)
    assert seen == ["/england/", "/"]
