// The link: the only code that writes it. Python says what the selection reads like as parameters;
// the browser adds its view. A change of what is shown is a step that Back undoes; moving the map
// or dragging the date along is not.

import { textOf } from "./query.js";

/** @import { GivenView, Place, View } from "./types" */
/** @import { LeafletMap } from "./drawn" */

/** @type {(keyof Place)[]} */
const PLACE = ["z", "lat", "lon"];

/** @param {LeafletMap} map @returns {Place} */
export function viewOf(map) {
  const centre = map.getCenter();
  return { z: Number(map.getZoom().toFixed(2)), lat: Number(centre.lat.toFixed(4)), lon: Number(centre.lng.toFixed(4)) };
}

/**
 * The view that a link gives, and the parameters that are none.
 * @param {string} query
 */
export function viewIn(query) {
  const given = new URLSearchParams(query);
  /** @type {GivenView} */
  const view = { base: given.get("base") ?? "", lang: given.get("lang") ?? "", relief: given.get("relief") === "off" ? "off" : "" };
  /** @type {(name: keyof Place, low: number, high: number) => void} */
  const number = (name, low, high) => {
    const text = given.get(name);
    const value = Number(text);
    if (text !== null && text.trim() !== "" && Number.isFinite(value) && value >= low && value <= high) view[name] = value;
  };
  number("z", 2, 13);
  number("lat", -85, 85);
  number("lon", -180, 180);
  const odd = PLACE.filter((name) => given.has(name) && !(name in view)).map((name) => `${name}=${given.get(name)}`);
  if (given.has("relief") && !view.relief) odd.push(`relief=${given.get("relief")}`);
  return { view, odd };
}

export class Linker {
  // While one map goes another of other data may stand: the link is of the one last told of a choice.
  /** @type {Linker | undefined} */
  static told;

  /** @param {string} selection the query of the selection, as Python tells it; a file has no other */
  constructor(selection) {
    Linker.told = this;
    this.selection = selection;
    const { view, odd } = viewIn(location.search || selection);
    this.view = view;
    this.odd = odd;
    /** @type {{ place: Place | null, view: Place } | null} */
    this.anchor = null;
    /** @type {((query: string) => void) | null} */
    this.back = null;
    this.first = true;
    this.popped = false;
    this.dated = false;
    this.onPop = () => {
      Object.assign(this, viewIn(location.search));
      this.popped = true;
      this.back?.(location.search);
    };
    window.addEventListener("popstate", this.onPop);
  }

  // The place that the link gives; a part of one is none.
  /** @returns {Place | null} */
  get place() {
    return PLACE.every((name) => name in this.view) ? /** @type {Place} */ (this.view) : null;
  }

  destroy() {
    window.removeEventListener("popstate", this.onPop);
    clearTimeout(this.timer);
  }

  /** @param {(query: string) => void} back */
  onBack(back) {
    this.back = back;
  }

  // The map was set to `place`, as a link gave it, or to the whole (null). A map cannot be set
  // finer than a pixel, so while it has not moved from there the place is kept as it was given.
  /** @param {Place | null} place @param {Place} view */
  setAnchor(place, view) {
    this.anchor = { place, view };
  }

  /** @param {Place} view */
  isAnchored(view) {
    const { anchor } = this;
    return anchor !== null && PLACE.every((name) => view[name] === anchor.view[name]);
  }

  // A query with the view in it: z, lat and lon, and base, lang and relief where they are not the page's own.
  /** @param {string} query @param {View} view */
  withView(query, view) {
    const given = new URLSearchParams(query);
    const place = this.isAnchored(view) ? this.anchor?.place : view;
    if (place) for (const name of PLACE) given.set(name, String(place[name]));
    if (view.base) given.set("base", view.base);
    if (view.lang) given.set("lang", view.lang);
    if (view.relief) given.set("relief", view.relief);
    return textOf(given);
  }

  // The query of the selection and the view, and what more is given.
  /** @param {View} view @param {Record<string, string>} [more] */
  query(view, more = {}) {
    const given = new URLSearchParams(this.selection);
    for (const [name, value] of Object.entries(more)) given.set(name, value);
    return this.withView(textOf(given), view);
  }

  /** @param {View} view */
  href(view) {
    return `${location.origin}${location.pathname}${this.query(view)}`;
  }

  /** @param {"pushState" | "replaceState"} how @param {View} view */
  write(how, view) {
    if (Linker.told !== this) return;
    const wanted = this.query(view);
    if (wanted === location.search) return;
    window.history[how](window.history.state, "", `${location.pathname}${wanted}`);
  }

  // Panning writes at most a few times a second: browsers refuse more.
  /** @param {View} view */
  saveView(view) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.write("replaceState", view), 150);
  }

  /** @param {string} selection the query as Python tells it @param {View} view */
  saveSelection(selection, view) {
    const before = new URLSearchParams(this.selection);
    const after = new URLSearchParams(selection);
    const changed = [...new Set([...before.keys(), ...after.keys()])].filter((name) => before.get(name) !== after.get(name));
    Linker.told = this;
    this.selection = selection;
    const dragging = changed.length === 1 && changed[0] === "asof" && this.dated;
    const step = changed.length > 0 && !dragging && !this.popped && !this.first;
    if (changed.length) this.dated = changed.length === 1 && changed[0] === "asof";
    clearTimeout(this.timer);
    this.write(step ? "pushState" : "replaceState", view);
    this.popped = false;
    this.first = false;
  }
}
