from pathlib import Path

from tools.kill_rehearse import kill_once


def test_a_killed_rehearsal_leaves_none_or_a_whole_database_and_can_begin_anew(tmp_path: Path) -> None:
    """``tools/kill_rehearse.py`` does this forty times over the whole duration."""
    for after in (0.6, 1.2, 2.5):
        kill = kill_once(tmp_path, after)
        assert kill.sound
        assert not kill.ended
    assert kill.database
