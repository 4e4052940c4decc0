// One corridor's line along one leg: beside the alignment where corridors share it, dashed by
// status, with a casing, a halo when picked, and crosses when suspended.

import { besideLine, crossData, pathData } from "./geometry.js";
import { svgElement } from "./symbol.js";

function rendererOf(L, map, pane) {
  const known = (map.corridorRenderers ??= {});
  return (known[pane] ??= L.svg({ pane, padding: 0.35 }));
}

// Under all lines lie all casings, so that no casing cuts another line.
function groupsOf(renderer) {
  if (!renderer.corridorGroups) {
    renderer.corridorGroups = {};
    for (const name of ["halo", "under", "line", "marks"]) {
      renderer.corridorGroups[name] = svgElement("g", { class: name }, renderer._rootGroup);
    }
  }
  return renderer.corridorGroups;
}

// `alignment` gives a leg's points.
export function laneClass(L, network, alignment) {
  return L.Polyline.extend({
    options: { pane: "lanes", weight: 13, opacity: 0, className: "lane", smoothFactor: 1.2 },

    initialize(leg, corridor) {
      this.leg = leg;
      this.corridor = corridor;
      this.shown = false;
      this.offset = 0;
      L.Polyline.prototype.initialize.call(this, alignment(leg), {});
    },

    beforeAdd(map) {
      this.options.renderer = rendererOf(L, map, "lanes");
      L.Polyline.prototype.beforeAdd.call(this, map);
    },

    onAdd(map) {
      const groups = groupsOf(this._renderer);
      this._strokes = {};
      for (const name of Object.keys(groups)) {
        this._strokes[name] = svgElement("path", { fill: "none" }, groups[name]);
      }
      this._strokes.line.dataset.leg = this.leg;
      this._strokes.line.dataset.corridor = this.corridor;
      L.Polyline.prototype.onAdd.call(this, map);
      this._display();
    },

    onRemove(map) {
      for (const stroke of Object.values(this._strokes)) stroke.remove();
      L.Polyline.prototype.onRemove.call(this, map);
    },

    // Draw the lane as `look` says, `offset` pixels beside the alignment, all of it times `scale`.
    dress(look, offset, scale) {
      const moved = offset * scale !== this.offset || !this.shown;
      this.offset = offset * scale;
      this.shown = true;
      if (look !== this.look || scale !== this.scale) this._paint(look, scale);
      if (moved) this._update();
      this._display();
    },

    hide() {
      this.shown = false;
      this._display();
    },

    light(on) {
      this._strokes.halo.style.display = on && this.shown ? "" : "none";
      this._lit = on;
    },

    _paint(look, scale) {
      this.look = look;
      this.scale = scale;
      const round = { "stroke-linejoin": "round" };
      const dress = {
        halo: {
          stroke: network.style.highlight,
          "stroke-width": look.width_px * scale + 9,
          "stroke-linecap": "round",
        },
        under: {
          stroke: look.under_colour,
          "stroke-width": look.under_width_px * scale,
          "stroke-opacity": look.under_opacity,
          "stroke-linecap": "round",
        },
        line: {
          stroke: look.colour,
          "stroke-width": look.width_px * scale,
          "stroke-opacity": look.opacity,
          "stroke-linecap": look.dash_px.length ? "butt" : "round",
          "stroke-dasharray": look.dash_px.map((dash) => dash * scale).join(" ") || "none",
        },
        marks: { stroke: look.cross_colour, "stroke-width": 1.5 },
      };
      for (const [name, attributes] of Object.entries(dress)) {
        for (const [key, value] of Object.entries({ ...round, ...attributes })) {
          this._strokes[name].setAttribute(key, value);
        }
      }
    },

    _display() {
      const display = this.shown ? "" : "none";
      this._path.style.display = display;
      for (const [name, stroke] of Object.entries(this._strokes)) {
        const hidden =
          (name === "halo" && !this._lit) || (name === "marks" && !(this.look && this.look.crossed));
        stroke.style.display = hidden ? "none" : display;
      }
    },

    _update() {
      if (this.shown) L.Polyline.prototype._update.call(this);
    },

    _simplifyPoints() {
      L.Polyline.prototype._simplifyPoints.call(this);
      if (this.offset) this._parts = this._parts.map((part) => besideLine(part, this.offset));
    },

    _updatePath() {
      const data = pathData(this._parts);
      this._path.setAttribute("d", data);
      for (const name of ["halo", "under", "line"]) this._strokes[name].setAttribute("d", data);
      if (this.look && this.look.crossed) {
        const { cross_spacing_px: spacing, cross_size_px: size } = network.style;
        this._strokes.marks.setAttribute("d", crossData(this._parts, spacing, size));
      }
    },
  });
}
