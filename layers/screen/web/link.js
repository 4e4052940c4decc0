// The link: the only code that writes it. Python says what the selection reads like as parameters;
// the browser adds its view. A change of what is shown is a step that Back undoes; moving the map
// or dragging the date along is not.

const PLACE = ["z", "lat", "lon"];

export function viewOf(map) {
  const centre = map.getCenter();
  return { z: Number(map.getZoom().toFixed(2)), lat: Number(centre.lat.toFixed(4)), lon: Number(centre.lng.toFixed(4)) };
}

// The view that a link gives, and the parameters that are none.
export function viewIn(query) {
  const given = new URLSearchParams(query);
  const view = { base: given.get("base") ?? "", lang: given.get("lang") ?? "" };
  const number = (name, low, high) => {
    const text = given.get(name);
    const value = Number(text);
    if (text !== null && text.trim() !== "" && Number.isFinite(value) && value >= low && value <= high) view[name] = value;
  };
  number("z", 2, 13);
  number("lat", -85, 85);
  number("lon", -180, 180);
  const odd = PLACE.filter((name) => given.has(name) && !(name in view)).map((name) => `${name}=${given.get(name)}`);
  return { view, odd };
}

export class Linker {
  constructor(selection) {
    this.selection = selection;
    this.read();
    this.anchor = null;
    this.back = null;
    this.first = true;
    this.onPop = () => {
      this.read();
      this.popped = true;
      this.back?.(location.search);
    };
    window.addEventListener("popstate", this.onPop);
  }

  read() {
    Object.assign(this, viewIn(location.search));
  }

  // The place that the link gives; a part of one is none.
  get place() {
    return PLACE.every((name) => name in this.view) ? this.view : null;
  }

  destroy() {
    window.removeEventListener("popstate", this.onPop);
    clearTimeout(this.timer);
  }

  onBack(back) {
    this.back = back;
  }

  // The map was set to `place`, as a link gave it, or to the whole (null). A map cannot be set
  // finer than a pixel, so while it has not moved from there the place is kept as it was given.
  setAnchor(place, view) {
    this.anchor = { place, view };
  }

  isAnchored(view) {
    return this.anchor !== null && PLACE.every((name) => view[name] === this.anchor.view[name]);
  }

  // `view` has z, lat and lon, and base and lang where they are not the page's own.
  query(view, more = {}) {
    const given = new URLSearchParams({ ...this.selection, ...more });
    const place = this.isAnchored(view) ? this.anchor.place : view;
    if (place) for (const name of PLACE) given.set(name, place[name]);
    for (const name of ["base", "lang"]) if (view[name]) given.set(name, view[name]);
    // Commas and colons may stand in a query as they are, and read better so.
    const text = given.toString().replaceAll("%2C", ",").replaceAll("%3A", ":");
    return text ? `?${text}` : "";
  }

  href(view) {
    return `${location.origin}${location.pathname}${this.query(view)}`;
  }

  write(how, view) {
    const wanted = this.query(view);
    if (wanted === location.search) return;
    window.history[how](window.history.state, "", `${location.pathname}${wanted}`);
  }

  // Panning writes at most a few times a second: browsers refuse more.
  saveView(view) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.write("replaceState", view), 150);
  }

  saveSelection(selection, view) {
    const before = new URLSearchParams(this.selection);
    const after = new URLSearchParams(selection);
    const changed = [...new Set([...before.keys(), ...after.keys()])].filter((name) => before.get(name) !== after.get(name));
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
