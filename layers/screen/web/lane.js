// One corridor's line along one leg: beside the alignment where corridors share it, dashed by
// status, with a casing, a halo when picked, and crosses when suspended. Seen closer than it is true,
// it pales and a soft band says how far off the true line may lie.

import { besideLine, crossData, stopData, metresPerPixel, pathData } from "./geometry.js";
import { svgElement } from "./symbol.js";

/** @import { LatLon, LegLook, Network, Point } from "./types" */
/** @import { Halo, Lane, LeafletLibrary, LeafletMap } from "./drawn" */

/** @param {LeafletLibrary} L @param {any} map @param {string} pane */
function rendererOf(L, map, pane) {
  const known = (map.corridorRenderers ??= {});
  return (known[pane] ??= L.svg({ pane, padding: 0.35 }));
}

// Under all lines lie all bands and casings, so that none cuts another line; over all of them lie
// the wide, unseen paths that the pointer meets. Each has a group for each corridor.
export const STROKES = ["band", "halo", "under", "line", "marks", "touch"];

// The groups are made as the first lane is put on the map, which knows how faint bands are.
/** @param {any} renderer @param {string} corridor @param {number} [bandOpacity] @returns {Record<string, SVGGElement>} */
function groupsOf(renderer, corridor, bandOpacity = 0) {
  const round = { fill: "none", "stroke-linejoin": "round", "stroke-linecap": "round" };
  // Bands are made faint together, so that where many lie over each other they are no darker.
  renderer.strokeGroups ??= STROKES.map((name) => {
    const faint = name === "band" ? { opacity: bandOpacity } : {};
    return svgElement("g", { class: name, ...round, ...faint }, renderer._rootGroup);
  });
  const known = (renderer.corridorGroups ??= new Map());
  if (!known.has(corridor)) {
    const own = STROKES.map((name, i) => [name, svgElement("g", {}, renderer.strokeGroups[i])]);
    known.set(corridor, Object.fromEntries(own));
  }
  return known.get(corridor);
}

// Show or hide all lanes of a corridor at once; each keeps to itself whether it is shown. Groups are
// moved out of sight: visibility and display would have the browser style all that is in them anew.
/** @param {Lane} lane @param {boolean} shown */
export function showCorridor(lane, shown) {
  if (lane.onCanvas) return;
  for (const group of Object.values(groupsOf(lane._renderer, lane.corridor))) {
    if (!shown === "off" in group.dataset) continue;
    if (shown) {
      delete group.dataset.off;
      group.removeAttribute("transform");
    } else {
      group.dataset.off = "";
      group.setAttribute("transform", "translate(1000000 0)");
    }
  }
}

// How wide the band is at a zoom; 0 while the line is as true as the map is close.
/** @param {Network} network @param {string} leg @param {(leg: string) => LatLon[]} alignment @param {number} zoom */
export function bandPx(network, leg, alignment, zoom) {
  const { off_km: km } = network.legs[leg];
  if (!km) return 0;
  const points = alignment(leg);
  const off = (km * 1000) / metresPerPixel(zoom, points[points.length >> 1][0]);
  const { band_from_px: from, band_most_px: most } = network.style;
  return off > from ? Math.round(Math.min(2 * off, most)) : 0;
}

// Each stroke of a line, as SVG's attributes.
/** @param {Network} network @param {LegLook} look @param {number} scale @param {number} band @param {Halo | null} halo @returns {Record<string, Record<string, any>>} */
export function strokesFor({ style }, look, scale, band, halo) {
  return {
    band: { stroke: look.colour, "stroke-width": band },
    halo: halo ? haloDress(halo, look.width_px * scale) : {},
    under: {
      stroke: look.under_colour,
      "stroke-width": look.under_width_px * scale,
      "stroke-opacity": look.under_opacity,
    },
    line: {
      stroke: look.colour,
      "stroke-width": look.width_px * scale,
      "stroke-opacity": band ? look.opacity * style.band_kept : look.opacity,
      "stroke-linecap": look.dash_px.length ? "butt" : "round",
      "stroke-dasharray": look.dash_px.map((dash) => dash * scale).join(" ") || "none",
    },
    marks: { stroke: look.cross_colour, "stroke-width": 1.5, "stroke-linecap": "butt" },
  };
}

// `alignment` gives a leg's points.
/** @param {LeafletLibrary} L @param {Network} network @param {(leg: string) => LatLon[]} alignment @returns {any} */
export function laneClass(L, network, alignment) {
  // Leaflet's own methods under the names it keeps for itself.
  /** @type {any} */
  const line = L.Polyline.prototype;
  return L.Polyline.extend({
    options: { pane: "lanes", weight: 13, opacity: 0, className: "lane", smoothFactor: 1.2 },

    /** @param {string} leg @param {string} corridor @param {string} [pane] */
    initialize(leg, corridor, pane = "lanes") {
      this.leg = leg;
      this.corridor = corridor;
      this.shown = false;
      this.offset = 0;
      line.initialize.call(this, alignment(leg), { pane });
    },

    /** @param {LeafletMap} map */
    beforeAdd(map) {
      this.options.renderer = rendererOf(L, map, this.options.pane);
      line.beforeAdd.call(this, map);
    },

    /** @param {LeafletMap} map */
    onAdd(map) {
      this._groups = groupsOf(this._renderer, this.corridor, network.style.band_opacity);
      this._strokes = {};
      for (const name of ["under", "line"]) this._keep(name, true);
      this._strokes.line.dataset.leg = this.leg;
      this._strokes.line.dataset.corridor = this.corridor;
      line.onAdd.call(this, map);
      this._groups.touch.append(this._path);
      this._display();
    },

    /** @param {LeafletMap} map */
    onRemove(map) {
      for (const stroke of strokesOf(this)) stroke.remove();
      line.onRemove.call(this, map);
    },

    // Draw the lane as `look` says, `offset` pixels beside the alignment, all of it times `scale`;
    // `halo` is what lies under it if it is picked, or differs between two days.
    /** @param {LegLook} look @param {number} offset @param {number} scale @param {Halo | null} halo */
    dress(look, offset, scale, halo) {
      if (offset * scale !== this.offset) this._stale = true;
      this.offset = offset * scale;
      this.shown = true;
      const band = bandPx(network, this.leg, alignment, this._map.getZoom());
      this._keep("band", band > 0);
      this._keep("halo", halo !== null);
      this._keep("marks", look.crossed || look.shut_way !== 0);
      const same = look === this.look && scale === this.scale && band === this.band && halo === this.halo;
      this.band = band;
      if (!same || this._new) this._paint(look, scale, halo);
      if (this._stale || this._new) this._update();
      this._new = false;
      this._display();
    },

    // `alone` is whether other lanes of the corridor stay: if none does, its group is hidden, and
    // this lane is as it was when the group comes back.
    /** @param {boolean} alone */
    hide(alone) {
      this.shown = false;
      if (alone) this._display();
    },

    // Halo and marks are had by few lanes: made when wanted, and taken away again.
    /** @param {string} name @param {boolean} wanted */
    _keep(name, wanted) {
      if (wanted === name in this._strokes) return;
      if (wanted) {
        this._strokes[name] = svgElement("path", {}, this._groups[name]);
        this._strokes[name].style.visibility = this._path?.style.visibility ?? "";
        this._new = true;
      } else {
        this._strokes[name].remove();
        delete this._strokes[name];
      }
    },

    /** @param {LegLook} look @param {number} scale @param {Halo | null} halo */
    _paint(look, scale, halo) {
      this.look = look;
      this.scale = scale;
      this.halo = halo;
      const dress = strokesFor(network, look, scale, this.band, halo);
      for (const [name, stroke] of Object.entries(/** @type {Record<string, SVGPathElement>} */ (this._strokes))) {
        for (const [key, value] of Object.entries(dress[name])) stroke.setAttribute(key, value);
      }
    },

    // What is only invisible keeps its place in the browser's layout, so that showing it is cheap.
    _display() {
      const visibility = this.shown ? "" : "hidden";
      if (this._path.style.visibility === visibility) return;
      for (const path of [this._path, ...strokesOf(this)]) path.style.visibility = visibility;
    },

    // A lane that is not shown is brought up to date when it is.
    _update() {
      this._stale = !this.shown;
      if (this.shown) line._update.call(this);
    },

    _simplifyPoints() {
      line._simplifyPoints.call(this);
      if (this.offset) this._parts = this._parts.map((/** @type {Point[]} */ part) => besideLine(part, this.offset));
    },

    _updatePath() {
      const data = pathData(this._parts);
      this._path.setAttribute("d", data);
      const { cross_spacing_px: spacing, cross_size_px: size } = network.style;
      const way = this.look?.shut_way ?? 0;
      const marks = () =>
        way ? stopData(this._parts, spacing, size * 1.6, way) : crossData(this._parts, spacing, size);
      for (const [name, stroke] of Object.entries(/** @type {Record<string, SVGPathElement>} */ (this._strokes))) {
        stroke.setAttribute("d", name === "marks" ? marks() : data);
      }
    },
  });
}

/** @param {Halo} halo @param {number} width of the line */
function haloDress({ colour, dash_px: dash, wider_px: wider }, width) {
  return {
    stroke: colour,
    "stroke-width": width + wider,
    "stroke-linecap": dash.length ? "butt" : "round",
    "stroke-dasharray": dash.join(" ") || "none",
  };
}

/** @param {any} lane @returns {SVGPathElement[]} */
function strokesOf(lane) {
  return Object.values(lane._strokes);
}
