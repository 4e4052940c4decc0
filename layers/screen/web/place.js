// What stands at a point: a node's symbol or soft area, and the badge of a shut leg or strait.

import { metresPerPixel } from "./geometry.js";
import { symbolPicture } from "./symbol.js";

/** @import { LatLon, Network, NodeLook, Point } from "./types" */
/** @import { Halo, LeafletLibrary, LeafletMap } from "./drawn" */

const OUT_OF_SIGHT = -1000000;
// However close one looks, a soft area leaves the rest of the window to be seen round it.
const AREA_MOST = 0.3;

/** @param {LeafletLibrary} L @param {Network} network @returns {{ Place: any, Badge: any }} */
export function placeClasses(L, network) {
  // Leaflet's own methods under the names it keeps for itself.
  /** @type {any} */
  const marker = L.Marker.prototype;
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

  // A symbol with its corner beside the point by so much of its size: at first, centred on it.
  /** @param {string} shape @param {number} size @param {Record<string, string>} roles @param {[number, number]} [corner] */
  function pictureAt(shape, size, roles, [across, down] = [-0.5, -0.5]) {
    const picture = symbolPicture(network.symbols[shape], size, roles);
    picture.style.left = `${across * size}px`;
    picture.style.top = `${down * size}px`;
    return picture;
  }

  // Leaflet moves every marker by a transform of its own: some ninety of them cost more at each
  // frame than drawing the map. At rest these are merely placed; a transform moves them only while
  // the zoom is animated. What is hidden stands out of sight: any other way would have the browser
  // style its picture anew.
  const Flat = L.Marker.extend({
    /** @param {Point} pos */
    _setPos(pos) {
      const { style } = this._icon;
      style.transform = "";
      style.left = `${this._unseen ? OUT_OF_SIGHT : pos.x}px`;
      style.top = `${pos.y}px`;
      this._at = pos;
      this._zIndex = pos.y + this.options.zIndexOffset;
      this._resetZIndex();
    },

    /** @param {any} zooming */
    _animateZoom(zooming) {
      const to = this._map._latLngToNewLayerPoint(this._latlng, zooming.zoom, zooming.center).round();
      this._icon.style.transform = `translate(${to.x - this._at.x}px, ${to.y - this._at.y}px)`;
    },

    /** @param {boolean} shown */
    _appear(shown) {
      if (this._unseen === !shown) return;
      this._unseen = !shown;
      this._icon.toggleAttribute("data-off", !shown);
      this._icon.style.left = `${this._unseen ? OUT_OF_SIGHT : this._at.x}px`;
    },
  });

  // A node: a symbol, or a soft area where the site is known no better than some kilometres.
  const Place = Flat.extend({
    options: { pane: "places", keyboard: false, interactive: true },

    /** @param {string} node @param {string} [pane] */
    initialize(node, pane = "places") {
      this.node = node;
      marker.initialize.call(this, network.nodes[node].at, {
        pane,
        icon: new Picture(),
        zIndexOffset: (5 - network.nodes[node].rank) * 1000,
      });
      this.shown = false;
    },

    // A reader's own places may be thousands: each is made when it is first shown.
    /** @param {LeafletMap} map */
    onAdd(map) {
      if (!network.nodes[this.node].added) this._make(map);
    },

    /** @param {LeafletMap} map */
    _make(map) {
      marker.onAdd.call(this, map);
      this._icon.dataset.node = this.node;
      const { area_km: km } = network.nodes[this.node];
      if (km && this.options.pane === "places") {
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

    /** @param {LeafletMap} map */
    onRemove(map) {
      if (this._area) this._area.remove();
      if (this._icon) marker.onRemove.call(this, map);
    },

    /** @param {NodeLook} look @param {number} scale */
    dress(look, scale) {
      if (!this._icon) this._make(this._map);
      const key = JSON.stringify([look, scale]);
      this.shown = true;
      if (key !== this._dressed) {
        this._dressed = key;
        this._paint(look, scale);
      }
      this._holdArea();
      // The edge stays as vague as the area is wide, however close one looks.
      if (this._area?._path) {
        this._area._path.style.filter = `blur(${Math.max(4, this._area._radius * 0.16).toFixed(0)}px)`;
      }
      this._display();
    },

    // The area as wide as the site is uncertain, and never so wide that it fills the window.
    _holdArea() {
      if (!this._area) return;
      const { at, area_km: km } = network.nodes[this.node];
      const { x, y } = this._map.getSize();
      const most = AREA_MOST * Math.min(x, y) * metresPerPixel(this._map.getZoom(), at[0]);
      const radius = Math.min(km * 1000, most || km * 1000);
      if (radius !== this._area.getRadius()) this._area.setRadius(radius);
    },

    hide() {
      if (!this._icon) return;
      this.shown = false;
      this._display();
    },

    /** @param {boolean} on */
    light(on) {
      this._icon.classList.toggle("lit", on);
    },

    // A ring round what differs between two days.
    /** @param {Halo | null} halo */
    ring(halo) {
      const { style } = this._icon;
      this._icon.classList.toggle("ringed", halo !== null);
      if (!halo) return;
      style.setProperty("--ring", halo.colour);
      style.setProperty("--ring-style", halo.dash_px.length ? "dashed" : "solid");
    },

    /** @param {NodeLook} look @param {number} scale */
    _paint(look, scale) {
      const roles = {
        ink: look.colour,
        paper: network.style.paper,
        badge: look.badge_colour || look.colour,
      };
      const size = Math.round(look.size_px * scale);
      const pictures = [pictureAt(look.shape, size, roles)];
      if (look.break_of_gauge) {
        const wide = pictureAt("break_of_gauge", Math.round(network.style.break_of_gauge_px * scale), roles);
        wide.classList.add("break-of-gauge");
        pictures.unshift(wide);
      }
      if (look.badge) {
        const badge = pictureAt(look.badge, Math.round(14 * scale), roles, [0.1, -1.1]);
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
      this._appear(this.shown);
      if (this._area && this._area._path) this._area._path.style.display = this.shown ? "" : "none";
    },
  });

  // The barred symbol of a shut leg or strait, where the leg is half done or the strait lies.
  const Badge = Flat.extend({
    options: { pane: "badges", keyboard: false, interactive: true },

    /** @param {LatLon} at @param {string} subject @param {string} [pane] */
    initialize(at, subject, pane = "badges") {
      this.subject = subject;
      // Beside places in a pane of theirs it lies over them.
      marker.initialize.call(this, at, { pane, icon: new Picture(), zIndexOffset: pane === "badges" ? 0 : 9000 });
    },

    /** @param {LeafletMap} map */
    onAdd(map) {
      marker.onAdd.call(this, map);
      this._appear(false);
    },

    /** @param {string} badge @param {string} colour @param {number} size */
    dress(badge, colour, size) {
      const key = `${badge} ${colour} ${size}`;
      if (key !== this._dressed) {
        this._dressed = key;
        const roles = { ink: colour, badge: colour, paper: network.style.paper };
        this._icon.replaceChildren(pictureAt(badge, size, roles));
        Object.assign(this._icon.dataset, { badge, subject: this.subject });
      }
      this._appear(true);
    },

    /** @param {boolean} on */
    light(on) {
      this._icon.classList.toggle("lit", on);
    },

    hide() {
      this._appear(false);
    },
  });

  return { Place, Badge };
}
