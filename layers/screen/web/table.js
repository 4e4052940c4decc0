// The table twin of the map: the same legs and places as rows, for keyboards and screen readers.

import { el } from "./dom.js";

/** @import { LegState, Network, NodeState, Seen, StraitState, Words } from "./types" */

export class Twin {
  /** @param {Network} network @param {{ onFocus: (focus: string) => void, onOpen: (open: boolean) => void }} acts */
  constructor(network, { onFocus, onOpen }) {
    this.network = network;
    this.onFocus = onFocus;
    this.body = el("div", { class: "twin-body" });
    this.element = el(
      "section",
      { class: "twin", "aria-label": "List of what is on the map" },
      el(
        "div",
        { class: "twin-head" },
        el("h2", {}, "On the map"),
        el("button", { type: "button", class: "close", "aria-label": "Close the list", onclick: () => onOpen(false) }, "×"),
      ),
      this.body,
    );
    this.element.hidden = true;
  }

  get open() {
    return !this.element.hidden;
  }

  // Only built while it is open: a toggle must not wait for a table that nobody sees.
  /** @param {Seen} seen @param {Map<string, StraitState>} straits @param {Words} words @param {string | null} focus */
  fill(seen, straits, words, focus) {
    if (!this.open) return;
    const { activeElement } = document;
    const active = activeElement instanceof HTMLElement && activeElement.dataset.focus;
    const legs = this._table(
      `Legs (${seen.legs.size})`,
      ["Leg", "Mode", "Gauge", "Status", "Since", "km"],
      [...seen.legs.values()].map(({ id, leg, state }) => ({
        focus: `leg:${id}`,
        cells: [
          leg.name,
          words.mode[leg.mode],
          leg.gauge ? `${leg.gauge} mm` : "–",
          statusWords(state, words),
          state.since,
          String(leg.km),
        ],
      })),
      focus,
    );
    const shut = [...straits].map(([id, [, , condition]]) => ({
      focus: `strait:${id}`,
      cells: [this.network.straits[id].name, "Strait", "–", words.condition[condition].toLowerCase()],
    }));
    const nodes = this._table(
      `Places (${seen.nodes.size + shut.length})`,
      ["Place", "Kind", "Country", "State"],
      [...seen.nodes.values()].map(({ id, node, state, gauges, planned }) => ({
        focus: `node:${id}`,
        cells: [node.name, node.what, node.country, placeWords(state, gauges, planned, words)],
      })).concat(shut),
      focus,
    );
    this.body.replaceChildren(legs, nodes);
    if (!active) return;
    /** @type {HTMLElement | null} */
    const again = this.body.querySelector(`[data-focus="${CSS.escape(active)}"]`);
    again?.focus();
  }

  /** @param {string} caption @param {string[]} heads @param {{ focus: string, cells: string[] }[]} rows @param {string | null} focus */
  _table(caption, heads, rows, focus) {
    const head = el("tr", {}, ...heads.map((text) => el("th", { scope: "col" }, text)));
    const body = rows.map((row) => {
      const button = el(
        "button",
        {
          type: "button",
          "data-focus": row.focus,
          "aria-pressed": String(row.focus === focus),
          onclick: () => this.onFocus(row.focus),
        },
        row.cells[0],
      );
      const rest = row.cells.slice(1).map((text) => el("td", {}, text));
      return el("tr", { class: row.focus === focus ? "chosen" : "" }, el("th", { scope: "row" }, button), ...rest);
    });
    return el("table", {}, el("caption", {}, caption), el("thead", {}, head), el("tbody", {}, ...body));
  }
}

/** @param {LegState} state @param {Words} words */
export function statusWords(state, words) {
  const shut = state.condition === "open" ? "" : `, ${words.condition[state.condition].toLowerCase()}`;
  return `${words.status[state.status]}${shut}`;
}

/** @param {NodeState} state @param {number[]} gauges @param {boolean} planned @param {Words} words */
export function placeWords(state, gauges, planned, words) {
  const parts = [];
  if (planned) parts.push("planned");
  if (state.condition !== "open") parts.push(words.condition[state.condition].toLowerCase());
  if (gauges.length > 1) parts.push(`break of gauge ${gauges.join("/")}`);
  return parts.join(", ") || "in use";
}
