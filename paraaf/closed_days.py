"""The days on which an organisation is closed, beside weekends and holidays: a YAML file."""

from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from models.errors import ConfigurationError, InvalidInput
from paraaf.yaml_file import YamlFile


class _ClosedDays(BaseModel):
    model_config = ConfigDict(extra="forbid")

    closed_days: list[Annotated[date, Field(strict=True)]]


def read_closed_days(file: Path) -> list[date]:
    """Return the days that a file names; raise `ConfigurationError` with every fault and its line."""
    try:
        read = YamlFile.read(file, InvalidInput)
    except InvalidInput as error:
        raise ConfigurationError("settings.closed_days", file=file, faults=error.faults or [error]) from None
    days, faults = read.parse(_ClosedDays)
    if days is None or faults:
        raise ConfigurationError("settings.closed_days", file=file, faults=faults)
    return days.closed_days
