// What the pointer rests on, in a few words beside it: name, status, what shuts it.

import { el } from "./dom.js";
import { NO_NAME, nameIn, shutWords, splitFocus } from "./state.js";
import { placeWords, statusWords } from "./table.js";

/** @import { Day, Network, Seen, SeenNode } from "./types" */
/** @import { LeafletMap } from "./drawn" */

// More than these would hide the map; the panel says them all after a click.
const MOST_LINES = 2;

export class Hint {
  /** @param {LeafletMap} map @param {HTMLElement} stage */
  constructor(map, stage) {
    this.map = map;
    this.stage = stage;
    this.element = el("div", { class: "hint", role: "status" });
    this.element.hidden = true;
  }

  /** @param {any} latlng @param {HTMLElement[]} words */
  show(latlng, words) {
    const { element, stage } = this;
    element.hidden = false;
    element.replaceChildren(...words);
    const point = this.map.latLngToContainerPoint(latlng);
    const right = point.x > stage.clientWidth - 260;
    element.style.left = right ? "auto" : `${point.x + 14}px`;
    element.style.right = right ? `${stage.clientWidth - point.x + 14}px` : "auto";
    const low = point.y > stage.clientHeight - 150;
    element.style.top = low ? "auto" : `${point.y + 14}px`;
    element.style.bottom = low ? `${stage.clientHeight - point.y + 14}px` : "auto";
  }

  hide() {
    this.element.hidden = true;
  }
}

// What is said of a line, place or strait as it stands in a view: now, or on an earlier day.
/** @param {Network} network @param {{ day?: Day, seen?: Seen } | null} view @param {string} focus @param {string} language */
export function wordsOf(network, view, focus, language) {
  const [kind, id] = splitFocus(focus);
  if (!view?.day || id === null) return undefined;
  if (kind !== "node") return (kind === "leg" ? legWords : straitWords)(network, view.day, id);
  const shown = view.seen?.nodes.get(id);
  return shown && nodeWords(network, view.day, shown, language);
}

/** @param {Network} network @param {Day} day @param {string} id */
function legWords(network, day, id) {
  const leg = network.legs[id];
  const state = day.legs[id];
  return [
    el("strong", {}, leg.name),
    el("span", {}, `${leg.what} · ${statusWords(state, network.words)}`),
    state.since ? el("span", {}, `since ${state.since}`) : null,
    onlyLine(leg),
    ...shutLines(network, day, `leg:${id}`),
  ].filter((line) => line !== null);
}

/** @param {Network} network @param {Day} day @param {SeenNode} shown @param {string} language */
function nodeWords(network, day, shown, language) {
  const { id, node, state, gauges, planned } = shown;
  const name = nameIn(node, language);
  const others = [node.name, node.local, node.ru].filter((other) => other && name !== other && name !== other + NO_NAME).join(" · ");
  return [
    el("strong", { dir: "auto" }, name),
    others ? el("span", { dir: "auto" }, others) : null,
    el("span", {}, `${node.what}, ${node.country} · ${placeWords(state, gauges, planned, network.words)}`),
    onlyLine(node),
    ...shutLines(network, day, `node:${id}`),
  ].filter((line) => line !== null);
}

// What only an earlier edition has says so.
/** @param {{ only?: string }} one */
function onlyLine({ only }) {
  return only ? el("span", {}, only) : null;
}

/** @param {Network} network @param {Day} day @param {string} id */
function straitWords(network, day, id) {
  return [
    el("strong", {}, network.straits[id].name),
    el("span", {}, `Strait · ${network.words.condition[day.straits[id][2]].toLowerCase()}`),
    ...shutLines(network, day, `strait:${id}`),
  ];
}

/** @param {Network} network @param {Day} day @param {string} focus */
function shutLines(network, day, focus) {
  const lines = shutWords(network, day, focus);
  const said = lines.slice(0, MOST_LINES).map((line) => el("span", { class: "shut-line" }, line));
  const more = lines.length - said.length;
  return more > 0 ? [...said, el("span", { class: "shut-line" }, `and ${more} more: click`)] : said;
}
