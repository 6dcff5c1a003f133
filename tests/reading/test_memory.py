"""What was worked out a moment ago is given again, and let go of when it is too old."""

from __future__ import annotations

import gc
import weakref

from service.reading.memory import REMEMBERED_SECONDS, SWEPT_SECONDS, Memory


class Answer:
    """Something that can be seen to be gone."""


def test_what_is_too_old_is_let_go_of_even_if_it_was_used_last():
    now = [0.0]
    memory: Memory[Answer] = Memory(clock=lambda: now[0])
    old, young = memory.key(b"old"), memory.key(b"young")
    answer = Answer()
    gone = weakref.ref(answer)
    memory.keep(old, answer)
    del answer
    now[0] = REMEMBERED_SECONDS / 2
    memory.keep(young, Answer())
    assert memory.recall(old) is gone()
    now[0] = REMEMBERED_SECONDS + SWEPT_SECONDS
    memory.keep(memory.key(b"new"), Answer())
    gc.collect()
    assert gone() is None
    assert memory.recall(young) is not None


def test_of_too_many_those_unused_longest_go_first():
    memory: Memory[str] = Memory(most=2)
    first, second, third = (memory.key(name) for name in (b"1", b"2", b"3"))
    memory.keep(first, "1")
    memory.keep(second, "2")
    assert memory.recall(first) == "1"
    memory.keep(third, "3")
    assert [memory.recall(key) for key in (first, second, third)] == ["1", None, "3"]
