// Where the map looks: at a place a link gave, at the whole, or at what was picked.

import { crossesBox, liesIn } from "./geometry.js";
import { viewOf } from "./link.js";
import { splitFocus } from "./state.js";

/** @import { LatLngBounds } from "leaflet" */
/** @import { Linker } from "./link.js" */
/** @import { LatLon, Network, Place, Seen, SeenLeg } from "./types" */
/** @import { LeafletLibrary, LeafletMap } from "./drawn" */

// Who asked their machine for less motion is there at once.
function flight() {
  return { animate: !window.matchMedia("(prefers-reduced-motion: reduce)").matches, duration: 0.6 };
}

// Steps of a link's zoom. The reader's own, by wheel and button, are wider (layers/screen/map.py).
const FINE = 0.01;
// Of the whole to the window's edge, in pixels.
const MARGIN = 8;

export class Camera {
  /**
   * @param {LeafletLibrary} L
   * @param {LeafletMap} map
   * @param {Network} network
   * @param {Linker} linker
   */
  constructor(L, map, network, linker) {
    this.L = L;
    this.map = map;
    this.network = network;
    this.linker = linker;
    // A map with no room of its own yet cannot be fitted to anything; it is once it has some.
    this.hidden = false;
    /** @type {string[]} the legs of the routes that are told */
    this.ways = [];
  }

  get hasRoom() {
    const { x, y } = this.map.getSize();
    return x > 0 && y > 0;
  }

  // A place with z, lat and lon, or the page's own frame (null): the routes asked for, or the whole.
  /** @param {Place | null} place @param {{ whole?: boolean }} [how] */
  goTo(place, { whole = false } = {}) {
    const { map, network } = this;
    this.hidden = !this.hasRoom;
    const { zoomSnap } = map.options;
    map.options.zoomSnap = FINE;
    if (place) map.setView([place.lat, place.lon], place.z, { animate: false });
    else if (this.hidden) map.setView(this.L.latLngBounds(network.home).getCenter(), 4, { animate: false });
    else this.fit(whole || !this.ways.length ? this.L.latLngBounds(network.home) : this.boundsOf(this.ways, 0));
    map.options.zoomSnap = zoomSnap;
    this.linker.setAnchor(place, viewOf(map));
  }

  // As close as the window has room for, clear of the routes' card and the credits, and beside the
  // tools only where something would lie under them.
  /** @param {LatLngBounds} bounds */
  fit(bounds) {
    const { L, map } = this;
    const [card, tools, credits] = [".ways", ".toolbar", ".leaflet-control-attribution"].map((name) => this.boxOf(name));
    const below = MARGIN + (credits?.height ?? 0);
    /** @type {[number, number][]} */
    const corners = card ? [[MARGIN, card.bottom + MARGIN], [card.right + MARGIN, MARGIN]] : [[MARGIN, MARGIN]];
    const zoomAt = (/** @type {[number, number]} */ corner) => map.getBoundsZoom(bounds, false, L.point(corner).add([MARGIN, below]));
    const [corner] = corners.sort((a, b) => zoomAt(b) - zoomAt(a));
    const show = (/** @type {number} */ right) =>
      map.fitBounds(bounds, { animate: false, paddingTopLeft: corner, paddingBottomRight: [right, below] });
    show(MARGIN);
    /** @type {[number, number, number, number]} */
    const box = [bounds.getSouth(), bounds.getWest(), bounds.getNorth(), bounds.getEast()];
    const held = () => Object.keys(this.network.legs).filter((leg) => liesIn(L.corridors.alignment(leg), box));
    if (tools && this.isUnder(tools, held())) show(MARGIN + tools.width);
  }

  // Where a control lies on the map, in pixels from its corner; nothing where it is not shown.
  /** @param {string} name @returns {DOMRect | null} */
  boxOf(name) {
    const container = this.map.getContainer();
    const box = container.parentElement?.querySelector(name)?.getBoundingClientRect();
    const { left, top } = container.getBoundingClientRect();
    return box?.width ? new DOMRect(box.left - left, box.top - top, box.width, box.height) : null;
  }

  /** @param {DOMRect} box of a control @param {string[]} legs */
  isUnder({ left, top, right, bottom }, legs) {
    const [low, high] = [this.map.containerPointToLatLng([left, bottom]), this.map.containerPointToLatLng([right, top])];
    return legs.some((leg) => crossesBox(this.L.corridors.alignment(leg), [low.lat, low.lng, high.lat, high.lng]));
  }

  // The routes as they are told: a new journey is shown whole, and so is any while nobody moved.
  /** @param {{ legs: string[], isNew: boolean }} ways @param {boolean} isFirst whether a link has them */
  frameWays({ legs, isNew }, isFirst) {
    const { linker } = this;
    this.ways = legs;
    const isOwn = linker.anchor?.place === null && linker.isAnchored(viewOf(this.map));
    if (legs.length && (isOwn || (isNew && !isFirst))) this.goTo(null);
  }

  // A route that is picked, where it is not seen whole.
  /** @param {string[]} legs */
  showWay(legs) {
    const card = this.boxOf(".ways");
    const isSeen = this.map.getBounds().contains(this.boundsOf(legs, 0)) && !(card && this.isUnder(card, legs));
    if (!isSeen) this.fit(this.boundsOf(legs, 0));
  }

  /** @param {string} focus */
  flyTo(focus) {
    const [kind, id] = splitFocus(focus);
    if (kind === null) return;
    const { map, network } = this;
    const at = kind === "node" ? network.nodes[id]?.at : kind === "strait" ? network.straits[id].at : null;
    if (at) {
      this.flyToPoint(at);
      return;
    }
    const legs = kind === "leg" ? [id] : Object.keys(network.legs).filter((leg) => this.isPartOf(leg, kind, id));
    if (legs.length) map.flyToBounds(this.boundsOf(legs), flight());
  }

  /** @param {LatLon} at */
  flyToPoint(at) {
    this.map.flyTo(at, Math.max(this.map.getZoom(), 7), flight());
  }

  /** @param {LatLon[]} corners of what is flown to */
  flyToBox(corners) {
    this.map.flyToBounds(this.L.latLngBounds(corners).pad(0.1), { ...flight(), maxZoom: 8 });
  }

  /** @param {string} leg @param {string} kind @param {string} id */
  isPartOf(leg, kind, id) {
    return Object.keys(this.network.legs[leg].branches).some((branch) =>
      kind === "branch" ? branch === id : this.network.branches[branch].corridor === id,
    );
  }

  /** @param {string[]} legs @param {number} [about] the share of their span left about them */
  boundsOf(legs, about = 0.1) {
    return this.L.latLngBounds(legs.flatMap(this.L.corridors.alignment)).pad(about);
  }

  // Moves only when something of it would not be seen; flying comes close too.
  /** @param {string[]} legs @param {{ fly?: boolean }} [how] */
  showLegs(legs, { fly = false } = {}) {
    if (!legs.length) return;
    const bounds = this.boundsOf(legs);
    if (fly) this.map.flyToBounds(bounds, flight());
    else if (!this.map.getBounds().contains(bounds)) this.map.fitBounds(bounds, { animate: false });
  }

  // What a claim or an event is about: a place or a strait, a line, or of a branch or corridor the
  // lines that are drawn, so that nothing flies to a way round Africa that is off.
  /** @param {string} place @param {Seen} seen @param {{ fly?: boolean }} [how] */
  showPlace(place, seen, { fly = false } = {}) {
    const [kind, id] = splitFocus(place);
    if (kind === null) return;
    const { map, network } = this;
    const point = kind === "node" ? network.nodes[id] : kind === "strait" ? network.straits[id] : null;
    if (point && fly) this.flyToPoint(point.at);
    else if (point && !map.getBounds().contains(point.at)) map.panTo(point.at);
    /** @param {SeenLeg} line */
    const isMeant = (line) =>
      kind === "leg" ? line.id === id : kind === "branch" ? line.branches.includes(id) : kind === "corridor" && line.corridors.includes(id);
    this.showLegs([...seen.legs.values()].filter(isMeant).map((line) => line.id), { fly });
  }

  // A window that changes its size keeps the place looked at; who never moved keeps the whole.
  resize() {
    // On paper the map stays what it is on the screen, and is made smaller as a whole.
    if (window.matchMedia("print").matches) return;
    const { map, linker } = this;
    const { clientWidth: wide, clientHeight: high } = map.getContainer();
    const before = map.getSize();
    rememberSize(map.getContainer().closest(".corridor-page"));
    // A map that is put away stays what it is: to be drawn at no size would take as long as any.
    if (!wide || !high) return;
    // The observer calls at first too, when nothing has changed.
    if (!this.hidden && before.x === wide && before.y === high) return;
    const anchored = this.hidden || linker.isAnchored(viewOf(map));
    map.invalidateSize({ animate: false, pan: !anchored });
    if (anchored) this.goTo(linker.anchor?.place ?? null);
  }
}

// What a page of A4 or Letter across has room for, in CSS pixels within margins of a centimetre.
const PRINTED = { width: 960, height: 680 };

// The size on the screen, for the style sheet of paper (page/frame.py).
/** @param {HTMLElement | null} root */
function rememberSize(root) {
  if (!root) return;
  const { width, height } = root.getBoundingClientRect();
  const side = root.querySelector(".side")?.getBoundingClientRect().width ?? 0;
  root.style.setProperty("--screen-side", `${side}px`);
  root.style.setProperty("--screen-width", `${width}px`);
  root.style.setProperty("--screen-height", `${height}px`);
  root.style.setProperty("--print-scale", String(Math.min(PRINTED.width / width, PRINTED.height / height)));
}
