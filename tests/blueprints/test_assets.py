"""Style sheet and scripts: hashed, compressed, kept for a year."""

import brotli

from blueprints import assets

BROWSER = {"Accept-Encoding": "gzip, deflate, br"}


def address(app, name: str) -> str:
    return app.jinja_env.globals["asset"](name)


def test_the_style_sheet_comes_compressed_and_stays_a_year(app):
    answer = app.test_client().get(address(app, "site.css"), headers=BROWSER, buffered=True)
    assert answer.status_code == 200
    assert answer.headers["Content-Encoding"] == "br"
    assert answer.headers["Cache-Control"] == "max-age=31536000, public, immutable"
    assert brotli.decompress(answer.data) == (assets.FOLDER / "site.css").read_bytes()


def test_an_old_browser_gets_gzip_or_plain(app):
    client = app.test_client()
    assert (
        client.get(address(app, "site.js"), headers={"Accept-Encoding": "gzip"}, buffered=True).headers[
            "Content-Encoding"
        ]
        == "gzip"
    )
    assert client.get(address(app, "site.js"), buffered=True).data == (assets.FOLDER / "site.js").read_bytes()


def test_the_name_changes_with_the_content(tmp_path):
    (tmp_path / "out").mkdir()
    source = tmp_path / "a.css"
    source.write_text("a{}")
    first = assets._keep(tmp_path / "out", source)
    source.write_text("b{}")
    assert assets._keep(tmp_path / "out", source) != first


def test_every_script_and_sheet_is_served_and_nothing_else(app):
    client = app.test_client()
    for source in assets.FOLDER.iterdir():
        if source.suffix in assets.SERVED:
            assert client.get(address(app, source.name), buffered=True).status_code == 200
    assert client.get("/static/site.css").status_code == 404
    assert client.get("/static/../app.py").status_code == 404


def test_the_headers_of_a_static_file_are_few(app):
    answer = app.test_client().get(address(app, "site.css"), headers=BROWSER, buffered=True)
    assert sum(len(name) + len(value) + 4 for name, value in answer.headers) < 400
    assert "Set-Cookie" not in answer.headers
    assert "Access-Control-Allow-Origin" not in answer.headers
