import contextlib
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date
from pathlib import Path
from threading import Barrier

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, select
from sqlalchemy.exc import IntegrityError

from app.core.errors import DamagedError, UserError
from app.models import database, search, search_index
from app.models.database import HEAD_REVISION, create_store, open_store, revision_of
from app.models.schema import (
    Auxiliary,
    Campaign,
    Draw,
    DrawEntry,
    Event,
    InspectionObject,
    Inspector,
    MarkNote,
    Recusal,
    Setting,
    TargetedCheck,
    metadata,
)

MIGRATIONS = Path(database.__file__).parent / "migrations"


def test_the_migrated_schema_equals_the_declared_one(tmp_path: Path) -> None:
    store = create_store(tmp_path / "a.db")
    ours = {"include_name": lambda name, kind, _parents: kind != "table" or name in metadata.tables}
    with store.engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection, opts=ours), metadata)
        made = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars()
        strangers = set(made) - metadata.tables.keys()
    store.close()
    assert differences == []
    assert {name for name in strangers if not name.startswith("object_search")} == {"alembic_version"}


def test_the_head_revision_is_the_newest_migration() -> None:
    assert ScriptDirectory(str(MIGRATIONS)).get_current_head() == HEAD_REVISION


def test_what_is_written_is_there_after_opening_again(tmp_path: Path) -> None:
    path = tmp_path / "名 录#1%.db"
    with (store := create_store(path)).writing() as session:
        session.add(Setting(key="office", value="示例区生态环境局"))
    store.close()
    with (again := open_store(path)).reading() as session:
        assert session.get_one(Setting, "office").value == "示例区生态环境局"
    again.close()


def test_words_that_are_no_words_any_more_are_told_as_damage(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    create_store(path).close()
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("INSERT INTO setting VALUES (CAST(x'ff' AS TEXT), '1')")
    store = open_store(path)
    with pytest.raises(DamagedError, match="已损坏，请用备份恢复"), store.reading() as session:
        session.scalars(select(Setting.key)).all()
    store.close()


def test_an_error_inside_keeps_nothing(tmp_path: Path) -> None:
    store = create_store(tmp_path / "a.db")
    with contextlib.suppress(ZeroDivisionError), store.writing() as session:
        session.add(Setting(key="office", value="x"))
        session.flush()
        raise ZeroDivisionError
    with store.reading() as session:
        assert session.get(Setting, "office") is None
    store.close()


@pytest.mark.parametrize("table", [DrawEntry.__tablename__, Event.__tablename__])
def test_the_logs_only_grow(tmp_path: Path, table: str) -> None:
    store = create_store(tmp_path / "a.db")
    with store.writing() as session:
        session.add(DrawEntry(n=1, kind="freeze", digest="d", period="p", payload="x", head="h"))
        session.add(Event(n=1, at="", by="", act="", detail="", head=""))
    for verb in (f"UPDATE {table} SET head='x'", f"DELETE FROM {table}"):
        with pytest.raises(IntegrityError, match="append-only"), store.writing() as session:
            session.connection().exec_driver_sql(verb)
    store.close()


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="没有找到"):
        open_store(tmp_path / "none.db")


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04 not a database", b"SQLite format 3\x00" + b"\x01" * 4096]
)
def test_what_is_no_database_is_called_damaged(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.db"
    path.write_bytes(content)
    with pytest.raises(DamagedError):
        open_store(path)
    assert path.read_bytes() == content


def test_another_programs_database_is_not_ours(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE t (x)")
        connection.commit()
    with pytest.raises(DamagedError, match="不是本程序"):
        open_store(path)


def test_a_newer_file_is_refused_and_untouched(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    create_store(path).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE alembic_version SET version_num='9999'")
        connection.commit()
    before = path.read_bytes()
    with pytest.raises(UserError, match="较新版本"):
        open_store(path)
    assert path.read_bytes() == before


def test_a_killed_start_leaves_no_half_database(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    (tmp_path / "a.db.新建中").write_bytes(b"half")
    create_store(path).close()
    assert revision_of(path) == HEAD_REVISION
    assert [file.name for file in tmp_path.iterdir()] == ["a.db"]


# The system refuses to write on after so many bytes, as a full disk does.
NO_ROOM = """
import resource, signal, sys
from pathlib import Path
from app.core.errors import UserError
from app.models.database import create_store
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
try:
    create_store(Path(sys.argv[1]))
except UserError as error:
    print(error)
"""


def test_a_database_for_which_there_is_no_room_is_told_and_leaves_nothing(tmp_path: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", NO_ROOM, str(tmp_path / "a.db")],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        encoding="utf-8",
        check=True,
    ).stdout
    assert "磁盘" in told
    assert not [*tmp_path.iterdir()]


def test_many_threads_read_at_once_and_none_loses_its_connection(tmp_path: Path) -> None:
    readers = 12
    all_there = Barrier(readers)

    def read(_number: int) -> int:
        with store.reading() as session:
            session.scalars(select(Setting.key)).all()
            all_there.wait()
            return len(session.scalars(select(Setting.key)).all())

    with closing(create_store(tmp_path / "a.db")) as store, ThreadPoolExecutor(readers) as workers:
        assert [*workers.map(read, range(readers))] == [0] * readers


def test_a_read_only_store_refuses_to_write(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    create_store(path).close()
    store = open_store(path, read_only=True)
    with pytest.raises(UserError, match="只读"), store.writing():
        pass
    store.close()


def test_a_file_with_objects_that_had_no_index_of_its_search_is_searched_at_once(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    given = {"id", "code", "name", "name_pinyin", "name_initials"}
    columns = InspectionObject.__table__.columns
    empty = [column.name for column in columns if not column.nullable and column.name not in given]
    with _of_revision(path, "0004") as connection:
        connection.exec_driver_sql(
            f"INSERT INTO inspection_object (code,name,name_pinyin,name_initials,{','.join(empty)}) VALUES "
            "('WL-0001','示例江口造纸厂','shilijiangkouzaozhichang','sljkzzc'" + ",''" * len(empty) + ")"
        )
    with closing(open_store(path)) as store, store.reading() as session:
        found = search.candidates(session, "江口", 10)
        assert found is not None
        assert list(session.scalars(found)) == [1]
        assert search_index.is_true(session.connection())


@contextlib.contextmanager
def _of_revision(path: Path, revision: str) -> Iterator[Connection]:
    """Make a file as an older version of the program left it, and give a connection to fill it by."""
    path.touch()
    engine = database.make_engine(path)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        yield connection
    engine.dispose()


def test_a_file_of_the_first_version_is_brought_up_to_date_with_all_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    with _of_revision(path, "0001") as connection:
        connection.exec_driver_sql(
            "INSERT INTO annual_plan VALUES (1,2024,1,'已签发','','','2024-01-18','',NULL,'',NULL,"
            "'','',NULL,'','',NULL)"
        )
        connection.exec_driver_sql(
            "INSERT INTO draw (id,plan_id,period,year,quarter,attempt,state,frozen,digest,salt,roles,place,"
            "due_on,excluded,frozen_at,digits,seed,seeded_at,result,result_digest,drawn_at,voided_at,"
            "void_reason,revealed_at) VALUES (1,1,'2024Q3',2024,3,1,'已冻结',x'00','d','-','[]','',"
            "'2024-09-30','[]','t','[]','','','','','','','','')"
        )
    assert revision_of(path) == "0001"
    store = open_store(path)
    with store.reading() as session:
        draw = session.get_one(Draw, 1)
        assert (draw.title, draw.kind, draw.reveal_mode) == ("2024年第三季度", "年度计划", "保密摇号")
        assert draw.sources == []
    store.close()
    assert revision_of(path) == HEAD_REVISION


def test_a_file_without_checks_outside_the_draw_is_brought_up_to_date_and_takes_one(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    with _of_revision(path, "0002") as connection:
        connection.exec_driver_sql(
            "INSERT INTO campaign VALUES (1,2024,1,'汛期专项','理由','[]','[]','[]','2024-06-30','周例远','')"
        )
    assert revision_of(path) == "0002"
    store = open_store(path)
    assert revision_of(path) == HEAD_REVISION
    with store.writing() as session:
        session.add(InspectionObject(code="WL-0001", name="示例", name_pinyin="", name_initials=""))
        session.flush()
        session.add(TargetedCheck(object_id=1, year=2024, kind="投诉举报", checked_on=date(2024, 3, 1)))
    with store.reading() as session:
        assert session.get_one(Campaign, 1).title == "汛期专项"
        assert session.get_one(TargetedCheck, 1).officers == []
    store.close()


def test_a_file_without_living_registries_keeps_its_recusals_and_takes_what_is_new(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    with _of_revision(path, "0003") as connection:
        connection.exec_driver_sql(
            "INSERT INTO inspection_object (id,code,name,name_pinyin,name_initials,uscc,owner,kind,"
            "supervision_class,permit_class,permit_number,credit_grade,industry_code,industry_name,town,"
            "address,construction,discharge_type,scale,cycle,monitoring,weather_grade,tags,marks,contact,"
            "phone,approval_level,state,state_reason,secrecy_basis) VALUES (1,'WL-0001','示例','','','','',"
            "'','一般','无','','未评价','','','','','','','','','','','','','','','','正常','','')"
        )
        connection.exec_driver_sql(
            "INSERT INTO inspector (id,code,name,name_pinyin,name_initials,department,post,areas,cert,skills,"
            "state,prior) VALUES (1,'JC-0001','周例远','','','','','','','','在岗',0)"
        )
        connection.exec_driver_sql(
            "INSERT INTO recusal (id,inspector_id,object_id,reason) VALUES (1,1,1,'亲属')"
        )
        connection.exec_driver_sql(
            "INSERT INTO auxiliary (id,code,name,organisation,kind,skills,phone,state) "
            "VALUES (1,'FZ-001','示例检测公司','','第三方机构','','','可用')"
        )
    store = open_store(path)
    with store.writing() as session:
        session.add(MarkNote(object_id=1, mark="正面清单", source="示例文件"))
    with store.reading() as session:
        recusal = session.get_one(Recusal, 1)
        assert (recusal.reason, recusal.relation) == ("亲属", "")
        assert session.get_one(InspectionObject, 1).confirmed_on is None
        assert session.get_one(MarkNote, 1).expires_on is None
        assert session.get_one(Inspector, 1).prior_year is None
        assert session.get_one(Auxiliary, 1).kind == "委托单位"
    store.close()
