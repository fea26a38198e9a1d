"""How somebody acts on a page: with a mouse, or with the keyboard alone."""

from dataclasses import dataclass, field
from typing import Protocol

from playwright.sync_api import Locator, Page, expect

_STOPS = """
const stops = () => {
  const all = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")];
  const group = radio => all.filter(each => each.type === "radio" && each.name === radio.name);
  const stands = radio => (group(radio).find(each => each.checked) || group(radio)[0]) === radio;
  return all.filter(each => each.tabIndex >= 0 && !each.disabled && each.type !== "hidden"
    && each.checkVisibility({visibilityProperty: true}) && (each.type !== "radio" || stands(each)));
};
"""
"""Where Tab should stop, in order: all that can be operated and is shown, of radio buttons the one that is chosen."""

_WHERE = f"""() => {{ {_STOPS}
  const here = document.activeElement;
  const style = getComputedStyle(here);
  const box = here.getClientRects()[0] || here.getBoundingClientRect();
  const x = Math.min(box.left + box.width / 2, innerWidth - 1), y = Math.min(Math.max(box.top, 0) + 4, innerHeight - 1);
  const above = document.elementFromPoint(x, y);
  return {{
    at: stops().indexOf(here),
    name: here.outerHTML.slice(0, 160),
    is_marked: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    is_in_sight: !!above && (here.contains(above) || above.contains(here)),
  }};
}}"""
_PLACE_OF = f"""target => {{ {_STOPS}
  const all = stops();
  const same = target.type === "radio" ? all.findIndex(each => each.name === target.name) : -1;
  return all.indexOf(target) >= 0 ? all.indexOf(target) : same;
}}"""
_COUNT = f"() => {{ {_STOPS} return stops().length; }}"
_IS_ON = "target => target === document.activeElement"


class Hands(Protocol):
    """Somebody before a page."""

    page: Page

    def open(self, address: str) -> None:
        """Follow a link from a message."""

    def press(self, target: Locator) -> None:
        """Press a button or follow a link, and arrive where it leads."""

    def unfold(self, target: Locator) -> None:
        """Open a part of the page that is folded."""

    def tick(self, target: Locator) -> None:
        """Choose a radio button, or tick a box."""

    def write(self, target: Locator, text: str) -> None:
        """Write in a field, in place of what stands there."""

    def choose(self, target: Locator, label: str) -> None:
        """Choose from a list."""


@dataclass
class Mouse:
    """Somebody with a mouse."""

    page: Page

    def open(self, address: str) -> None:
        self.page.goto(address)

    def press(self, target: Locator) -> None:
        with self.page.expect_navigation():
            target.click()

    def unfold(self, target: Locator) -> None:
        target.click()

    def tick(self, target: Locator) -> None:
        target.check()

    def write(self, target: Locator, text: str) -> None:
        target.fill(text)

    def choose(self, target: Locator, label: str) -> None:
        target.select_option(label=label)


@dataclass
class Keyboard:
    """Somebody with a keyboard alone, who looks where the focus is at every step.

    On each page that is new to them they go past everything that can be operated: Tab has to stop at each, in order,
    where it can be seen.
    """

    page: Page
    known: set[tuple[str, int]] = field(default_factory=set)
    """The pages that were walked, by their heading and how much can be operated."""

    def open(self, address: str) -> None:
        self.page.goto(address)
        self._look_around()

    def press(self, target: Locator) -> None:
        self._go_to(target)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        self._look_around()

    def unfold(self, target: Locator) -> None:
        self._go_to(target)
        self.page.keyboard.press("Enter")

    def tick(self, target: Locator) -> None:
        self._go_to(target)
        while not target.evaluate(_IS_ON):
            self.page.keyboard.press("ArrowDown")
        if not target.is_checked():
            self.page.keyboard.press("Space")
        expect(target).to_be_checked()

    def write(self, target: Locator, text: str) -> None:
        self._go_to(target)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)
        expect(target).to_have_value(text)

    def choose(self, target: Locator, label: str) -> None:
        self._go_to(target)
        self.page.keyboard.type(label)
        assert target.evaluate("list => list.selectedOptions[0].label") == label

    def _go_to(self, target: Locator) -> None:
        """Press Tab, or Shift and Tab, until the focus is there: the shorter way."""
        wanted = target.evaluate(_PLACE_OF)
        assert wanted >= 0, f"{target} is nowhere that Tab stops"
        here = self.page.evaluate(_WHERE)["at"]
        key = "Shift+Tab" if here > wanted else "Tab"
        for _ in range(self.page.evaluate(_COUNT) + 2):
            if here == wanted:
                return
            here = self._step(key)
        raise AssertionError(f"The keyboard does not reach {target}")

    def _step(self, key: str) -> int:
        """Press a key and return where the focus is then, by its place; -1 when it is on nothing of the page."""
        self.page.keyboard.press(key)
        where = self.page.evaluate(_WHERE)
        if where["at"] >= 0:
            assert where["is_marked"], f"The focus cannot be seen on {where['name']}"
            assert where["is_in_sight"], f"The focus is out of sight on {where['name']}"
        return int(where["at"])

    def _look_around(self) -> None:
        page = (self.page.get_by_role("heading", level=1).inner_text(), self.page.evaluate(_COUNT))
        if page in self.known:
            return
        self.known.add(page)
        stops, passed = page[1], list[int]()
        while len(set(passed)) < stops:
            assert len(passed) <= stops + 2, f"On {page} Tab stops at {passed}"
            if (here := self._step("Tab")) >= 0:
                passed.append(here)
        assert passed == [(passed[0] + step) % stops for step in range(stops)], f"On {page} Tab stops at {passed}"
