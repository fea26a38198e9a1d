// Who selects words in the letter is offered a comment on exactly those. Without this they are typed beside the comment.
"use strict";

(() => {
  const letter = document.querySelector("[data-selecting]");
  const form = letter && letter.closest("form");
  const words = form && form.elements.namedItem("quoted_words");
  if (!words) return;

  const offer = document.createElement("button");
  offer.name = "action";
  offer.className = "primary selecting";
  offer.hidden = true;
  letter.after(offer);

  // A passage has an id, and a button of its own that begins a comment on it.
  const passageOf = (node) => {
    const at = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
    for (let each = at; each && each !== letter; each = each.parentElement) {
      if (each.id && letter.querySelector(`button[value="quote-${CSS.escape(each.id)}"]`)) return each;
    }
    return null;
  };

  const selected = () => {
    const selection = document.getSelection();
    if (!selection || selection.rangeCount === 0 || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0).cloneRange();
    const passage = passageOf(range.startContainer);
    if (!passage) return null;
    // Selecting a whole paragraph may end at the beginning of the next one.
    if (passageOf(range.endContainer) !== passage) range.setEnd(passage, passage.childNodes.length);
    const piece = range.cloneContents();
    piece.querySelectorAll("button, ul, ol").forEach((each) => each.remove());
    const text = piece.textContent.replace(/\s+/g, " ").trim();
    return text && { id: passage.id, text };
  };

  document.addEventListener("selectionchange", () => {
    const found = selected();
    offer.hidden = !found;
    if (!found) return;
    offer.value = `quote-${found.id}`;
    offer.dataset.words = found.text;
    const shown = found.text.length > 40 ? `${found.text.slice(0, 40)}…` : found.text;
    offer.textContent = `${letter.dataset.selecting}: ‘${shown}’`;
  });
  // Pressing it leaves the selection as it is.
  offer.addEventListener("pointerdown", (event) => event.preventDefault());
  offer.addEventListener("click", () => { words.value = offer.dataset.words; });
})();
