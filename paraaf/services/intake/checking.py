"""A dossier request under check: what could be read of it, and what was found wrong so far."""

from collections.abc import Callable
from typing import Any

from models.errors import Fault, fault
from models.request import DossierRequest
from paraaf.services.app.unit_of_work import App
from paraaf.services.intake.checked import CheckedRequest
from paraaf.services.templating import templates
from paraaf.yaml_faults import Place


class Checking:
    """A request under check, on the fields that could be read: a wrong field hides no other fault."""

    def __init__(
        self,
        app: App,
        request: DossierRequest,
        checked: CheckedRequest,
        at: Callable[[Place, Fault], Fault],
        fetch: Callable[[str], bytes],
    ) -> None:
        """`at` puts a fault in its place in what was handed in; `fetch` returns the file that a request names."""
        self.app, self.request, self.checked, self.fetch = app, request, checked, fetch
        self._at = at
        self.template_faults = templates.faults(app.settings)

    def add(self, place: Place, code: str, **values: Any) -> None:
        """Note that something is wrong, by its code and values."""
        self.add_at(place, fault("", code, **values))

    def add_at(self, place: Place, what: Fault) -> None:
        """Note a fault that was found elsewhere."""
        self.checked.faults.append(self._at(place, what))

    def warn(self, place: Place, code: str, **values: Any) -> None:
        """Note what is no reason to refuse the request."""
        self.checked.warnings.append(self._at(place, fault("", code, **values)))

    def get(self, name: str) -> Any:
        """Return a field of the request; None if it could not be read."""
        return getattr(self.request, name, None)
