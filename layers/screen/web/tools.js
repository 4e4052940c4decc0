// What a reader expects of any map: home, full screen, distance, pointer coordinates, a link to
// copy, and online tiles for those who want them.

import { el, pictureButton } from "./dom.js";
import { geodesicMetres, greatCircle } from "./geometry.js";

/** @import { LatLon } from "./types" */
/** @import { LeafletLibrary, LeafletMap, TileLayer } from "./drawn" */

/** @param {number} metres */
export function distanceWords(metres) {
  return metres < 10000 ? `${(metres / 1000).toFixed(2)} km` : `${Math.round(metres / 1000).toLocaleString("en")} km`;
}

/** @param {{ lat: number, lng: number }} place */
export function coordinateWords({ lat, lng }) {
  const wrapped = ((((lng + 180) % 360) + 360) % 360) - 180;
  /** @type {(value: number, plus: string, minus: string) => string} */
  const part = (value, plus, minus) => `${Math.abs(value).toFixed(3)}° ${value < 0 ? minus : plus}`;
  return `${part(lat, "N", "S")}, ${part(wrapped, "E", "W")}`;
}

// Two clicks, one geodesic. While it is on, clicks do not select.
export class Ruler {
  /** @param {LeafletLibrary} L @param {LeafletMap} map @param {(on: boolean, text: string) => void} onChange */
  constructor(L, map, onChange) {
    this.L = L;
    this.map = map;
    this.onChange = onChange;
    this.on = false;
    /** @type {LatLon[]} */
    this.points = [];
    this.group = L.layerGroup().addTo(map);
    map.on("click", (event) => this.on && this.add(event.latlng));
  }

  /** @param {boolean} [on] */
  toggle(on = !this.on) {
    this.on = on;
    this.points = [];
    this.group.clearLayers();
    this.map.getContainer().classList.toggle("measuring", on);
    this.onChange(on, on ? "Click two places" : "");
  }

  /** @param {{ lat: number, lng: number }} latlng */
  add(latlng) {
    if (this.points.length === 2) {
      this.points = [];
      this.group.clearLayers();
    }
    this.points.push([latlng.lat, latlng.lng]);
    const style = { pane: "badges", className: "ruler", interactive: false };
    this.L.circleMarker(latlng, { ...style, radius: 4 }).addTo(this.group);
    if (this.points.length < 2) {
      this.onChange(true, "Click the second place");
      return;
    }
    const [from, to] = this.points;
    this.L.polyline(greatCircle(from, to), { ...style, smoothFactor: 0.5 }).addTo(this.group);
    this.onChange(true, `${distanceWords(geodesicMetres(from, to))}, geodesic`);
  }
}

/** @param {{ onHome: () => void, onFull: () => void, onRuler: () => void, onLink: () => void, onEmbed: () => void, onZoom: (way: number) => void, onRelief: () => void }} acts */
export function toolbar({ onHome, onFull, onRuler, onLink, onEmbed, onZoom, onRelief }) {
  const embed = pictureButton("Embed: copy the HTML of this view", "M7 6l-4 4 4 4M13 6l4 4-4 4M11 4l-2 12", onEmbed);
  // There only where an atlas is published that others' pages can show.
  embed.hidden = true;
  const ruler = pictureButton("Distance between two clicks", "M2 14L14 2l4 4L6 18zM6 10l2 2M9 7l3 3M12 4l2 2", onRuler);
  const relief = pictureButton("Shaded relief", "M2 16L8 5l3 5 2-3 5 9zM6 9l2 2 1-2", onRelief);
  const buttons = [
    pictureButton("Zoom in", "M10 4v12M4 10h12", () => onZoom(1)),
    pictureButton("Zoom out", "M4 10h12", () => onZoom(-1)),
    pictureButton("Home: the whole of the corridors", "M3 10l7-6 7 6M5 9v8h10V9", onHome),
    pictureButton("Full screen", "M3 7V3h4M13 3h4v4M17 13v4h-4M7 17H3v-4", onFull),
    ruler,
    relief,
    pictureButton("Copy link to this view", "M8 12a3 3 0 0 0 4 0l4-4a3 3 0 0 0-4-4l-1 1M12 8a3 3 0 0 0-4 0l-4 4a3 3 0 0 0 4 4l1-1", onLink),
    embed,
  ];
  return { element: el("div", { class: "toolbar", role: "toolbar", "aria-label": "Map tools" }, ...buttons), ruler, relief, embed };
}

/** @param {string} text */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Not a secure context, or the reader said no: the old way still works after a click.
    const field = el("textarea", { class: "offscreen", "aria-hidden": "true" });
    field.value = text;
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    return done;
  }
}

// The choice of the language of names on the map.
export class Languages {
  /** @param {Record<string, string>} known @param {(lang: string) => void} onLanguage */
  constructor(known, onLanguage) {
    this.known = known;
    /** @type {HTMLSelectElement} */
    this.element = el(
      "select",
      { class: "languages", "aria-label": "Names", onchange: () => onLanguage(this.element.value) },
      ...Object.entries(known).map(([value, words]) => el("option", { value }, words)),
    );
    this.element.hidden = Object.keys(known).length < 2;
  }

  // Tells the language that is shown: the first for one that is not known.
  /** @param {string} wanted */
  show(wanted) {
    this.element.value = Object.hasOwn(this.known, wanted) ? wanted : (Object.keys(this.known)[0] ?? "");
    this.element.title = this.element.value ? "* no name in this language was found: the English one stands" : "";
    return this.element.value;
  }
}

// The choice of basemap. A service that cannot be reached is given up, and said so.
export class Basemaps {
  /** @param {LeafletMap} map @param {Record<string, TileLayer>} tiles @param {{ onBase: (name: string) => void, onNote: (text: string) => void }} how */
  constructor(map, tiles, { onBase, onNote }) {
    this.map = map;
    this.tiles = tiles;
    this.onBase = onBase;
    this.onNote = onNote;
    const names = ["Bundled map", ...Object.keys(tiles)];
    /** @type {HTMLSelectElement} */
    this.choice = el(
      "select",
      { "aria-label": "Basemap", onchange: () => onBase(this.choice.value) },
      ...names.map((name, i) => el("option", { value: i ? name : "" }, i ? `${name} (online)` : name)),
    );
    this.element = el("div", { class: "basemaps" }, this.choice);
    for (const [name, layer] of Object.entries(tiles)) {
      layer.on("tileload", () => {
        layer.reached = true;
      });
      layer.on("tileerror", () => this.failed(name, layer));
    }
  }

  /** @param {string} name */
  show(name) {
    const known = Object.hasOwn(this.tiles, name) ? name : "";
    this.choice.value = known;
    for (const [own, layer] of Object.entries(this.tiles)) {
      if (own === known) layer.addTo(this.map);
      else layer.remove();
    }
    this.map.getContainer().classList.toggle("tiled", known !== "");
    return known;
  }

  /** @param {string} name @param {TileLayer} layer */
  failed(name, layer) {
    if (layer.reached || this.choice.value !== name) return;
    this.onNote(`${name} cannot be reached; the bundled map stays.`);
    this.onBase("");
  }
}
