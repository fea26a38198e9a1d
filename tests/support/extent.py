"""How much of the tests this run has to do, and what it does without."""

import os
from typing import NoReturn

import pytest

REQUIRES_ALL = bool(os.environ.get("PARAAF_REQUIRE_ALL"))
"""Whether nothing may be left out, as in CI. Else what takes minutes is left to CI, or done in part: fewer random
orders, and PostgreSQL where the database matters most."""
KEPT_SETTINGS = ("PARAAF_CORPUS", "PARAAF_REQUIRE_ALL")
"""The settings of the tests themselves: no test takes them out of the environment."""


def lacking(what: str) -> NoReturn:
    """Skip a test for lack of something a newcomer may not have; fail instead where everything must be there."""
    if REQUIRES_ALL:
        pytest.fail(f"{what}, and PARAAF_REQUIRE_ALL is set")
    pytest.skip(what)


in_full = pytest.mark.skipif(not REQUIRES_ALL, reason="takes long: it is done with PARAAF_REQUIRE_ALL=1, as in CI")
"""Marks a test that is not for every run on a machine of somebody's own."""
