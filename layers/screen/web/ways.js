// Ways through on the map: a band under the lines for each, the one picked brightest, and a small
// card that names them.

import { el } from "./dom.js";

/** @import { Network, WaysTold } from "./types" */
/** @import { LeafletLibrary, LeafletMap } from "./drawn" */

export class Ways {
  /** @param {LeafletLibrary} L @param {LeafletMap} map @param {Network} network @param {{ onAway: () => void, onPick: (legs: string[]) => void }} acts */
  constructor(L, map, network, { onAway, onPick }) {
    this.L = L;
    this.network = network;
    this.onPick = onPick;
    this.key = "";
    /** @type {WaysTold | null} */
    this.told = null;
    this.group = L.layerGroup().addTo(map);
    this.title = el("strong", {});
    this.list = el("ol", {});
    this.away = el("button", { type: "button", class: "close", "aria-label": "Put the routes away", onclick: onAway }, "×");
    this.element = el("section", { class: "ways", "aria-label": "Routes" }, this.title, this.away, this.list);
    this.element.hidden = true;
    this.picked = 0;
    // Whether they are of another journey than those before.
    this.isNew = false;
  }

  get legs() {
    return (this.told?.ways ?? []).flatMap(({ legs }) => legs);
  }

  // Whether they are others than before.
  /** @param {WaysTold | null} told @returns {boolean} */
  show(told) {
    const key = JSON.stringify(told ?? null);
    if (key === this.key) return false;
    this.isNew = told?.title !== this.told?.title;
    this.key = key;
    this.told = told;
    this.picked = 0;
    this.element.hidden = !told;
    if (told) {
      this.title.textContent = told.title;
      this.away.hidden = !told.asked;
      this.list.replaceChildren(
        ...told.ways.map((way, i) =>
          el("li", {}, el("button", { type: "button", "data-way": i, onclick: () => this.pick(i) }, way.words)),
        ),
      );
      if (!told.ways.length) this.list.replaceChildren(el("li", { class: "none" }, told.reason));
    }
    this.draw();
    return true;
  }

  /** @param {number} i */
  pick(i) {
    this.picked = i;
    this.draw();
    this.onPick(this.told?.ways[i].legs ?? []);
  }

  // The picked way last, so that it lies over the others where they share legs.
  draw() {
    this.group.clearLayers();
    const ways = this.told?.ways ?? [];
    const order = [...ways.keys()].filter((i) => i !== this.picked);
    if (ways.length) order.push(this.picked);
    for (const i of order) {
      const picked = i === this.picked;
      for (const leg of ways[i].legs) {
        const band = {
          pane: "ways",
          className: picked ? "way picked" : "way",
          color: picked ? this.network.style.highlight : this.network.style.other_way,
          weight: picked ? 12 : 8,
          opacity: picked ? 0.85 : 0.3,
          interactive: false,
        };
        this.L.polyline(this.L.corridors.alignment(leg), band).addTo(this.group);
        if (picked) {
          const thread = { ...band, className: "way-thread", color: this.network.style.ink, weight: 1.2, opacity: 0.7 };
          this.L.polyline(this.L.corridors.alignment(leg), thread).addTo(this.group);
        }
      }
    }
    [...this.list.querySelectorAll("button")].forEach((button, i) => {
      button.setAttribute("aria-pressed", String(i === this.picked));
    });
  }
}
