from pathlib import Path

from tools.kill_rehearse import kill, start, until_database


def test_a_killed_rehearsal_leaves_none_or_a_whole_database_and_can_begin_anew(tmp_path: Path) -> None:
    """``tools/kill_rehearse.py`` does this forty times over the whole duration."""
    early = kill(tmp_path, start(tmp_path), 0.2)
    assert early.sound
    for after in (0.3, 1.5):
        rehearsal = start(tmp_path)
        until_database(tmp_path)
        late = kill(tmp_path, rehearsal, after)  # a slow machine may be between two databases here
        assert late.sound
        assert not late.ended
