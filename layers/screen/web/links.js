// The links of the panels: a choice like any other, so none may load the page anew. The panels stand
// beside the map's part, so the document is listened to, until the map goes.

import { Quoting, isPlain } from "./quoting.js";

/**
 * @typedef {object} Followed
 * @property {(query: string) => void} onLink
 * @property {(place: string, fly: boolean) => void} onPlace
 * @property {(pin: string) => string} hrefOf the whole link that pins a record
 */

/** @param {Followed} followed @param {AbortSignal} signal @param {HTMLElement} root what a source's record opens in */
export function listenToLinks(followed, signal, root) {
  root.append(new Quoting(signal).element);
  document.addEventListener("click", (event) => follow(event, followed), { signal });
  // Before a link can be opened elsewhere or its address copied, it is reached in one of these.
  document.addEventListener("pointerdown", (event) => complete(event, followed), { signal });
  document.addEventListener("focusin", (event) => complete(event, followed), { signal });
}

/** @param {MouseEvent} event @param {Followed} followed */
function follow(event, { onLink, onPlace }) {
  const link = linkAt(event, 'a[href^="?"]');
  if (!link || !isPlain(event) || link.target === "_blank") return;
  event.preventDefault();
  // What is only about a place leaves the choice as it is.
  if (link.dataset.pin !== "") onLink(link.getAttribute("href") ?? "");
  if (link.dataset.place) onPlace(link.dataset.place, link.dataset.fly !== undefined);
}

// A panel's link to a record says only which one; what else is chosen is added here, so that the
// panels need not be sent again because the choice around them changed.
/** @param {Event} event @param {Followed} followed */
function complete(event, { hrefOf }) {
  const link = linkAt(event, "a[data-pin]");
  if (link) link.href = hrefOf(link.dataset.pin ?? "");
}

/**
 * The link an event happened in, if it happened in one of that kind.
 * @param {Event} event
 * @param {string} selector
 * @returns {HTMLAnchorElement | null}
 */
function linkAt(event, selector) {
  return event.target instanceof Element ? event.target.closest(selector) : null;
}
