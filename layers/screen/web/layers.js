// The Leaflet layers that map.js names: backdrop, lanes, places, labels. They draw what they are
// told; what is to be seen is decided in state.js.

import { decodeLine, middleOf } from "./geometry.js";
import { forgetWidths, wishOf, writeLabels } from "./labels.js";
import { laneClass } from "./lane.js";
import { canvasClass, ownLaneClass } from "./ownlane.js";
import { placeClasses } from "./place.js";
import { reliefClass } from "./relief.js";
import { svgElement } from "./symbol.js";

/** @import { Backdrop, LatLon, Leg, Box, Network } from "./types" */
/** @import { LeafletLibrary, LeafletMap, NameEntry, Obstacle, Wish } from "./drawn" */

// What lies over the map and hides what is under it, in the window.
const CONTROLS = ".leaflet-control-attribution, .leaflet-control-scale, .toolbar, .drawer, .ways:not([hidden])";

/** @param {LeafletMap} map @returns {Box[]} */
function controlsOver(map) {
  const frame = map.getContainer().getBoundingClientRect();
  const page = map.getContainer().closest(".corridor-page");
  return [...(page?.querySelectorAll(CONTROLS) ?? [])]
    .map((control) => control.getBoundingClientRect())
    .filter(({ width }) => width > 0)
    .map(({ x, y, width, height }) => ({ x: x - frame.x - 2, y: y - frame.y - 2, width: width + 4, height: height + 4 }));
}

// Two maps may stand for a moment, one that goes and one of other data that comes: each has its
// layers under its name, where its script finds them, and its page has Leaflet with those alone.
/** @param {any} Leaflet @param {string} ofMap @param {Network} network @param {Backdrop} backdrop @returns {LeafletLibrary} */
export function install(Leaflet, ofMap, network, backdrop) {
  /** @type {LeafletLibrary} */
  const L = Object.create(Leaflet);
  // By the leg itself: two editions may have two by the same id.
  /** @type {WeakMap<Leg, LatLon[]>} */
  const alignments = new WeakMap();

  /** @param {string} leg @returns {LatLon[]} */
  function alignment(leg) {
    const own = network.legs[leg];
    let line = alignments.get(own);
    if (!line) {
      line = decodeLine(own.line, network.scale);
      alignments.set(own, line);
    }
    return line;
  }

  // Land, water and boundaries on one canvas, wider than the view so that a pan shows no edge.
  // Layers are drawn in the order they are added, so one that waits for its zoom is not taken off
  // but left unpainted.
  /** @param {string} name @param {string} kind @param {any} options */
  function backdropLayer(name, kind, options) {
    /** @type {any} */
    const shape = kind === "area" ? L.polygon([], options) : L.polyline([], options);
    // The legend names the kinds of boundary that the window shows.
    shape.boundary = name.match(/boundaries\.(.+)/)?.[1] ?? "";
    const painted = { stroke: options.weight > 0, fill: options.fill };
    const fits = () => shape._map.getZoom() >= options.minZoom;
    shape.beforeAdd = function beforeAdd(/** @type {LeafletMap} */ map) {
      this.options.renderer = canvasOf(map);
      /** @type {any} */ (L.Path.prototype).beforeAdd.call(this, map);
    };
    shape.fillFrom = (/** @type {Backdrop} */ given) => {
      const lines = given.lines[name];
      if (!lines) return;
      const decoded = lines.map((line) => decodeLine(line, given.scale));
      if (shape.boundary) shape.lines = decoded;
      shape.setLatLngs(kind === "area" ? decoded.map((ring) => [ring]) : decoded);
    };
    shape.on("add", () => {
      shape.fillFrom(backdrop);
      if (!options.minZoom) return;
      const follow = () => {
        const on = fits();
        if (on !== shape.painted) shape.setStyle(on ? painted : { stroke: false, fill: false });
        shape.painted = on;
      };
      shape._map.on("zoomend", follow);
      follow();
    });
    return shape;
  }

  const Labels = L.Layer.extend({
    /** @param {LeafletMap} map */
    onAdd(map) {
      this._svg = svgElement("svg", { class: "labels" }, map.getPane("labels"));
      this._texts = new Map();
      map.on("moveend zoomend resize", this._later, this);
      // A face comes when its first letter is to be shown, with a change of language too.
      this._remeasure = () => {
        forgetWidths();
        this._later();
      };
      document.fonts.ready.then(this._remeasure);
      document.fonts.addEventListener("loadingdone", this._remeasure);
      map.on("zoomstart", this._clear, this);
    },

    /** @param {LeafletMap} map */
    onRemove(map) {
      map.off("moveend zoomend resize", this._later, this);
      map.off("zoomstart", this._clear, this);
      document.fonts.removeEventListener("loadingdone", this._remeasure);
      cancelAnimationFrame(this._frame);
      this._svg.remove();
    },

    // `entries` choose in their order; `lanes` are the lines that are drawn.
    /** @param {NameEntry[]} entries @param {Obstacle[]} obstacles @param {any[]} lanes */
    write(entries, obstacles, lanes) {
      this._entries = entries;
      this._obstacles = obstacles;
      this._lanes = lanes;
      this._later();
    },

    _later() {
      cancelAnimationFrame(this._frame);
      this._frame = requestAnimationFrame(() => this._place());
    },

    _clear() {
      this._svg.style.visibility = "hidden";
    },

    _place() {
      if (!this._map || !this._entries) return;
      const map = this._map;
      const size = map.getSize();
      const corner = map.containerPointToLayerPoint([0, 0]);
      L.DomUtil.setPosition(this._svg, corner);
      this._svg.setAttribute("width", size.x);
      this._svg.setAttribute("height", size.y);
      const { type: types, naming: rule } = network.style;
      const pointOf = (/** @type {LatLon} */ at) => map.latLngToContainerPoint(at);
      const beyond = { x: size.x + 60, y: size.y + 20 };
      const wishes = this._entries
        .map((/** @type {NameEntry} */ entry) => wishOf(entry, types, pointOf))
        .filter((/** @type {Wish} */ { point, area }) => area || (point.x > -60 && point.y > -20 && point.x < beyond.x && point.y < beyond.y));
      const symbols = this._obstacles.map((/** @type {Obstacle} */ { at, size: side, id, isBadge, aside = [0, 0] }) => {
        const { x, y } = pointOf(/** @type {LatLon} */ (at));
        return { id, isBadge, box: { x: x - side / 2 + aside[0], y: y - side / 2 + aside[1], width: side, height: side } };
      });
      const field = { size, symbols, shut: controlsOver(map), lines: this._lines(corner) };
      writeLabels({ svg: this._svg, texts: this._texts, types, wishes, field, rule });
      this._svg.style.visibility = "";
    },

    // The lines as they are drawn, in the window.
    /** @param {{ x: number, y: number }} corner */
    _lines({ x, y }) {
      return this._lanes.flatMap((/** @type {any} */ lane) =>
        (lane._parts ?? []).map((/** @type {{ x: number, y: number }[]} */ part) => part.map((at) => ({ x: at.x - x, y: at.y - y }))),
      );
    },
  });

  standOnPixels(L);
  const Canvas = canvasClass(L);
  /** @param {any} map */
  function canvasOf(map) {
    return (map.corridorCanvas ??= new Canvas({ pane: "backdrop", padding: 0.4 }));
  }

  const Lane = laneClass(L, network, alignment);
  const OwnLane = ownLaneClass(L, network, alignment, Canvas);
  const { Place, Badge } = placeClasses(L, network);
  const Relief = reliefClass(L, network.style.relief, canvasOf);

  L.corridors = {
    alignment,
    middle: (leg) => middleOf(alignment(leg)),
    backdrop: backdropLayer,
    relief: () => new Relief(),
    lane: (/** @type {string[]} */ ...how) => new (network.legs[how[0]].added ? OwnLane : Lane)(...how),
    place: (/** @type {string[]} */ ...how) => new Place(...how),
    badge: (at, subject, pane) => new Badge(at, subject, pane),
    labels: () => new Labels(),
  };
  (Leaflet.corridors ??= {})[ofMap] = L.corridors;
  return L;
}

// Once a view is set, and not moved to, Leaflet sets its canvases and svgs up to a pixel aside from the
// places and names, until the next move puts them right.
/** @param {any} L */
function standOnPixels(L) {
  L.Renderer.include({
    _reset() {
      this._update();
      // While a zoom runs they stand where it has come to.
      if (this._map._animatingZoom) this._updateTransform(this._center, this._zoom);
      for (const layer of Object.values(this._layers)) layer._reset();
    },
  });
}

// Leaflet puts off the end of a zoom, a turn of the wheel and the run-out of a drag, and asks then of
// none whether the map still stands.
/** @param {any} map */
export function takeDown(map) {
  map.remove();
  map._animatingZoom = false;
  for (const way of ["_move", "panBy", "setZoomAround"]) map[way] = () => map;
}
