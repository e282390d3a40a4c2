"""彩排: the whole ceremony in a copy of the file, which is thrown away afterwards (draw-spec.md §3).

The copy's papers bear the word, its frozen inputs and log have a period id of their own, and the office's
file is never written.
"""

from dataclasses import replace
from pathlib import Path

from app.core.errors import UserError
from app.core.periods import REHEARSAL
from app.services import backup
from app.services.office import Store, open_store, read_office, save_office
from app.services.rows.office import Act

_FILE = f"{REHEARSAL}.db"


def rehearsal_copy(store: Store, folder: Path, act: Act) -> Store:
    """Copy a file into a folder of its own and open the copy as a rehearsal's; the caller closes it.

    The folder may hold an unfinished copy where this fails.
    """
    if read_office(store).watermark == REHEARSAL:
        raise UserError("这里已经是彩排，不能再彩排。")
    folder.mkdir(parents=True, exist_ok=True)
    place = folder / _FILE
    backup.copy_to(store.path, place)
    copy = open_store(place)
    try:
        save_office(copy, replace(read_office(copy), watermark=REHEARSAL), act)
    except BaseException:
        copy.close()
        raise
    return copy
