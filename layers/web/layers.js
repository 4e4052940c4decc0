// The Leaflet layers that map.js names: backdrop, lanes, places, labels. They draw what they are
// told; what is to be seen is decided in state.js.

import { besideLine, crossData, decodeLine, middleOf, pathData } from "./geometry.js";
import { forgetWidths, placeLabels } from "./labels.js";

const SVG = "http://www.w3.org/2000/svg";

export function svgElement(name, attributes, parent) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  if (parent) parent.append(element);
  return element;
}

// One symbol of the symbol table as an <svg>, `roles` giving the colours of its parts.
export function symbolPicture(parts, size, roles) {
  const svg = svgElement("svg", { viewBox: "0 0 24 24", width: size, height: size });
  svg.setAttribute("aria-hidden", "true");
  for (const part of parts) {
    svgElement(
      "path",
      {
        d: part.path,
        fill: part.fill ? roles[part.fill] : "none",
        stroke: part.stroke ? roles[part.stroke] : "none",
        "stroke-width": part.stroke_width,
        "stroke-linejoin": "round",
        "stroke-linecap": "round",
      },
      svg,
    );
  }
  return svg;
}

export function install(L, network, backdrop) {
  const alignments = new Map();

  function alignment(leg) {
    if (!alignments.has(leg)) {
      alignments.set(leg, decodeLine(network.legs[leg].line, network.scale));
    }
    return alignments.get(leg);
  }

  // Land, water and boundaries on one canvas, wider than the view so that a pan shows no edge.
  // Layers are drawn in the order they are added, so one that waits for its zoom is not taken off
  // but left unpainted.
  function backdropLayer(name, kind, options) {
    const shape = kind === "area" ? L.polygon([], options) : L.polyline([], options);
    const painted = { stroke: options.weight > 0, fill: options.fill };
    const fits = () => shape._map.getZoom() >= options.minZoom;
    shape.beforeAdd = function beforeAdd(map) {
      this.options.renderer = canvasOf(map);
      L.Path.prototype.beforeAdd.call(this, map);
    };
    shape.fillFrom = (given) => {
      const lines = given.lines[name];
      if (!lines) return;
      const decoded = lines.map((line) => decodeLine(line, given.scale));
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

  const Lane = L.Polyline.extend({
    options: { pane: "lanes", weight: 13, opacity: 0, className: "lane", smoothFactor: 1.2 },

    initialize(leg, corridor) {
      this.leg = leg;
      this.corridor = corridor;
      this.shown = false;
      this.offset = 0;
      L.Polyline.prototype.initialize.call(this, alignment(leg), {});
    },

    beforeAdd(map) {
      this.options.renderer = rendererOf(map, "lanes");
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

  const Picture = L.Icon.extend({
    createIcon() {
      const box = document.createElement("div");
      box.className = "leaflet-marker-icon place-symbol";
      return box;
    },
    createShadow() {
      return null;
    },
  });

  // A node: a symbol, or a soft area where the site is known no better than some kilometres.
  const Place = L.Marker.extend({
    options: { pane: "places", keyboard: false, interactive: true },

    initialize(node) {
      this.node = node;
      L.Marker.prototype.initialize.call(this, network.nodes[node].at, {
        icon: new Picture(),
        zIndexOffset: (5 - network.nodes[node].rank) * 1000,
      });
      this.shown = false;
    },

    onAdd(map) {
      L.Marker.prototype.onAdd.call(this, map);
      this._icon.dataset.node = this.node;
      const { area_km: km } = network.nodes[this.node];
      if (km) {
        this._area = L.circle(network.nodes[this.node].at, {
          pane: "areas",
          radius: km * 1000,
          className: "soft-area",
          interactive: false,
          stroke: false,
        }).addTo(map);
      }
      this._display();
    },

    onRemove(map) {
      if (this._area) this._area.remove();
      L.Marker.prototype.onRemove.call(this, map);
    },

    dress(look, scale) {
      const key = JSON.stringify([look, scale]);
      this.shown = true;
      if (key !== this._dressed) {
        this._dressed = key;
        this._paint(look, scale);
      }
      // The edge stays as vague as the area is wide, however close one looks.
      if (this._area?._path) {
        this._area._path.style.filter = `blur(${Math.max(4, this._area._radius * 0.16).toFixed(0)}px)`;
      }
      this._display();
    },

    hide() {
      this.shown = false;
      this._display();
    },

    light(on) {
      this._icon.classList.toggle("lit", on);
    },

    _paint(look, scale) {
      const roles = {
        ink: look.colour,
        paper: network.style.paper,
        badge: look.badge_colour || look.colour,
      };
      const size = Math.round(look.size_px * scale);
      const pictures = [symbolPicture(network.symbols[look.shape], size, roles)];
      if (look.break_of_gauge) {
        const wide = symbolPicture(
          network.symbols.break_of_gauge,
          Math.round(network.style.break_of_gauge_px * scale),
          roles,
        );
        wide.classList.add("break-of-gauge");
        pictures.unshift(wide);
      }
      if (look.badge) {
        const badge = symbolPicture(network.symbols[look.badge], Math.round(14 * scale), roles);
        badge.classList.add("badge");
        pictures.push(badge);
      }
      this._icon.replaceChildren(...pictures);
      this._icon.style.opacity = look.opacity;
      this._icon.classList.toggle("planned", look.planned);
      this.size = size;
      if (this._area) this._area.setStyle({ fillColor: look.colour, fillOpacity: 0.3 });
    },

    _display() {
      const display = this.shown ? "" : "none";
      this._icon.style.display = display;
      if (this._area && this._area._path) this._area._path.style.display = display;
    },
  });

  // The barred symbol of a shut leg or strait, where the leg is half done or the strait lies.
  const Badge = L.Marker.extend({
    options: { pane: "badges", keyboard: false, interactive: false },

    initialize(at) {
      L.Marker.prototype.initialize.call(this, at, { icon: new Picture() });
    },

    onAdd(map) {
      L.Marker.prototype.onAdd.call(this, map);
      this._icon.style.display = "none";
    },

    dress(badge, colour) {
      const key = `${badge} ${colour}`;
      if (key !== this._dressed) {
        this._dressed = key;
        const roles = { ink: colour, badge: colour, paper: network.style.paper };
        this._icon.replaceChildren(symbolPicture(network.symbols[badge], 17, roles));
        this._icon.dataset.badge = badge;
      }
      this._icon.style.display = "";
    },

    hide() {
      this._icon.style.display = "none";
    },
  });

  const Labels = L.Layer.extend({
    onAdd(map) {
      this._svg = svgElement("svg", { class: "labels" }, map.getPane("labels"));
      this._texts = [];
      map.on("moveend zoomend resize", this._later, this);
      document.fonts.ready.then(() => {
        forgetWidths();
        this._later();
      });
      map.on("zoomstart", this._clear, this);
    },

    onRemove(map) {
      map.off("moveend zoomend resize", this._later, this);
      map.off("zoomstart", this._clear, this);
      cancelAnimationFrame(this._frame);
      this._svg.remove();
    },

    // `entries` are {name, at, type, priority, gap}, `obstacles` are {at, size}.
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
        entries: this._entries.map((entry) => ({
          ...entry,
          point: map.latLngToContainerPoint(entry.at),
        })),
        obstacles: this._obstacles.map(({ at, size: side }) => {
          const point = map.latLngToContainerPoint(at);
          return { x: point.x - side / 2, y: point.y - side / 2, width: side, height: side };
        }),
      });
      this._svg.style.visibility = "";
    },
  });

  function canvasOf(map) {
    return (map.corridorCanvas ??= L.canvas({ pane: "backdrop", padding: 0.4 }));
  }

  function rendererOf(map, pane) {
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

  L.corridors = {
    alignment,
    middle: (leg) => middleOf(alignment(leg)),
    backdrop: backdropLayer,
    lane: (leg, corridor) => new Lane(leg, corridor),
    place: (node) => new Place(node),
    badge: (at) => new Badge(at),
    labels: () => new Labels(),
  };
}
