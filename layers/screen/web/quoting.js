// What the small buttons of the panels do: "Copy" copies the one sentence it carries, and a source's
// number opens its record. Both stand in HTML that Python wrote (layers/screen/quoting.py,
// layers/screen/sources.py) and carry their text, so nothing is asked of the server.

import { el } from "./dom.js";
import { copyText } from "./tools.js";

/** How long a button says what it did. */
const SAID_MS = 1800;

// A click without a key that would open a link elsewhere.
/** @param {MouseEvent} event */
export function isPlain(event) {
  return !event.button && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
}

// The sources of a sentence: of the numbers that stand right before the button, or the first before
// it, or one in the same figure.
/** @param {Element} button */
export function sourceWords(button) {
  /** @type {Element[]} */
  const sources = [];
  for (let one = button.previousElementSibling; one; one = one.previousElementSibling) {
    if (one.matches(".record-source")) sources.unshift(one);
    else if (sources.length) break;
  }
  const within = button.closest(".key-figure")?.querySelector(".record-source");
  if (!sources.length && within) sources.push(within);
  const words = sources.map((source) => [source.getAttribute("title"), source.getAttribute("href")].filter(Boolean).join(", "));
  return words.length ? `; ${words.length > 1 ? "sources" : "source"}: ${words.join("; ")}` : "";
}

export class Quoting {
  /** @param {AbortSignal} signal until when clicks are listened to */
  constructor(signal) {
    this.words = el("p", {});
    /** @type {HTMLAnchorElement} */
    this.open = el("a", { target: "_blank", rel: "noopener noreferrer" }, "Open the page");
    const copy = el("button", { type: "button", onclick: () => this.copy(copy, this.words.textContent ?? "") }, "Copy");
    const close = el("button", { type: "button", onclick: () => this.element.close() }, "Close");
    this.heading = el("h2", {});
    /** @type {HTMLDialogElement} */
    this.element = el(
      "dialog",
      { class: "source-record", "aria-label": "Source" },
      this.heading,
      this.words,
      el("p", { class: "acts" }, this.open, copy, close),
    );
    document.addEventListener("click", (event) => isPlain(event) && this.follow(event), { signal });
    // A click beside what the dialog holds is one on the dialog itself.
    this.element.addEventListener("click", (event) => event.target === this.element && this.element.close());
  }

  /** @param {MouseEvent} event */
  follow(event) {
    const at = event.target instanceof Element ? event.target : null;
    /** @type {HTMLElement | null} */
    const copy = at?.closest("button[data-say]") ?? null;
    if (copy) {
      this.copy(copy, `${copy.dataset.say}${sourceWords(copy)}.`);
      return;
    }
    /** @type {HTMLElement | null} */
    const source = at?.closest(".record-source") ?? null;
    if (!source) return;
    event.preventDefault();
    this.show(source);
  }

  /** @param {HTMLElement} source */
  show(source) {
    this.heading.textContent = `Source ${source.textContent}`;
    this.words.textContent = source.title;
    const address = source instanceof HTMLAnchorElement ? source.href : "";
    this.open.hidden = !address;
    this.open.href = address || "#";
    this.element.showModal();
  }

  // Where the browser lets nothing be copied the sentence stands there to be taken by hand.
  /** @param {HTMLElement} button @param {string} sentence */
  async copy(button, sentence) {
    const done = await copyText(sentence);
    if (!done) {
      this.select(button, sentence);
      return;
    }
    const words = button.textContent;
    if (words === "Copied") return;
    button.textContent = "Copied";
    button.setAttribute("aria-live", "polite");
    setTimeout(() => {
      button.textContent = words;
    }, SAID_MS);
  }

  /** @param {HTMLElement} button @param {string} sentence */
  select(button, sentence) {
    /** @type {HTMLTextAreaElement} */
    const field = el("textarea", { class: "sentence", readonly: "", rows: "4", "aria-label": "Sentence to copy" });
    field.value = sentence;
    button.after(field);
    field.addEventListener("blur", () => field.remove());
    field.focus();
    field.select();
  }
}
