"""The edits of a session: the last goes back first, and a new one ends what could be done again."""

from app.services.edits import INSPECTORS, OBJECTS, OwnWayBack
from app.ui.edit_stack import EditStack


def edit(what: str, table: str = OBJECTS) -> OwnWayBack:
    return OwnWayBack(table, what, what, 1, lambda _store, _act: None)


def test_the_last_goes_back_first_and_comes_again_last() -> None:
    stack, first, second = EditStack(), edit("一"), edit("二")
    stack.did(first)
    stack.did(None)
    stack.did(second)
    assert stack.last_done(OBJECTS) is second
    again = edit("二again")
    stack.undid(second, again)
    assert (stack.last_done(OBJECTS), stack.last_undone(OBJECTS)) == (first, again)
    stack.redid(again, second)
    assert (stack.last_done(OBJECTS), stack.last_undone(OBJECTS)) == (second, None)


def test_a_new_edit_ends_what_could_be_done_again() -> None:
    stack, first = EditStack(), edit("一")
    stack.did(first)
    stack.undid(first, edit("一again"))
    stack.did(edit("二"))
    assert stack.last_undone(OBJECTS) is None


def test_what_cannot_come_again_ends_it_for_those_before_too() -> None:
    stack, first, second = EditStack(), edit("一"), edit("二")
    stack.did(first)
    stack.did(second)
    stack.undid(second, edit("二again"))
    stack.undid(first, None)
    assert stack.last_undone(OBJECTS) is None


def test_each_registry_has_its_own() -> None:
    stack, firm, person = EditStack(), edit("一"), edit("二", INSPECTORS)
    stack.did(firm)
    stack.did(person)
    assert stack.last_done(OBJECTS) is firm
    stack.undid(person, edit("二again", INSPECTORS))
    assert (stack.last_undone(OBJECTS), stack.last_done(INSPECTORS)) == (None, None)


def test_an_import_of_an_earlier_session_is_remembered_and_ends_nothing() -> None:
    stack, first, before = EditStack(), edit("一"), edit("导入")
    stack.did(first)
    again = edit("一again")
    stack.undid(first, again)
    stack.remember(before)
    assert (stack.last_done(OBJECTS), stack.last_undone(OBJECTS)) == (before, again)
    stack.redid(again, first)
    assert stack.last_done(OBJECTS) is first
