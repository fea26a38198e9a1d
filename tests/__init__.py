"""The tests of Paraaf. A helper says what it compared where it fails, as a test does."""

from pathlib import Path

import pytest

packages = (path.name for path in Path(__file__).parent.iterdir() if path.is_dir())
pytest.register_assert_rewrite(*(f"tests.{name}" for name in packages))
