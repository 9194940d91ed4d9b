from pathlib import Path

from config import collected


def test_static_files_are_collected_again_only_after_a_change(settings, tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    (source / "page.css").write_text("a { color: red }")
    settings.STATICFILES_DIRS = [source]
    settings.STATIC_ROOT = tmp_path / "collected"
    made = settings.STATIC_ROOT / "page.css"

    collected.collect()
    made.unlink()
    collected.collect()
    assert not made.exists()

    (source / "page.css").write_text("a { color: green }")
    collected.collect()
    assert made.read_text() == "a { color: green }"
