// Finding a place, leg or corridor by any of its spellings, with the keyboard alone if wished.

import { el } from "./dom.js";

/** @import { Network } from "./types" */

/** @typedef {{ focus: string, name: string, what: string, keys: [string, string][] }} Entry */
/** @typedef {Entry & { best: number, order: number, spelling: string, near?: boolean }} Hit */

const MOST = 8;

// Letters that stand for one another on keyboards; `geo/spelling.py` says why, and a test on the
// same pairs holds the two together.
/** @type {[RegExp, string][]} */
const ALIKE = [
  [/ı/gu, "i"],
  [/ك/gu, "ک"],
  [/ګ/gu, "گ"],
  [/[يىېۍے]/gu, "ی"],
  [/[ہھەةۃ]/gu, "ه"],
  [/['‘’ʻʼ`´ـ]|\u200d|\u200e|\u200f/gu, ""],
];

/** @param {string} text */
export function folded(text) {
  const plain = text.normalize("NFKD").toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
  const alike = ALIKE.reduce((said, [letters, one]) => said.replace(letters, one), plain);
  const words = alike.replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  return words.replace(/(?<!\S)(?:st|sankt|sv) (?=\S)/gu, "saint ");
}

/** @param {string} text */
const joined = (text) => text.replaceAll(" ", "");

/** @param {Network} network */
function entriesOf(network) {
  /** @type {Entry[]} */
  const entries = [];
  /** @type {(kind: string, id: string, name: string, spellings: string[], what: string) => number} */
  const add = (kind, id, name, spellings, what) =>
    entries.push({
      focus: `${kind}:${id}`,
      name,
      what,
      keys: [name, ...spellings].filter(Boolean).map((text) => /** @type {[string, string]} */ ([folded(text), text])),
    });
  for (const [id, node] of Object.entries(network.nodes)) {
    add("node", id, node.name, [...node.aliases, node.local, node.ru], node.what);
  }
  for (const corridor of network.corridors) {
    add("corridor", corridor.id, corridor.name, [corridor.short_name], "Corridor");
    for (const branch of corridor.branches) {
      add("branch", branch.id, branch.name, [], `Branch, ${corridor.short_name}`);
    }
  }
  for (const [id, strait] of Object.entries(network.straits)) add("strait", id, strait.name, [], "Strait");
  for (const [id, leg] of Object.entries(network.legs)) add("leg", id, leg.name, [], leg.what);
  return entries;
}

// The best first: a whole name, then its start, then the start of a word, then any part.
/** @param {Entry[]} entries @param {string} text @returns {Hit[]} */
export function found(entries, text) {
  const wanted = folded(text);
  if (!wanted) return [];
  /** @type {Hit[]} */
  const hits = [];
  entries.forEach((entry, order) => {
    let best = Infinity;
    let spelling = entry.name;
    for (const [key, written] of entry.keys) {
      const at = key.indexOf(wanted);
      // Half-spaces are typed as spaces or left out.
      if (at < 0 && joined(key) !== joined(wanted)) continue;
      const rank = at < 0 || key === wanted ? 0 : at === 0 ? 1 : key[at - 1] === " " ? 2 : 3;
      if (rank < best) {
        best = rank;
        spelling = written;
      }
    }
    if (best < Infinity) hits.push({ ...entry, best, order, spelling });
  });
  if (!hits.length) hits.push(...almost(entries, wanted));
  return hits.sort((a, b) => a.best - b.best || a.order - b.order).slice(0, MOST);
}

// Names are spelt in many ways, and one letter aside is often another way: where nothing has the
// text in it, names that differ from it by one letter are offered, and said to be so.
/** @param {Entry[]} entries @param {string} wanted @returns {Hit[]} */
function almost(entries, wanted) {
  if (wanted.length < 5) return [];
  return entries.flatMap((entry, order) => {
    const near = entry.keys.find(([key]) => isOneOff(key, wanted));
    return near ? [{ ...entry, best: 4, order, spelling: near[1], near: true }] : [];
  });
}

// Whether one letter put in, left out or changed makes one text the other.
/** @param {string} a @param {string} b */
function isOneOff(a, b) {
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  return Math.max(a.length, b.length) - start - end <= 1;
}

/** @param {Hit} hit */
function whatWords({ name, spelling, what, near }) {
  const spelt = spelling === name ? what : `${spelling} · ${what}`;
  return near ? `Did you mean: ${spelt}` : spelt;
}

export class Search {
  /** @param {Network} network @param {{ onFind: (focus: string) => void }} how */
  constructor(network, { onFind }) {
    this.network = network;
    this.onFind = onFind;
    /** @type {Entry[] | undefined} */
    this.folded = undefined;
    /** @type {Hit[]} */
    this.hits = [];
    this.at = 0;
    this.list = el("ul", { class: "hits", role: "listbox", id: "corridor-hits", "aria-label": "Found" });
    this.list.hidden = true;
    this.box = el("input", {
      type: "search",
      placeholder: "Find a place or line",
      role: "combobox",
      autocomplete: "off",
      spellcheck: "false",
      "aria-label": "Find a place or line, in any spelling",
      "aria-expanded": "false",
      "aria-controls": "corridor-hits",
      "aria-autocomplete": "list",
      oninput: () => this.look(),
      onkeydown: (/** @type {KeyboardEvent} */ event) => this.key(event),
      onblur: () => setTimeout(() => document.activeElement === this.box || this.close(), 150),
    });
    this.element = el("div", { class: "search" }, this.box, this.list);
  }

  // Folding thousands of names takes a while, and the map is not to wait for it.
  get entries() {
    return (this.folded ??= entriesOf(this.network));
  }

  look() {
    this.hits = found(this.entries, this.box.value);
    this.at = 0;
    this.list.replaceChildren(
      ...this.hits.map((hit, i) =>
        el(
          "li",
          {
            role: "option",
            id: `corridor-hit-${i}`,
            onpointerdown: (/** @type {PointerEvent} */ event) => {
              event.preventDefault();
              this.take(i);
            },
          },
          el("span", { class: "hit-name" }, hit.name),
          el("span", { class: "hit-what" }, whatWords(hit)),
        ),
      ),
    );
    if (this.box.value.trim() && !this.hits.length) {
      this.list.replaceChildren(el("li", { class: "none" }, "Nothing by that name"));
    }
    this.list.hidden = !this.box.value.trim();
    this.box.setAttribute("aria-expanded", String(!this.list.hidden));
    this.mark();
  }

  mark() {
    [...this.list.children].forEach((item, i) => item.setAttribute("aria-selected", String(i === this.at)));
    if (this.hits.length) this.box.setAttribute("aria-activedescendant", `corridor-hit-${this.at}`);
    else this.box.removeAttribute("aria-activedescendant");
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const step = event.key === "ArrowDown" ? 1 : -1;
      if (this.hits.length) this.at = (this.at + step + this.hits.length) % this.hits.length;
      this.mark();
      event.preventDefault();
    } else if (event.key === "Enter") {
      if (this.hits.length) this.take(this.at);
      event.preventDefault();
    } else if (event.key === "Escape") {
      this.close();
    }
  }

  /** @param {number} i */
  take(i) {
    const hit = this.hits[i];
    this.box.value = hit.name;
    this.close();
    this.onFind(hit.focus);
  }

  close() {
    this.list.hidden = true;
    this.box.setAttribute("aria-expanded", "false");
  }
}
