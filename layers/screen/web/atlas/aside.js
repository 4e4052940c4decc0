// What stands beside the map: what is picked, then key figures, dates and disagreements of the
// corridors that are on, as they were known on the day (layers/atlas/following.py).

import { el, loadJson } from "../dom.js";
import { wordsOf } from "../hint.js";
import { splitFocus } from "../state.js";

/** @import { Choice, Day, Network, Seen } from "../types" */

/** @typedef {[string, number[], number]} Said the day, the pieces of its HTML, its place among others */
/** @typedef {{ corridors: string[], about: string[], said: Said[] }} Item */
/** @typedef {[string, string, string, string]} Dated known since, date in words, what is told, folder of its page */
/**
 * @typedef {{ pieces: string[], parts: Record<string, Item[]>, pinned: Record<string, [string, string]>,
 *   around: Record<string, string[]>, history: Record<string, Dated[]>, courses: Record<string, [string, string, number, number][]> }} Panel
 */

const HEADS = { figures: "Key figures", dates: "Dates and promises", disputes: "Disagreements" };
const FOLDERS = new Map([["node", "place"], ["strait", "place"], ["leg", "leg"], ["branch", "branch"], ["corridor", "corridor"]]);

// So much of a history stands beside the map; the rest is on its page.
const MOST_DATED = 6;
// Pictures taller than this, in pixels, take most of what is seen of the panel.
const TALL = 300;

/** @type {Said} */
const NOTHING = ["", [], 0];

// What is said of an item on a day, if anything is.
/** @param {Item} item @param {string} day */
export function saidOn(item, day) {
  return item.said.findLast(([since]) => since <= day);
}

// The rows of a part on a day for the corridors that are on, the first first; of a picked thing only
// what is about it and what belongs to it, as in the app.
/** @param {Panel} panel @param {string} name @param {string} day @param {Set<string>} corridors @param {string | null} focus */
export function rowsOn(panel, name, day, corridors, focus) {
  const around = name === "figures" || focus === null ? null : new Set(panel.around[focus] ?? []);
  /** @type {(item: Item) => boolean} */
  const isOn = (item) => around ? item.about.some((subject) => around.has(subject)) : corridors.size > 0 && (!item.corridors.length || item.corridors.some((id) => corridors.has(id)));
  return panel.parts[name]
    .filter(isOn)
    .map((item) => saidOn(item, day) ?? NOTHING)
    .filter(([, pieces]) => pieces.length > 0)
    .sort((one, other) => other[2] - one[2])
    .map(([, pieces]) => pieces.map((piece) => panel.pieces[piece]).join(""));
}

// What had happened to a thing by a day, as it was known then, the latest first.
/** @param {Panel} panel @param {string} focus @param {string} day */
export function historyOn(panel, focus, day) {
  return (panel.history[focus] ?? []).filter(([since]) => since <= day).reverse();
}

export class Aside {
  /** @param {Network} network @param {string} address where what is said is loaded from */
  constructor(network, address) {
    this.network = network;
    this.detail = /** @type {HTMLElement} */ (document.getElementById("detail"));
    this.parts = /** @type {HTMLElement} */ (document.getElementById("panel-parts"));
    this.dated = /** @type {HTMLElement} */ (document.getElementById("panel-day"));
    /** @type {Panel | null} */
    this.panel = null;
    /** @type {[Choice, Day, Seen | undefined] | null} */
    this.now = null;
    this.shown = "";
    loadJson(address).then((panel) => {
      this.panel = panel;
      if (this.now) this.show(...this.now);
      document.body.dataset.panel = "yes";
    });
  }

  /** @param {Choice} choice @param {Day} day @param {Seen | undefined} seen */
  show(choice, day, seen) {
    this.now = [choice, day, seen];
    this.dated.textContent = `As known on ${day.asof}. Every figure names its source; click one for its page.`;
    this.detail.replaceChildren(...this.picked(choice, day, seen));
    const { panel } = this;
    const key = JSON.stringify([day.asof, [...choice.corridors].sort(), choice.focus]);
    if (!panel || key === this.shown) return;
    this.shown = key;
    this.parts.replaceChildren(
      ...Object.entries(HEADS).flatMap(([name, title]) => {
        const rows = rowsOn(panel, name, day.asof, choice.corridors, choice.focus);
        return rows.length ? [part(name, title, rows)] : [];
      }),
    );
  }

  // What is picked, in the words of the map, with the way to its page; and what a link pins.
  /** @param {Choice} choice @param {Day} day @param {Seen | undefined} seen @returns {HTMLElement[]} */
  picked(choice, day, seen) {
    const pins = (choice.rest.get("pin") ?? "").split(",").filter((id) => this.panel && Object.hasOwn(this.panel.pinned, id));
    const pinned = pins.map((id) => {
      const [kind, name] = /** @type {Panel} */ (this.panel).pinned[id];
      return el("p", {}, "Pinned: ", el("a", { href: `${kind}/${id}/index.html` }, name));
    });
    const [kind, id] = splitFocus(choice.focus);
    if (kind === null || !FOLDERS.has(kind)) {
      return pinned.length ? pinned : [el("p", { class: "quiet" }, "Pick a line or a place on the map to read what is known of it.")];
    }
    const words = kind === "branch" || kind === "corridor" ? undefined : wordsOf(this.network, { day, seen }, `${kind}:${id}`, "");
    const lines = (words ?? [el("strong", {}, this.nameOf(kind, id))]).map((line) => el("p", {}, line));
    const more = el("a", { href: `${FOLDERS.get(kind)}/${id}/index.html` }, "All that is known, its history and sources");
    return [...pinned, ...lines, ...this.history(`${kind}:${id}`, day.asof), el("p", {}, more), ...this.courses(`${kind}:${id}`, day.asof)];
  }

  /** @param {string} focus @param {string} day @returns {HTMLElement[]} */
  history(focus, day) {
    const rows = this.panel ? historyOn(this.panel, focus, day).slice(0, MOST_DATED) : [];
    const said = rows.map(([, when, words, page]) => el("li", {}, `${when}: `, page ? el("a", { href: `${page}/index.html` }, words) : words));
    return rows.length ? [el("h3", {}, "History"), el("ul", {}, ...said)] : [];
  }

  // Charts are of the last day, so that no earlier one shows what nobody knew yet.
  /** @param {string} focus @param {string} day @returns {HTMLElement[]} */
  courses(focus, day) {
    const told = this.panel?.courses[focus] ?? [];
    if (!told.length) return [];
    if (day < this.network.data_end) return [el("p", { class: "quiet" }, `Charts of dates and of what was counted are of ${this.network.data_end} only.`)];
    return [el("h3", {}, "Over time"), ...told.map(chart)];
  }

  /** @param {string} kind @param {string} id */
  nameOf(kind, id) {
    const { branches, corridors, legs, nodes, straits } = /** @type {any} */ (this.network);
    if (kind === "corridor") return corridors.find((/** @type {any} */ one) => one.id === id)?.name ?? id;
    if (kind === "branch") {
      const own = corridors.flatMap((/** @type {any} */ one) => one.branches);
      return own.find((/** @type {any} */ one) => one.id === id)?.name ?? (branches[id] ? id : "");
    }
    return ({ ...legs, ...nodes, ...straits })[id]?.name ?? id;
  }
}

// A picture with what it is of; a tall one folds, so that it hides nothing below it.
/** @param {[string, string, number, number]} told */
function chart([src, alt, width, height]) {
  const said = alt.split(". ").slice(0, 2).join(" · ");
  const picture = el("img", { src, alt, width, height });
  if (height > TALL) return el("details", { class: "course" }, el("summary", {}, said), picture);
  return el("p", { class: "course" }, said, picture);
}

/** @param {string} name @param {string} title @param {string[]} rows */
function part(name, title, rows) {
  const body = document.createElement("template");
  const list = name === "dates";
  // Written by layers/atlas/following.py, where every text passed the one escaping function.
  body.innerHTML = list ? rows.map((row) => `<div>${row}</div>`).join("") : rows.join("");
  const count = name === "figures" ? "" : ` (${rows.length})`;
  return el("details", { open: name === "figures" }, el("summary", {}, title + count), body.content);
}
