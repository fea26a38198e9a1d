"""The changes of one party as people see them: what belongs together, and what a word processor did by itself."""

from collections.abc import Mapping, Sequence

from paraaf import redline

TEXT_KINDS = ("inserted", "deleted", "moved from", "moved to")
ADDED = ("inserted", "moved to", "row inserted", "cell inserted")
REMOVED = ("deleted", "moved from", "row deleted", "cell deleted")


def grouped(own: Sequence[redline.Revision]) -> list[list[redline.Revision]]:
    """Return one party's changes: what it took out and put in at the same place is one, and so is a move."""
    pairs = {each.id: each.pair for each in own if each.pair is not None}
    groups: dict[object, list[redline.Revision]] = {}
    for each in own:
        key: object = each.stretch if each.kind in TEXT_KINDS and each.stretch else ("alone", each.id)
        if each.pair is not None:
            # What somebody inserted into a half cuts it in two, with one and the same other half.
            key = ("move", min(each.id, each.pair, pairs.get(each.pair, each.id)))
        groups.setdefault(key, []).append(each)
    return _cut_and_pasted(list(groups.values()))


def _cut_and_pasted(groups: list[list[redline.Revision]]) -> list[list[redline.Revision]]:
    """Return the groups with a whole paragraph that was taken out here and put in there as one.

    Who decides on the one decides on the other. What is marked as a move is one already.
    """
    gone, come = (_paragraphs_of(groups, kind) for kind in ("deleted", "inserted"))
    for words in gone.keys() & come.keys():
        if len(gone[words]) == len(come[words]) == 1 and _changes_order(gone[words][0], come[words][0]):
            groups.remove(come[words][0])
            gone[words][0] += come[words][0]
    return groups


def _paragraphs_of(groups: Sequence[list[redline.Revision]], kind: str) -> dict[str, list[list[redline.Revision]]]:
    """Return the groups that do nothing but take out, or put in, a whole paragraph, by its words."""
    found: dict[str, list[list[redline.Revision]]] = {}
    for group in groups:
        text = "".join(each.text for each in group)
        if all(each.kind == kind for each in group) and "\n" in text and text.strip():
            found.setdefault(plain(text), []).append(group)
    return found


def _changes_order(one: Sequence[redline.Revision], other: Sequence[redline.Revision]) -> bool:
    """Return whether words that were taken out and put in elsewhere now stand after other words than before."""
    is_text = all(each.kind in TEXT_KINDS for each in (*one, *other))
    return is_text and one[0].place.story == other[0].place.story


def is_move(group: Sequence[redline.Revision]) -> bool:
    """Return whether a group takes words from one place to another."""
    return group[0].pair is not None or is_cut_and_pasted(group)


def is_cut_and_pasted(group: Sequence[redline.Revision]) -> bool:
    """Return whether a group is a move that is not marked as one."""
    return group[0].kind == "deleted" and group[0].stretch != group[-1].stretch


def words_of(group: Sequence[redline.Revision], kinds: Sequence[str]) -> str:
    """Return what the changes of these kinds in a group say."""
    return "".join(each.text for each in group if each.kind in kinds)


def plain(text: str) -> str:
    """Return text with nothing but single spaces between its words."""
    return " ".join(text.split())


def noise_in(
    found: Sequence[redline.Revision], sources: Mapping[int, Sequence[redline.Source]], labels: Mapping[str, str]
) -> set[int]:
    """Return the changes without tracking that leave the words as they were."""
    noise: set[int] = set()
    for label in labels.values():
        mine = [each for each in found if all(source.author == label for source in sources.get(each.id, ()))]
        mine = [each for each in mine if sources.get(each.id)]
        groups: dict[tuple[str, str], list[list[redline.Revision]]] = {}
        for group in grouped(mine):
            if is_move(group):
                # The same words, but at another place.
                continue
            old, new = words_of(group, REMOVED), words_of(group, ADDED)
            if plain(old) == plain(new) or _is_page_number(group, old, new):
                noise |= {each.id for each in group}
            else:
                groups.setdefault((plain(old), plain(new)), []).append(group)
        for (old, new), same in groups.items():
            # A table that was written anew, or a text box that stands in another part.
            opposite = groups.get((new, old), [])
            if not (old and new):
                for one, other in zip(same, opposite, strict=False):
                    if not _changes_order(one, other):
                        noise |= {each.id for each in (*one, *other)}
    return noise


def _is_page_number(group: Sequence[redline.Revision], old: str, new: str) -> bool:
    """Return whether a word processor counted the pages anew."""
    is_margin = group[0].place.story.startswith(("header", "footer"))
    return is_margin and old.strip().isdigit() and new.strip().isdigit()
