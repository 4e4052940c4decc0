// The Leaflet layers that map.js names: backdrop, lanes, places, labels. They draw what they are
// told; what is to be seen is decided in state.js.

import { decodeLine, middleOf } from "./geometry.js";
import { forgetWidths, placeLabels } from "./labels.js";
import { laneClass } from "./lane.js";
import { placeClasses } from "./place.js";
import { svgElement } from "./symbol.js";

/** @import { Backdrop, LatLon, LeafletLibrary, LeafletMap, NameEntry, Network, Obstacle } from "./types" */

/** @param {LeafletLibrary} L @param {Network} network @param {Backdrop} backdrop */
export function install(L, network, backdrop) {
  /** @type {Map<string, LatLon[]>} */
  const alignments = new Map();

  /** @param {string} leg @returns {LatLon[]} */
  function alignment(leg) {
    let line = alignments.get(leg);
    if (!line) {
      line = decodeLine(network.legs[leg].line, network.scale);
      alignments.set(leg, line);
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
      document.fonts.ready.then(() => {
        forgetWidths();
        this._later();
      });
      map.on("zoomstart", this._clear, this);
    },

    /** @param {LeafletMap} map */
    onRemove(map) {
      map.off("moveend zoomend resize", this._later, this);
      map.off("zoomstart", this._clear, this);
      cancelAnimationFrame(this._frame);
      this._svg.remove();
    },

    // `entries` are {name, at, type, priority, gap}, `obstacles` are {at, size}.
    /** @param {NameEntry[]} entries @param {Obstacle[]} obstacles */
    write(entries, obstacles) {
      this._entries = entries;
      this._obstacles = obstacles;
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
      placeLabels({
        svg: this._svg,
        texts: this._texts,
        types: network.style.type,
        size,
        entries: this._entries.map((/** @type {NameEntry} */ entry) => ({
          ...entry,
          point: map.latLngToContainerPoint(entry.at),
        })),
        obstacles: this._obstacles.map((/** @type {Obstacle} */ { at, size: side }) => {
          const point = map.latLngToContainerPoint(at);
          return { x: point.x - side / 2, y: point.y - side / 2, width: side, height: side };
        }),
      });
      this._svg.style.visibility = "";
    },
  });

  /** @param {any} map */
  function canvasOf(map) {
    return (map.corridorCanvas ??= L.canvas({ pane: "backdrop", padding: 0.4 }));
  }

  const Lane = laneClass(L, network, alignment);
  const { Place, Badge } = placeClasses(L, network);

  L.corridors = {
    alignment,
    middle: (leg) => middleOf(alignment(leg)),
    backdrop: backdropLayer,
    lane: (/** @type {string} */ leg, /** @type {string} */ corridor) => new Lane(leg, corridor),
    place: (/** @type {string} */ node) => new Place(node),
    badge: (at, subject) => new Badge(at, subject),
    labels: () => new Labels(),
  };
}
