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
        key: object = each.hunk if each.kind in TEXT_KINDS and each.hunk else ("alone", each.id)
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
    return group[0].kind == "deleted" and group[0].hunk != group[-1].hunk


def words_of(group: Sequence[redline.Revision], kinds: Sequence[str]) -> str:
    """Return what the changes of these kinds in a group say."""
    return "".join(each.text for each in group if each.kind in kinds)


def plain(text: str) -> str:
    """Return text with nothing but single spaces between its words."""
    return " ".join(text.split())


def noise_in(
    found: Sequence[redline.Revision], sources: Mapping[int, Sequence[redline.Source]], labels: Mapping[str, str]
) -> list[set[int]]:
    """Return the changes without tracking that leave the words as they were, each with what belongs to it."""
    by_party = {
        party: _noise_of([each for each in found if _is_of(party, sources.get(each.id, ()))], sources, labels)
        for party in labels
    }
    known = {party: set().union(*noise) for party, noise in by_party.items()}
    # What several parties did alike may stand beside something that only one of them did.
    return [
        one for noise in by_party.values() for one in noise
        if all(number in known[source.party] for number in one for source in sources[number])
    ]  # fmt: skip


def _is_of(party: str, sources: Sequence[redline.Source]) -> bool:
    return any(source.party == party for source in sources)


def _noise_of(
    own: Sequence[redline.Revision], sources: Mapping[int, Sequence[redline.Source]], labels: Mapping[str, str]
) -> list[set[int]]:
    """Return the same of the changes of one party."""
    mine = [each for each in own if all(source.author == labels.get(source.party) for source in sources[each.id])]
    noise: list[set[int]] = []
    groups: dict[tuple[str, str], list[list[redline.Revision]]] = {}
    for group in grouped(mine):
        if is_move(group):
            # The same words, but at another place.
            continue
        old, new = words_of(group, REMOVED), words_of(group, ADDED)
        if _is_page_number(group, old, new) or (plain(old) == plain(new) and _reads_alike(group, own)):
            noise.append({each.id for each in group})
        elif plain(old) != plain(new):
            groups.setdefault((plain(old), plain(new)), []).append(group)
    for (old, new), same in groups.items():
        # A table that was written anew, or a text box that stands in another part.
        for one, other in zip(same, groups.get((new, old), []) if old and not new else (), strict=False):
            if not _changes_order(one, other):
                noise.append({each.id for each in (*one, *other)})
    return noise


def _reads_alike(group: Sequence[redline.Revision], own: Sequence[redline.Revision]) -> bool:
    """Return whether a text has the same words in the same paragraphs with and without spaces that came or went.

    `own` is all that the party did: a space may stand beside a word that it put in with tracking.
    """
    if not all(each.kind in TEXT_KINDS for each in group):
        return True
    members = {each.id for each in group}
    near = [each for each in own if each.hunk == group[0].hunk and each.kind in TEXT_KINDS]
    removed = "".join(each.text for each in near if each.kind in REMOVED)
    original, at = near[0].place.original, near[0].offset
    # What goes on in the next paragraph is not known here, but it is something.
    after = "\ufffc" if "\n" in removed else original[at + len(removed) :]

    def reads(*, with_them: bool) -> list[str]:
        said = (each.text for each in near if (each.kind in ADDED) is (with_them or each.id not in members))
        return _lines(original[:at] + "".join(said) + after)

    return reads(with_them=True) == reads(with_them=False)


def _lines(text: str) -> list[str]:
    """Return the words of each paragraph that has some."""
    return [line for each in text.split("\n") if (line := plain(each))]


def _is_page_number(group: Sequence[redline.Revision], old: str, new: str) -> bool:
    """Return whether a word processor counted the pages anew."""
    is_margin = group[0].place.story.startswith(("header", "footer"))
    return is_margin and old.strip().isdigit() and new.strip().isdigit()
