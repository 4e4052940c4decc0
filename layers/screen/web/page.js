// The map as a part of the page: mounts what Folium built, once, and from then on applies only
// what changed. The reader's choice answers here, in the same frame; Python is told, and tells the
// rest of the page. The browser owns the view and is the only writer of the link.

import { Camera } from "./camera.js";
import { Compare } from "./compare.js";
import { afterPaint, askAhead, el, loadJson, loadScript, loadStyle, painted } from "./dom.js";
import { Frame } from "./frame.js";
import { wordsOf } from "./hint.js";
import { install, takeDown } from "./layers.js";
import { Linker, viewOf } from "./link.js";
import { listenToLinks } from "./links.js";
import { Painter } from "./paint.js";
import { forgetJourney } from "./query.js";
import { dayOf, nameIn, seenOf, straitsOf } from "./state.js";
import { Talk, reveal } from "./talk.js";
import { copyEmbed, copyLink } from "./copied.js";
import { coordinateWords } from "./tools.js";

/** @import { Layer, LeafletMouseEvent } from "leaflet" */
/** @import { Backdrop, Day, Network, Seen, Tell, Told, View } from "./types" */
/** @import { LeafletLibrary, LeafletMap } from "./drawn" */

/**
 * @param {HTMLElement} parent
 * @param {Told} data
 */
export async function mount(parent, data) {
  const { files } = data;
  const waiting = [loadJson(files.network), loadJson(files.backdrop), loadStyle(files.style), askAhead(files.map)];
  if (!window.L?.corridors) await Promise.all([loadScript(files.leaflet), loadStyle(files.leaflet_style)]);
  const [network, backdrop] = await Promise.all(waiting);
  // Its script finds the map's element by its name in the document.
  if (!parent.isConnected) throw new Error("The map's place has left the page.");
  const L = install(window.L, files.map_name, network, backdrop);
  const stage = el("div", { class: "stage" }, el("div", { class: "folium-map", id: files.map_name }));
  const root = el("div", { class: "corridor-page" }, stage);
  parent.append(root);
  await loadScript(files.map);
  return new MapPage({ L, map: window[files.map_name], network, stage, root }, data);
}

export class MapPage {
  /**
   * @param {{ L: LeafletLibrary, map: LeafletMap, network: Network, stage: HTMLElement, root: HTMLElement }} place
   * @param {Told} data
   */
  constructor(place, data) {
    const { L, map, network, root, stage } = place;
    this.L = L;
    this.map = map;
    this.network = network;
    this.root = root;
    this.base = "";
    this.lang = "";
    /** @type {Day | undefined} */
    this.day = undefined;
    /** @type {Seen | undefined} */
    this.seen = undefined;
    this.linker = new Linker(data.query);
    this.talk = new Talk(network, data, {
      withView: (query) => this.linker.withView(query, this.view()),
      dayId: () => [this.day?.id, this.compare.earlier?.id].filter(Boolean).join(" ") || null,
    });
    this.camera = new Camera(L, map, network, this.linker);
    this.painter = new Painter(L, map, network, {
      onBadge: (badge) => this.watch(badge, badge.subject),
    });
    this.frame = new Frame(place, this.acts());
    this.compare = new Compare(place, this.painter, {
      onMark: (layer, focus, side) => this.watch(layer, focus, () => wordsOf(this.network, side.shown, focus, this.lang)),
      onWords: (words) => this.frame.note(words, 9000),
    });
    this.aim();
    this.listen(stage);
    this.fetchRest(data.files);
  }

  get choice() {
    return this.talk.choice;
  }

  // What the reader does with the controls beside the map.
  acts() {
    return {
      onCorridor: (/** @type {string} */ id, /** @type {boolean} */ on) => this.turn("corridors", id, on),
      onBranch: (/** @type {string} */ id, /** @type {boolean} */ on) => this.turn("hidden", id, !on),
      onStatus: (/** @type {string} */ status) => this.turn("statuses", status, !this.choice.statuses.has(status)),
      onFocus: (/** @type {string} */ focus) => this.focus(focus),
      onFind: (/** @type {string} */ focus) => this.focus(focus, { fly: true }),
      onOpenTwin: (/** @type {boolean} */ open) => this.openTwin(open),
      onDate: (/** @type {string | null} */ asof) => this.date(asof),
      onAgainst: (/** @type {string | null} */ against) => this.against(against),
      onBase: (/** @type {string} */ name) => this.setBase(name),
      onLanguage: (/** @type {string} */ lang) => this.setLanguage(lang),
      onRelief: this.tellView,
      onAway: () => this.putWaysAway(),
      onPickWay: (/** @type {string[]} */ legs) => this.camera.showWay(legs),
      onHome: () => this.camera.goTo(null, { whole: true }),
      onLink: () => copyLink(this),
      onEmbed: () => copyEmbed(this),
    };
  }

  // Rivers and the world beyond the region: the map can be used without them, and comes first.
  /** @param {Record<string, string>} files */
  async fetchRest({ backdrop_later: url, relief }) {
    /** @type {Backdrop | null} */
    const later = await painted().then(() => loadJson(url)).catch(() => null);
    if (this.gone) return;
    this.frame.relief.fetch(relief);
    if (!later) return void this.frame.note("Rivers and finer coasts did not come; reload the page for them.", 15000);
    this.map.eachLayer((/** @type {any} */ layer) => layer.fillFrom?.(later));
    this.painter.window = null;
    this.list();
  }

  // The place that the link gives, or the whole of the corridors; its basemap and language.
  aim() {
    const { frame, linker } = this;
    this.map.invalidateSize({ animate: false });
    this.camera.goTo(linker.place);
    const { base, lang } = linker.view;
    this.base = frame.basemaps.show(base);
    this.lang = frame.languages.show(lang);
    frame.relief.show(linker.view.relief);
    const odd = [...linker.odd, base !== this.base && `base=${base}`, lang !== this.lang && `lang=${lang}`].filter(Boolean);
    if (odd.length) frame.note(`Not understood in the link, so left as usual: ${odd.join(", ")}`, 15000);
  }

  // What decides only the look: the link and Python are told of it.
  /** @returns {View} */
  view() {
    return { ...viewOf(this.map), base: this.base, lang: this.lang, relief: this.frame.relief.state };
  }

  /** @param {HTMLElement} stage */
  listen(stage) {
    const { frame, map, painter } = this;
    map.on("zoomend", () => this.draw());
    map.on("moveend", () => {
      this.linker.saveView(this.view());
      this.list();
    });
    map.on("mousemove", (event) => {
      frame.pointer.textContent = coordinateWords(event.latlng);
    });
    map.on("click", () => !frame.ruler.on && this.choice.focus && this.focus(null));
    for (const lane of painter.lanes) {
      this.watch(lane, `leg:${lane.leg}`);
    }
    for (const place of painter.places.values()) {
      this.watch(place, `node:${place.node}`);
    }
    this.linker.onBack((query) => {
      this.aim();
      this.talk.send(query);
    });
    this.root.addEventListener("keydown", (event) => event.key === "Escape" && this.escape());
    this.heard = new AbortController();
    listenToLinks(
      {
        onLink: (query) => this.talk.send(query),
        onPlace: (place, fly) => this.showPlace(place, fly),
        hrefOf: (pin) => this.linker.query(this.view(), { pin }),
      },
      this.heard.signal,
      this.root,
    );
    this.sizes = new ResizeObserver(() => this.camera.resize());
    this.sizes.observe(stage);
  }

  // A thing on the map tells what it is when pointed at, and is picked by a click.
  /**
   * @param {Layer} layer
   * @param {string} focus
   * @param {() => (HTMLElement[] | undefined)} [words]
   */
  watch(layer, focus, words = () => wordsOf(this.network, this, focus, this.lang)) {
    layer.on("mousemove mouseover", (/** @type {any} */ event) => this.frame.hint.show(event.latlng, words() ?? []));
    layer.on("mouseout", () => this.frame.hint.hide());
    layer.on("click", (/** @type {any} */ event) => this.pick(event, focus));
  }

  // Before the map is made anew of other data: the link keeps the view.
  leave() {
    if (!this.gone) this.linker.write("replaceState", this.view());
    this.destroy();
  }

  // The linker last: a pan that is stopped ends with a move, which the link would be told of.
  destroy() {
    if (this.gone) return;
    this.gone = true;
    this.talk.destroy();
    this.sizes?.disconnect();
    this.heard?.abort();
    takeDown(this.map);
    this.linker.destroy();
    this.root.remove();
  }

  // --- what the reader does -------------------------------------------------------------------

  /**
   * @param {"corridors" | "hidden" | "statuses"} field
   * @param {string} id
   * @param {boolean} on
   */
  turn(field, id, on) {
    if (on) this.choice[field].add(id);
    else this.choice[field].delete(id);
    this.draw();
    this.talk.send();
  }

  /** @param {string | null} asof */
  date(asof) {
    this.choice.asof = asof;
    this.talk.send();
  }

  // Going back to one day needs nobody's answer.
  /** @param {string | null} against */
  against(against) {
    this.choice.against = against;
    if (!against) this.draw();
    this.talk.send();
  }

  /** @param {string | null} focus @param {{ fly?: boolean }} [how] */
  focus(focus, { fly = false } = {}) {
    this.choice.focus = focus;
    if (focus) reveal(this.choice, this.network, focus, (node) => this.seen?.nodes.has(node) ?? false);
    this.draw();
    if (focus && fly) this.camera.flyTo(focus);
    this.talk.send();
  }

  /** @param {LeafletMouseEvent} event @param {string} focus */
  pick(event, focus) {
    if (this.frame.ruler.on) this.frame.ruler.add(event.latlng);
    else if (this.compare.isLacking(focus)) this.camera.flyTo(focus);
    else this.focus(focus === this.choice.focus ? null : focus);
    this.L.DomEvent.stopPropagation(/** @type {any} */ (event));
  }

  putWaysAway() {
    forgetJourney(this.choice);
    this.talk.send();
  }

  /** @param {string} name */
  setBase(name) {
    this.base = this.frame.basemaps.show(name);
    this.linker.saveView(this.view());
  }

  /** @param {string} lang */
  setLanguage(lang) {
    this.lang = this.frame.languages.show(lang);
    this.tellView();
    this.draw();
  }

  // The look goes into the link and, so that files to hand over have it too, to Python.
  tellView = () => (this.linker.saveView(this.view()), this.talk.send());

  /** @param {boolean} open */
  openTwin(open) {
    this.frame.openTwin(open);
    if (open) this.draw();
    this.frame.focusTwin(open);
  }

  escape() {
    const { ruler, twin } = this.frame;
    if (ruler.on) ruler.toggle(false);
    else if (twin.open) this.openTwin(false);
  }

  // What a link of the panels is about; from far down on a phone's page the map comes in sight.
  /** @param {string} place @param {boolean} fly */
  showPlace(place, fly) {
    if (!this.seen) return;
    if (fly) this.root.scrollIntoView({ block: "nearest" });
    this.camera.showPlace(place, this.compare.drawn(this.seen), { fly });
  }

  // --- what Python tells ------------------------------------------------------------------------

  // Called with every answer of Python: at first, after each event, and when the panels changed
  // something by themselves.
  /** @param {Told} data @param {Tell} tell */
  apply(data, tell) {
    const [current, has] = [this.talk.take(data, tell), this.compare.take(data.earlier)];
    if (data.day) {
      this.day = dayOf(this.network, data.day);
    } else if (current && (this.day?.id !== data.day_id || !has)) {
      // Python believed the state of this date to be here already; ask for it.
      this.day = undefined;
      this.talk.send();
      return;
    }
    this.frame.against.list(data.editions);
    this.frame.offerEmbed(data.embed);
    if (this.frame.ways.show(data.ways)) this.camera.frameWays(this.frame.ways, this.seen === undefined);
    if (current) this.linker.saveSelection(data.query, this.view());
    this.draw();
    if (data.look_at?.length) this.camera.flyToBox(data.look_at);
    this.talk.askWhatWaits();
  }

  // --- drawing --------------------------------------------------------------------------------

  draw() {
    if (!this.day) return;
    const { choice, day, frame, network } = this;
    const seen = seenOf(network, day, choice);
    this.seen = seen;
    this.compare.paint(day, seen, choice, (node) => nameIn(node, this.lang));
    frame.against.show(choice.against, choice.asof);
    frame.toggles.show(choice);
    this.trim();
    frame.timeline.show(choice.asof);
    frame.twin.fill(seen, straitsOf(seen, day), network.words, choice.focus);
    const own = [...seen.legs.values()].filter(({ leg }) => leg.added).length;
    Object.assign(this.root.dataset, { asof: day.asof, legs: String(seen.legs.size), own: String(own) });
  }

  // Names, legend and the timeline's marks follow a frame after the lines they are about.
  trim() {
    if (this.untrimmed) return;
    this.untrimmed = true;
    afterPaint(() => {
      if (this.gone) return;
      this.untrimmed = false;
      this.painter.writeNames();
      this.list();
      this.frame.timeline.mark(this.choice.corridors);
    });
  }

  // The legend lists what the window shows, so a move may change it too.
  list() {
    if (!this.seen || !this.day) return;
    this.frame.legend.show(this.compare.legendKeys(this.day, this.seen, this.painter.inView()), this.choice.statuses);
  }
}
