"""The garbage collector, and when it is in the way."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_collecting() -> Iterator[None]:
    """Rest the collector: millions of values are made, none can form a cycle, and looking costs seconds.

    What was made is never searched afterwards either, for one look at it would hold up the window; it goes
    when nobody refers to it any more.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.freeze()
            gc.enable()
