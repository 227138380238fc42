"""Looking for garbage less often, and as usual again afterwards."""

from __future__ import annotations

import gc

import pytest

from core.garbage import seldom


def test_what_was_usual_comes_back_even_after_a_mistake() -> None:
    usual = gc.get_threshold()

    with seldom():
        assert gc.get_threshold() > usual
    assert gc.get_threshold() == usual
    with pytest.raises(ValueError, match="none"), seldom():
        int("none")
    assert gc.get_threshold() == usual


def test_blocks_that_overlap_end_with_the_last() -> None:
    usual = gc.get_threshold()
    first, second = seldom(), seldom()

    first.__enter__()
    second.__enter__()
    first.__exit__(None, None, None)
    assert gc.get_threshold() != usual
    second.__exit__(None, None, None)
    assert gc.get_threshold() == usual
