// The link: the only code that writes it. Python says what the selection reads like as parameters;
// the browser adds its view. A change of what is shown is a step that Back undoes; moving the map
// or dragging the date along is not.

const PLACE = ["z", "lat", "lon"];

export function viewOf(map) {
  const centre = map.getCenter();
  return { z: Number(map.getZoom().toFixed(2)), lat: Number(centre.lat.toFixed(4)), lon: Number(centre.lng.toFixed(4)) };
}

export function viewIn(query) {
  const given = new URLSearchParams(query);
  const view = {};
  const number = (name, low, high) => {
    const text = given.get(name);
    const value = Number(text);
    if (text !== null && text.trim() !== "" && Number.isFinite(value) && value >= low && value <= high) view[name] = value;
  };
  number("z", 2, 13);
  number("lat", -85, 85);
  number("lon", -180, 180);
  if (!PLACE.every((name) => name in view)) for (const name of PLACE) delete view[name];
  for (const name of ["base", "lang"]) if (given.get(name)) view[name] = given.get(name);
  return view;
}

export class Linker {
  constructor(selection) {
    this.selection = selection;
    this.view = viewIn(location.search);
    this.anchor = null;
    this.back = null;
    this.first = true;
    this.onPop = () => {
      this.view = viewIn(location.search);
      this.popped = true;
      this.back?.(location.search);
    };
    window.addEventListener("popstate", this.onPop);
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

  query(view, base, more = {}) {
    const given = new URLSearchParams({ ...this.selection, ...more });
    const place = this.isAnchored(view) ? this.anchor.place : view;
    if (place) for (const name of PLACE) given.set(name, place[name]);
    if (base) given.set("base", base);
    // Commas and colons may stand in a query as they are, and read better so.
    const text = given.toString().replaceAll("%2C", ",").replaceAll("%3A", ":");
    return text ? `?${text}` : "";
  }

  href(view, base) {
    return `${location.origin}${location.pathname}${this.query(view, base)}`;
  }

  write(how, view, base) {
    const wanted = this.query(view, base);
    if (wanted === location.search) return;
    window.history[how](window.history.state, "", `${location.pathname}${wanted}`);
  }

  // Panning writes at most a few times a second: browsers refuse more.
  saveView(view, base) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.write("replaceState", view, base), 150);
  }

  saveSelection(selection, view, base) {
    const before = new URLSearchParams(this.selection);
    const after = new URLSearchParams(selection);
    const changed = [...new Set([...before.keys(), ...after.keys()])].filter((name) => before.get(name) !== after.get(name));
    this.selection = selection;
    const dragging = changed.length === 1 && changed[0] === "asof" && this.dated;
    const step = changed.length > 0 && !dragging && !this.popped && !this.first;
    if (changed.length) this.dated = changed.length === 1 && changed[0] === "asof";
    clearTimeout(this.timer);
    this.write(step ? "pushState" : "replaceState", view, base);
    this.popped = false;
    this.first = false;
  }
}
