// A line that a reader added, drawn on a canvas. It looks as a lane does (lane.js); an overlay may
// bring thousands, and as many paths would make each frame of a pan a slow one.

import { besideLine, crossData, projected, stopData } from "./geometry.js";
import { STROKES, bandPx, strokesFor } from "./lane.js";

/** @import { LatLon, LegLook, Network, Point } from "./types" */
/** @import { Halo, LeafletLibrary, LeafletMap } from "./drawn" */

// Leaflet's canvas asked for a frame, then drew by itself and was taken away: the frame that still
// comes must find nothing to do.
/** @param {LeafletLibrary} L @returns {any} */
export function canvasClass(L) {
  /** @type {any} */
  const canvas = L.Canvas.prototype;
  return L.Canvas.extend({
    _redraw() {
      if (this._ctx) canvas._redraw.call(this);
    },
  });
}

// Strokes of one kind are drawn for all lines before the next kind, so that no casing cuts a line.
/** @param {any} Canvas */
function layeredCanvas(Canvas) {
  return Canvas.extend({
    _draw() {
      const { _ctx: ctx, _redrawBounds: bounds } = this;
      ctx.save();
      if (bounds) {
        const { x, y } = bounds.getSize();
        ctx.beginPath();
        ctx.rect(bounds.min.x, bounds.min.y, x, y);
        ctx.clip();
      }
      ctx.lineJoin = "round";
      const lanes = [];
      for (let order = this._drawFirst; order; order = order.next) {
        const lane = order.layer;
        if (lane.shown && lane._parts.length && (!bounds || lane._pxBounds?.intersects(bounds))) lanes.push(lane);
      }
      for (const name of STROKES) for (const lane of lanes) lane._stroke(ctx, name);
      ctx.restore();
    },
  });
}

/** @param {LeafletLibrary} L @param {Network} network @param {(leg: string) => LatLon[]} alignment @param {any} Canvas @returns {any} */
export function ownLaneClass(L, network, alignment, Canvas) {
  // Leaflet's own methods under the names it keeps for itself.
  /** @type {any} */
  const line = L.Polyline.prototype;
  const Layered = layeredCanvas(Canvas);
  // Lines of one overlay mostly look alike.
  /** @type {{ how?: any[], dress?: ReturnType<typeof strokesFor> }} */
  const last = {};

  /** @param {LegLook} look @param {number} scale @param {number} band @param {Halo | null} halo */
  function dressOf(look, scale, band, halo) {
    const how = [look, scale, band, halo];
    if (!last.how?.every((one, i) => one === how[i])) Object.assign(last, { how, dress: strokesFor(network, look, scale, band, halo) });
    return last.dress;
  }

  return L.Polyline.extend({
    options: { pane: "own", weight: 13, smoothFactor: 1.2 },
    onCanvas: true,

    /** @param {string} leg @param {string} corridor @param {string} [pane] */
    initialize(leg, corridor, pane = "own") {
      Object.assign(this, { leg, corridor, shown: false, offset: 0, band: 0 });
      // It projects its line itself, and Leaflet has none to keep.
      line.initialize.call(this, [], { pane });
    },

    /** @param {LeafletMap} map */
    beforeAdd(map) {
      const { pane } = this.options;
      const known = (/** @type {any} */ (map).corridorCanvases ??= {});
      this.options.renderer = known[pane] ??= new Layered({ pane, padding: 0.35 });
      line.beforeAdd.call(this, map);
    },

    // As a lane: dressed and hidden by paint.js.
    /** @param {LegLook} look @param {number} offset @param {number} scale @param {Halo | null} halo */
    dress(look, offset, scale, halo) {
      const band = bandPx(network, this.leg, alignment, this._map.getZoom());
      const same = look === this.look && halo === this.halo && offset * scale === this.offset;
      if (this.shown && same && scale === this.scale && band === this.band) return;
      const moved = offset * scale !== this.offset;
      const appears = !this.shown;
      Object.assign(this, { look, scale, halo, band, shown: true, offset: offset * scale });
      this._dress = dressOf(look, scale, band, halo);
      if (appears) this._project();
      if (appears || moved) this._update();
      this._renderer._updatePath(this);
    },

    hide() {
      if (!this.shown) return;
      this.shown = false;
      this._renderer._updatePath(this);
    },

    // What is not shown need not be reckoned with at each step of the view; it is when it appears.
    _project() {
      if (!this.shown) return;
      const { line: ring, min, max } = projected(alignment(this.leg), this._map.getZoom(), this._map.getPixelOrigin());
      this._rings = [ring];
      this._rawPxBounds = L.bounds(L.point(min), L.point(max));
      this._updateBounds();
    },

    _update() {
      if (this.shown) line._update.call(this);
    },

    _simplifyPoints() {
      line._simplifyPoints.call(this);
      if (this.offset) this._parts = this._parts.map((/** @type {Point[]} */ part) => besideLine(part, this.offset));
      this._line = this._marks = null;
    },

    // The canvas draws it (_stroke); nothing is to be done before.
    _updatePath() {},

    /** @param {CanvasRenderingContext2D} ctx @param {string} name */
    _stroke(ctx, name) {
      if (!this._wants(name)) return;
      const dress = this._dress[name];
      ctx.globalAlpha = (dress["stroke-opacity"] ?? 1) * (name === "band" ? network.style.band_opacity : 1);
      ctx.strokeStyle = dress.stroke;
      ctx.lineWidth = dress["stroke-width"];
      ctx.lineCap = dress["stroke-linecap"] ?? "round";
      ctx.setLineDash(this._dash(name));
      ctx.stroke(name === "marks" ? this._marksPath() : this._linePath());
    },

    /** @param {string} name @returns {number[]} */
    _dash(name) {
      if (name === "halo") return this.halo.dash_px;
      return name === "line" ? this.look.dash_px.map((/** @type {number} */ dash) => dash * this.scale) : [];
    },

    /** @param {string} name */
    _wants(name) {
      if (name === "touch") return false;
      if (name === "band") return this.band > 0;
      if (name === "halo") return this.halo !== null;
      if (name === "marks") return this.look.crossed || this.look.shut_way !== 0;
      return this._dress[name]["stroke-width"] > 0;
    },

    _linePath() {
      if (this._line) return this._line;
      this._line = new Path2D();
      for (const part of this._parts) {
        this._line.moveTo(part[0].x, part[0].y);
        for (let i = 1; i < part.length; i += 1) this._line.lineTo(part[i].x, part[i].y);
      }
      return this._line;
    },

    _marksPath() {
      const { cross_spacing_px: spacing, cross_size_px: size } = network.style;
      const way = this.look.shut_way;
      return (this._marks ??= new Path2D(way ? stopData(this._parts, spacing, size * 1.6, way) : crossData(this._parts, spacing, size)));
    },

    /** @param {Point} point @param {boolean} closed */
    _containsPoint(point, closed) {
      return this.shown && line._containsPoint.call(this, point, closed);
    },
  });
}
