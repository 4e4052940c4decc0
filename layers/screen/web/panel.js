// The panel left of the map: corridors and their branches to switch, and the legend of what is
// drawn. It reports what the reader did; page.js decides what follows.

import { el } from "./dom.js";
import { svgElement, symbolPicture } from "./symbol.js";

/** @import { Choice, Corridor, LegendEntry, Network } from "./types" */

// So many places of a corridor that has no branch are named; somebody's file may hold thousands.
const MOST_PLACES = 12;

export class Toggles {
  /** @param {Network} network @param {{ onCorridor: (id: string, on: boolean) => void, onBranch: (id: string, on: boolean) => void, onFocus: (focus: string) => void }} acts */
  constructor(network, { onCorridor, onBranch, onFocus }) {
    /** @type {Map<string, HTMLInputElement>} */
    this.boxes = new Map();
    /** @type {Map<Corridor, HTMLElement>} */
    this.counts = new Map();
    /** @type {HTMLElement[]} */
    this.blocks = [];
    this.element = el("div", { class: "toggles" });
    for (const corridor of network.corridors) {
      /** @type {HTMLInputElement} */
      const box = el("input", {
        type: "checkbox",
        "data-corridor": corridor.id,
        onchange: () => onCorridor(corridor.id, box.checked),
      });
      const swatch = el("span", { class: "swatch", "aria-hidden": "true" });
      swatch.style.background = corridor.colour;
      const about = el(
        "button",
        {
          type: "button",
          class: "about",
          title: `About: ${corridor.name}`,
          "aria-label": `About ${corridor.name}`,
          onclick: () => onFocus(`corridor:${corridor.id}`),
        },
        "i",
      );
      const branches = el("ul", { class: "branches" });
      for (const branch of corridor.branches) {
        /** @type {HTMLInputElement} */
        const own = el("input", {
          type: "checkbox",
          "data-branch": branch.id,
          onchange: () => onBranch(branch.id, own.checked),
        });
        this.boxes.set(`branch:${branch.id}`, own);
        const label = el("label", { title: branch.summary || branch.name }, own, el("span", {}, branch.name));
        branches.append(el("li", {}, label));
      }
      const count = el("span", {});
      if (corridor.branches.length) this.counts.set(corridor, count);
      else nameInstead(placesOf(network, corridor), count, branches);
      this.boxes.set(`corridor:${corridor.id}`, box);
      // One corridor's branches at a time, so that the legend keeps its room.
      const fold = el(
        "details",
        { class: "fold", name: "corridor-branches" },
        el("summary", {}, count, el("span", { class: "unseen" }, ` of ${corridor.name}`)),
        branches,
      );
      // A low window keeps the corridors themselves in sight.
      fold.open = corridor === network.corridors[0] && window.innerHeight >= 800;
      const head = el(
        "div",
        { class: "head" },
        el("label", { title: corridor.name }, box, swatch, el("span", { class: "name" }, corridor.short_name)),
        about,
      );
      const block = el("section", { class: "corridor", "data-of": corridor.id }, head, fold);
      this.blocks.push(block);
      this.element.append(block);
    }
  }

  /** @param {Choice} choice */
  show(choice) {
    for (const [key, box] of this.boxes) {
      const [kind, id] = key.split(":");
      const on = kind === "corridor" ? choice.corridors.has(id) : !choice.hidden.has(id);
      if (box.checked !== on) box.checked = on;
    }
    for (const [corridor, count] of this.counts) {
      const all = corridor.branches.length;
      const on = corridor.branches.filter(({ id }) => !choice.hidden.has(id)).length;
      const words = `${on === all ? all : `${on} of ${all}`} ${all === 1 ? "branch" : "branches"}`;
      if (count.textContent !== words) count.textContent = words;
    }
    for (const block of this.blocks) {
      block.classList.toggle("off", !choice.corridors.has(block.dataset.of ?? ""));
    }
  }
}

/** @param {Network} network @param {Corridor} corridor */
function placesOf(network, corridor) {
  return Object.values(network.nodes).filter((node) => node.stands_for.includes(corridor.id));
}

// A corridor of places alone, as somebody may add it, has no branches: its places stand there.
/** @param {{ name: string }[]} places @param {HTMLElement} count @param {HTMLElement} list */
function nameInstead(places, count, list) {
  count.textContent = places.length === 1 ? "1 place" : `${places.length} places`;
  const more = places.length - MOST_PLACES;
  const names = places.slice(0, MOST_PLACES).map(({ name }) => name);
  list.append(...[...names, ...(more > 0 ? [`and ${more} more`] : [])].map((name) => el("li", {}, name)));
}

// The swatch of a legend row, drawn as the map draws it.
/** @param {LegendEntry} entry @param {Network} network */
function swatchOf(entry, network) {
  const { look } = entry;
  if (look.area) return el("span", { class: "swatch-area" });
  if (look.shape) {
    const roles = { ink: look.colour, paper: network.style.paper, badge: look.badge_colour || look.colour };
    const size = Math.min(look.size_px, 19);
    const box = el("span", { class: "swatch-symbol" });
    box.append(symbolPicture(network.symbols[look.shape], size, roles));
    return box;
  }
  const svg = svgElement("svg", { viewBox: "0 0 34 12", width: 34, height: 12, "aria-hidden": "true" });
  const line = (/** @type {Record<string, any>} */ attributes) => svgElement("path", { d: "M1 6L33 6", fill: "none", ...attributes }, svg);
  if (look.softened) {
    line({
      stroke: look.under_colour,
      "stroke-width": look.under_width_px,
      "stroke-opacity": look.under_opacity * 1.6,
    });
  }
  line({
    stroke: look.colour,
    "stroke-width": look.width_px,
    "stroke-opacity": look.opacity,
    "stroke-dasharray": (look.dash_px ?? look.dash).join(" ") || "none",
  });
  if (look.shut_way) {
    svgElement("path", { d: "M12 2l6 4l-6 4M20 2v8", fill: "none", stroke: look.cross_colour, "stroke-width": 1.5 }, svg);
  } else if (look.crossed) {
    svgElement("path", { d: "M14 3l6 6m0-6l-6 6", stroke: look.cross_colour, "stroke-width": 1.5 }, svg);
  }
  return svg;
}

// Characters that fit in half the width.
const LONG = 18;

export class Legend {
  /** @param {Network} network @param {{ onStatus: (status: string) => void }} acts */
  constructor(network, { onStatus }) {
    this.network = network;
    this.onStatus = onStatus;
    /** @type {Map<string, HTMLLIElement>} */
    this.rows = new Map();
    // The toggles above say which hue is which corridor.
    const told = network.legend.filter(({ entries }) => !entries[0].key.startsWith("corridor:"));
    this.groups = told.map(({ title, entries }) => {
      const list = el("ul", {});
      for (const entry of entries) {
        const long = entry.label.length > LONG;
        const row = el("li", { "data-key": entry.key, class: long ? "long" : "" }, this._inside(entry));
        this.rows.set(entry.key, row);
        list.append(row);
      }
      return el("div", { class: "legend-group" }, el("h3", {}, title), list);
    });
    const body = el("div", { class: "legend-body" }, ...this.groups);
    this.element = el("details", { class: "legend" }, el("summary", {}, "Legend"), body);
    this.element.open = true;
  }

  /** @param {LegendEntry} entry */
  _inside(entry) {
    const content = [swatchOf(entry, this.network), el("span", {}, entry.label)];
    if (!entry.key.startsWith("status:")) return el("span", { class: "entry" }, ...content);
    const status = entry.key.slice("status:".length);
    const attributes = {
      type: "button",
      class: "entry",
      "aria-pressed": "true",
      "data-status": status,
      title: `Show or hide: ${entry.label}`,
      onclick: () => this.onStatus(status),
    };
    return el("button", attributes, ...content);
  }

  // Rows are there for everything that could come; shown are those of what is on the map.
  /** @param {Set<string>} keys @param {Set<string>} statuses */
  show(keys, statuses) {
    for (const [key, row] of this.rows) {
      // What is set to what it was costs the browser as much as a change.
      const hidden = !keys.has(key);
      if (row.hidden !== hidden) row.hidden = hidden;
      if (!key.startsWith("status:")) continue;
      const pressed = String(statuses.has(key.slice("status:".length)));
      const button = row.firstElementChild;
      if (button?.getAttribute("aria-pressed") !== pressed) button?.setAttribute("aria-pressed", pressed);
    }
    for (const group of this.groups) {
      const hidden = [...group.querySelectorAll("li")].every((row) => row.hidden);
      if (group.hidden !== hidden) group.hidden = hidden;
    }
  }
}
