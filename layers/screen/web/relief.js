// The shaded relief: one picture, painted on the backdrop's canvas over the land and under all
// else. It is asked for once the map stands, and fades out where its pixels would be seen.

import { loadPicture } from "./dom.js";

/** @import { ReliefLook } from "./types" */
/** @import { LeafletLibrary, LeafletMap } from "./drawn" */

// So many pixels are made ready at a time; a longer piece of work would be felt.
const AT_ONCE = 200_000;

/**
 * A grey picture as shade and light: how much of either, by how far a pixel is from flat ground.
 * @param {HTMLImageElement} picture @param {ReliefLook} look
 */
export async function shadeAndLight(picture, look) {
  const { naturalWidth: width, naturalHeight: height } = picture;
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width, height });
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  if (!pen) return null;
  pen.drawImage(picture, 0, 0);
  const rows = Math.max(1, Math.floor(AT_ONCE / width));
  for (let top = 0; top < height; top += rows) {
    const part = pen.getImageData(0, top, width, Math.min(rows, height - top));
    tint(part.data, look);
    pen.putImageData(part, 0, top);
    await new Promise((done) => setTimeout(done));
  }
  return canvas;
}

/** @param {Uint8ClampedArray} data red, green, blue, opacity by pixel @param {ReliefLook} look */
export function tint(data, { shade, light, shade_opacity, light_opacity, least }) {
  for (let at = 0; at < data.length; at += 4) {
    const slope = data[at] - 128;
    const [colour, most] = slope < 0 ? [shade, shade_opacity] : [light, light_opacity];
    [data[at], data[at + 1], data[at + 2]] = colour;
    data[at + 3] = Math.abs(slope) < least ? 0 : 2 * Math.abs(slope) * most;
  }
}

/** @param {number} zoom @param {ReliefLook} look @returns {number} 1 where it is whole, 0 where it is gone */
export function strengthAt(zoom, { full_to, gone_from }) {
  return Math.min(1, Math.max(0, (gone_from - zoom) / (gone_from - full_to)));
}

// Whether relief is shown, as the link says it: "off", or nothing.
export class ReliefSwitch {
  /** @param {LeafletMap} map @param {HTMLElement} button @param {() => void} onTurn */
  constructor(map, button, onTurn) {
    this.map = map;
    this.button = button;
    this.onTurn = onTurn;
    this.state = "";
    this.url = "";
  }

  turn() {
    this.show(this.state ? "" : "off");
    this.onTurn();
  }

  /** @param {string} state */
  show(state) {
    this.state = state;
    this.button.setAttribute("aria-pressed", String(!this.state));
    if (this.url) this.map.corridorRelief?.show(!this.state, this.url);
  }

  // From now on the picture may be asked for.
  /** @param {string} url */
  fetch(url) {
    this.url = url;
    this.show(this.state);
  }
}

/** @param {LeafletLibrary} L @param {ReliefLook} look @param {(map: LeafletMap) => any} canvasOf */
export function reliefClass(L, look, canvasOf) {
  return /** @type {any} */ (L.Path).extend({
    options: { interactive: false, weight: 0 },

    /** @param {any} map */
    beforeAdd(map) {
      this.options.renderer = canvasOf(map);
      /** @type {any} */ (L.Path.prototype).beforeAdd.call(this, map);
      map.corridorRelief = this;
    },

    // Shows or hides it; the picture is asked for when it is first to be shown.
    /** @param {boolean} on @param {string} url */
    async show(on, url) {
      this.on = on;
      if (on && !this.asked) {
        this.asked = true;
        const picture = await loadPicture(url).catch(() => null);
        this.picture = picture && (await shadeAndLight(picture, look));
        this.asked = this.picture !== null;
      }
      if (this._map) this.redraw();
    },

    _project() {
      const [west, south, east, north] = look.bounds;
      const corners = [L.latLng(north, west), L.latLng(south, east)].map((at) => this._map.latLngToLayerPoint(at));
      this._pxBounds = L.bounds(corners);
    },

    _update() {
      if (this._map) this._updatePath();
    },

    _updatePath() {
      const { _renderer: renderer, picture } = this;
      const strength = strengthAt(this._map.getZoom(), look);
      if (!renderer._drawing || !this.on || !picture || !strength) return;
      const { min, max } = this._pxBounds;
      const pen = renderer._ctx;
      pen.save();
      pen.globalAlpha = strength;
      pen.drawImage(picture, min.x, min.y, max.x - min.x, max.y - min.y);
      pen.restore();
    },
  });
}
