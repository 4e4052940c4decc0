// What stands at a point: a node's symbol or soft area, and the badge of a shut leg or strait.

import { symbolPicture } from "./symbol.js";

export function placeClasses(L, network) {
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

  // Leaflet puts every marker on a compositing layer of its own (translate3d): some ninety of them
  // cost more than drawing the map. They move only with it, so a plain translation does.
  const Flat = L.Marker.extend({
    _setPos(pos) {
      L.Marker.prototype._setPos.call(this, pos);
      this._icon.style.transform = `translate(${pos.x}px, ${pos.y}px)`;
    },
  });

  // A node: a symbol, or a soft area where the site is known no better than some kilometres.
  const Place = Flat.extend({
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
  const Badge = Flat.extend({
    options: { pane: "badges", keyboard: false, interactive: true },

    initialize(at, subject) {
      this.subject = subject;
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

    light(on) {
      this._icon.classList.toggle("lit", on);
    },

    hide() {
      this._icon.style.display = "none";
    },
  });

  return { Place, Badge };
}
