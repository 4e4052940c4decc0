// The frame of the map's part of the page: what stands beside, over and under the map. It makes
// the parts and puts them in their places; page.js decides what they do.

import { Against } from "./against.js";
import { el } from "./dom.js";
import { Hint } from "./hint.js";
import { Legend, Toggles } from "./panel.js";
import { ReliefSwitch } from "./relief.js";
import { Search } from "./search.js";
import { languagesOf } from "./state.js";
import { Twin } from "./table.js";
import { Timeline } from "./timeline.js";
import { Basemaps, Languages, Ruler, toolbar } from "./tools.js";
import { Ways } from "./ways.js";

/** @import { Embed, Network } from "./types" */
/** @import { LeafletLibrary, LeafletMap } from "./drawn" */

/**
 * What the reader does, by what it is done with.
 * @typedef {object} Acts
 * @property {(id: string, on: boolean) => void} onCorridor
 * @property {(id: string, on: boolean) => void} onBranch
 * @property {(status: string) => void} onStatus
 * @property {(focus: string) => void} onFocus
 * @property {(focus: string) => void} onFind
 * @property {(open: boolean) => void} onOpenTwin
 * @property {(asof: string | null) => void} onDate
 * @property {(against: string | null) => void} onAgainst
 * @property {(name: string) => void} onBase
 * @property {(lang: string) => void} onLanguage
 * @property {() => void} onRelief
 * @property {() => void} onAway
 * @property {(legs: string[]) => void} onPickWay
 * @property {() => void} onHome
 * @property {() => void} onLink
 * @property {() => void} onEmbed
 */

export class Frame {
  /**
   * @param {{ L: LeafletLibrary, map: LeafletMap, network: Network, stage: HTMLElement, root: HTMLElement }} place
   * @param {Acts} acts
   */
  constructor({ L, map, network, stage, root }, acts) {
    this.root = root;
    this.toggles = new Toggles(network, acts);
    this.legend = new Legend(network, acts);
    // What was found is to be seen: on a phone the drawer lies over it.
    this.search = new Search(network, {
      onFind: (focus) => {
        if (this.root.classList.contains("drawn")) this.openDrawer();
        acts.onFind(focus);
      },
    });
    this.twin = new Twin(network, { onFocus: acts.onFind, onOpen: acts.onOpenTwin });
    this.timeline = new Timeline(network, acts);
    this.against = new Against(network, { onAgainst: acts.onAgainst, onDoubt: (text) => this.note(text) });
    this.timeline.element.append(this.against.element);
    this.basemaps = new Basemaps(map, map.corridorTiles ?? {}, {
      onBase: acts.onBase,
      onNote: (text) => this.note(text),
    });
    this.languages = new Languages(languagesOf(network), acts.onLanguage);
    this.ways = new Ways(L, map, network, { onAway: acts.onAway, onPick: acts.onPickWay });
    this.hint = new Hint(map, stage);
    this.pointer = el("span", { class: "pointer" });
    const said = el("span", { class: "ruler-said", "aria-live": "polite" });
    this.told = el("div", { class: "note", role: "status" });
    this.told.hidden = true;
    const tools = toolbar({
      onHome: acts.onHome,
      onFull: () => this.fullScreen(),
      onRuler: () => this.ruler.toggle(),
      onLink: acts.onLink,
      onEmbed: acts.onEmbed,
      onRelief: () => this.relief.turn(),
      onZoom: (way) => map.setZoom(map.getZoom() + way),
    });
    this.embedButton = tools.embed;
    /** @type {Embed | null} */
    this.embed = null;
    this.relief = new ReliefSwitch(map, tools.relief, acts.onRelief);
    this.ruler = new Ruler(L, map, (on, text) => {
      tools.ruler.setAttribute("aria-pressed", String(on));
      said.textContent = text;
    });
    this.twinButton = el(
      "button",
      {
        type: "button",
        class: "wide",
        title: "Everything on the map as a table, for the keyboard and for screen readers",
        "aria-expanded": "false",
        onclick: () => acts.onOpenTwin(!this.twin.open),
      },
      "As a list",
    );
    this.drawer = el(
      "button",
      { type: "button", class: "drawer", "aria-expanded": "false", onclick: () => this.openDrawer() },
      "Layers",
    );
    // Controls of the map lie over it but are not its children: a click on them is no map click.
    const foot = el("div", { class: "foot" }, said, this.pointer);
    stage.append(tools.element, foot, this.ways.element, this.hint.element, this.told, this.twin.element);
    root.prepend(this.skip(), this.drawer, this.side());
    root.append(this.timeline.element);
  }

  // The first stop of the keyboard: past the map's many controls to what is said of it.
  skip() {
    const onclick = () => {
      /** @type {HTMLElement | null} */
      const tab = document.querySelector(".st-key-panel_tab [role=tab][aria-selected=true]");
      tab?.focus();
    };
    return el("button", { type: "button", class: "skip", onclick }, "Skip to figures and dates");
  }

  side() {
    return el(
      "aside",
      { class: "side", "aria-label": "Layers" },
      el("div", { class: "title" }, el("h1", {}, "Trade corridors"), this.twinButton),
      this.search.element,
      el("div", { class: "choices" }, this.toggles.element),
      el("div", { class: "pair" }, this.languages.element, this.basemaps.element),
      this.legend.element,
    );
  }

  /** @param {Embed | null | undefined} embed where an atlas is published, if one is */
  offerEmbed(embed) {
    this.embed = embed ?? null;
    this.embedButton.hidden = !embed;
  }

  fullScreen() {
    if (document.fullscreenElement) document.exitFullscreen();
    else this.root.requestFullscreen();
  }

  openDrawer() {
    const open = this.root.classList.toggle("drawn");
    this.drawer.setAttribute("aria-expanded", String(open));
  }

  /** @param {boolean} open */
  openTwin(open) {
    this.twin.element.hidden = !open;
    this.twinButton.setAttribute("aria-expanded", String(open));
  }

  /** @param {boolean} open */
  focusTwin(open) {
    (open ? this.twin.element.querySelector("button") : this.twinButton)?.focus();
  }

  /** @param {string} text @param {number} [milliseconds] */
  note(text, milliseconds = 6000) {
    this.told.textContent = text;
    this.told.hidden = !text;
    clearTimeout(this.noteTimer);
    this.noteTimer = setTimeout(() => {
      this.told.hidden = true;
    }, milliseconds);
  }
}
