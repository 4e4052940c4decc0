// The map as a part of the page: mounts what Folium built, once, and from then on applies only
// what changed. The reader's choice answers here, in the same frame; Python is told, and tells the
// rest of the page. The browser owns the view and is the only writer of the link.

import { Camera } from "./camera.js";
import { afterPaint, el, loadJson, loadScript, loadStyle } from "./dom.js";
import { Hint, legWords, nodeWords, straitWords } from "./hint.js";
import { install } from "./layers.js";
import { Linker, viewOf } from "./link.js";
import { Painter } from "./paint.js";
import { Legend, Toggles } from "./panel.js";
import { Search } from "./search.js";
import { LANGUAGES, choiceOf, dayOf, legendKeysOf, nameIn, plainChoice, seenOf, splitFocus, straitsOf } from "./state.js";
import { Twin } from "./table.js";
import { Timeline } from "./timeline.js";
import { Ways } from "./ways.js";
import { Basemaps, Languages, Ruler, coordinateWords, copyText, toolbar } from "./tools.js";

// An answer that has not come after so long is not waited for any more.
const PATIENCE_MS = 5000;

export async function mount(parent, data) {
  const { files } = data;
  const waiting = [loadJson(files.network), loadJson(files.backdrop), loadStyle(files.style)];
  if (!window.L?.corridors) await Promise.all([loadScript(files.leaflet), loadStyle(files.leaflet_style)]);
  const [network, backdrop] = await Promise.all(waiting);
  install(window.L, network, backdrop);
  const root = el("div", { class: "corridor-page" });
  const stage = el("div", { class: "stage" }, el("div", { class: "folium-map", id: files.map_name }));
  root.append(stage);
  parent.append(root);
  await loadScript(files.map);
  return new MapPage(root, stage, window[files.map_name], network, data);
}

class MapPage {
  constructor(root, stage, map, network, data) {
    Object.assign(this, { root, stage, map, network });
    this.L = window.L;
    this.seq = data.seq;
    this.choice = choiceOf(data.selection);
    this.linker = new Linker(data.link);
    this.base = "";
    this.lang = "";
    this.camera = new Camera(window.L, map, network, this.linker);
    this.painter = new Painter(window.L, map, network, {
      onBadge: (badge) => this.watch(badge, badge.subject, () => this.badgeWords(badge.subject)),
    });
    this.tiles = map.corridorTiles ?? {};
    this.build();
    this.aim();
    this.listen();
    this.fetchRest(data.files.backdrop_later);
  }

  // Rivers and the world beyond the region: the map can be used without them.
  async fetchRest(url) {
    const later = await loadJson(url);
    this.map.eachLayer((layer) => layer.fillFrom?.(later));
    this.painter.window = null;
    this.list();
  }

  build() {
    const { network, map, L } = this;
    this.toggles = new Toggles(network, {
      onCorridor: (id, on) => this.turn("corridors", id, on),
      onBranch: (id, on) => this.turn("hidden", id, !on),
      onFocus: (focus) => this.focus(focus, { fly: false }),
    });
    this.legend = new Legend(network, {
      onStatus: (status) => this.turn("statuses", status, !this.choice.statuses.has(status)),
    });
    this.search = new Search(network, { onFind: (focus) => this.focus(focus, { fly: true }) });
    this.twin = new Twin(network, {
      onFocus: (focus) => this.focus(focus, { fly: true }),
      onOpen: (open) => this.openTwin(open),
    });
    this.timeline = new Timeline(network, { onDate: (asof) => this.date(asof) });
    this.twinButton = el(
      "button",
      {
        type: "button",
        class: "wide",
        title: "Everything on the map as a table, for the keyboard and for screen readers",
        "aria-label": "List of legs and places",
        "aria-expanded": "false",
        onclick: () => this.openTwin(!this.twin.open),
      },
      "As a list",
    );
    this.basemaps = new Basemaps(map, this.tiles, {
      onBase: (name) => this.setBase(name),
      onNote: (text) => this.note(text),
    });
    this.languages = new Languages(LANGUAGES, (lang) => this.setLanguage(lang));
    this.side = el(
      "aside",
      { class: "side", "aria-label": "Layers" },
      el("div", { class: "title" }, el("h1", {}, "Trade corridors"), this.twinButton),
      this.search.element,
      el("div", { class: "choices" }, this.toggles.element),
      el("div", { class: "pair" }, this.languages.element, this.basemaps.element),
      this.legend.element,
    );
    this.drawer = el(
      "button",
      { type: "button", class: "drawer", "aria-expanded": "false", onclick: () => this.openDrawer() },
      "Layers",
    );
    const tools = toolbar({
      onHome: () => this.camera.goTo(null),
      onFull: () => this.fullScreen(),
      onRuler: () => this.ruler.toggle(),
      onLink: () => this.copyLink(),
      onZoom: (way) => map.setZoom(map.getZoom() + way),
    });
    this.ruler = new Ruler(L, map, (on, text) => {
      tools.ruler.setAttribute("aria-pressed", String(on));
      this.said.textContent = text;
    });
    this.ways = new Ways(L, map, network, {
      onAway: () => this.send({ journey: "none" }),
      onPick: (legs) => this.camera.showLegs(legs),
    });
    this.pointer = el("span", { class: "pointer" });
    this.said = el("span", { class: "ruler-said", "aria-live": "polite" });
    this.hint = new Hint(map, this.stage);
    this.told = el("div", { class: "note", role: "status" });
    this.told.hidden = true;
    const foot = el("div", { class: "foot" }, this.said, this.pointer);
    // Controls of the map lie over it but are not its children: a click on them is no map click.
    this.stage.append(tools.element, foot, this.ways.element, this.hint.element, this.told, this.twin.element);
    this.root.prepend(this.drawer, this.side);
    this.root.append(this.timeline.element);
  }

  // The place that the link gives, or the whole of the corridors; its basemap and language.
  aim() {
    const { linker } = this;
    this.map.invalidateSize({ animate: false });
    this.camera.goTo(linker.place);
    const { base, lang } = linker.view;
    this.base = this.basemaps.show(base);
    this.lang = this.languages.show(lang);
    const odd = [...linker.odd];
    if (base !== this.base) odd.push(`base=${base}`);
    if (lang !== this.lang) odd.push(`lang=${lang}`);
    if (odd.length) this.note(`Not understood in the link, so left as usual: ${odd.join(", ")}`, 15000);
  }

  // What decides only the look: the link and Python are told of it.
  view() {
    return { ...viewOf(this.map), base: this.base, lang: this.lang };
  }

  listen() {
    const { map } = this;
    map.on("zoomend", () => this.draw());
    map.on("moveend", () => {
      this.linker.saveView(this.view());
      this.list();
    });
    map.on("mousemove", (event) => {
      this.pointer.textContent = coordinateWords(event.latlng);
    });
    map.on("click", () => !this.ruler.on && this.choice.focus && this.focus(null, {}));
    for (const lane of this.painter.lanes) {
      this.watch(lane, `leg:${lane.leg}`, () => legWords(this.network, this.day, lane.leg));
    }
    for (const place of this.painter.places.values()) {
      const words = () => nodeWords(this.network, this.day, this.seen.nodes.get(place.node), this.lang);
      this.watch(place, `node:${place.node}`, words);
    }
    this.linker.onBack((query) => {
      this.aim();
      this.send({ link: query });
    });
    this.onKey = (event) => event.key === "Escape" && this.escape();
    this.root.addEventListener("keydown", this.onKey);
    this.onClick = (event) => this.follow(event);
    this.onTouch = (event) => this.complete(event);
    document.addEventListener("click", this.onClick);
    // Before a link can be opened elsewhere or its address copied, it is reached in one of these.
    for (const name of ["pointerdown", "focusin"]) document.addEventListener(name, this.onTouch);
    this.sizes = new ResizeObserver(() => this.camera.resize());
    this.sizes.observe(this.stage);
  }

  // A thing on the map tells what it is when pointed at, and is picked by a click.
  watch(layer, focus, words) {
    layer.on("mousemove mouseover", (event) => this.hint.show(event.latlng, words()));
    layer.on("mouseout", () => this.hint.hide());
    layer.on("click", (event) => this.pick(event, focus));
  }

  badgeWords(focus) {
    const [kind, id] = splitFocus(focus);
    return (kind === "leg" ? legWords : straitWords)(this.network, this.day, id);
  }

  destroy() {
    this.gone = true;
    this.sizes.disconnect();
    this.linker.destroy();
    document.removeEventListener("click", this.onClick);
    for (const name of ["pointerdown", "focusin"]) document.removeEventListener(name, this.onTouch);
    this.map.remove();
    this.root.remove();
  }

  // --- what the reader does -------------------------------------------------------------------

  turn(field, id, on) {
    if (on) this.choice[field].add(id);
    else this.choice[field].delete(id);
    this.draw();
    this.send();
  }

  date(asof) {
    this.choice.asof = asof;
    this.send();
  }

  focus(focus, { fly = false }) {
    this.choice.focus = focus;
    if (focus) this.reveal(focus);
    this.draw();
    if (focus && fly) this.camera.flyTo(focus);
    this.send();
  }

  pick(event, focus) {
    if (this.ruler.on) {
      this.ruler.add(event.latlng);
    } else {
      this.focus(focus === this.choice.focus ? null : focus, {});
    }
    this.L.DomEvent.stopPropagation(event);
  }

  // What is searched for or linked to is switched on, or it could not be seen.
  reveal(focus) {
    const [kind, id] = splitFocus(focus);
    const { network, choice } = this;
    if (kind === "corridor") choice.corridors.add(id);
    const branches =
      kind === "branch"
        ? [id]
        : kind === "leg"
          ? Object.keys(network.legs[id]?.branches ?? {})
          : kind === "node" && !this.seen?.nodes.has(id)
            ? Object.values(network.legs).find((leg) => leg.from === id || leg.to === id)?.branches
            : null;
    const names = Array.isArray(branches) ? branches : Object.keys(branches ?? {});
    if (!names.length) return;
    const on = (name) => choice.corridors.has(network.branches[name].corridor) && !choice.hidden.has(name);
    if (kind !== "branch" && names.some(on)) return;
    choice.corridors.add(network.branches[names[0]].corridor);
    choice.hidden.delete(names[0]);
  }

  fullScreen() {
    if (document.fullscreenElement) document.exitFullscreen();
    else this.root.requestFullscreen();
  }

  async copyLink() {
    this.linker.saveView(this.view());
    const done = await copyText(this.linker.href(this.view()));
    this.note(done ? "Link copied" : "The browser did not let the link be copied; it is in the address bar.");
  }

  setBase(name) {
    this.base = this.basemaps.show(name);
    this.linker.saveView(this.view());
  }

  setLanguage(lang) {
    this.lang = this.languages.show(lang);
    this.linker.saveView(this.view());
    this.draw();
  }

  openTwin(open) {
    this.twin.element.hidden = !open;
    this.twinButton.setAttribute("aria-expanded", String(open));
    if (open) this.draw();
    (open ? this.twin.element.querySelector("button") : this.twinButton).focus();
  }

  openDrawer() {
    const open = this.root.classList.toggle("drawn");
    this.drawer.setAttribute("aria-expanded", String(open));
  }

  escape() {
    if (this.ruler.on) this.ruler.toggle(false);
    else if (this.twin.open) this.openTwin(false);
  }

  // A link of the panels to this page is a choice like any other: it must not load the page anew.
  follow(event) {
    const link = event.target.closest?.('a[href^="?"]');
    const plain = !event.button && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    if (!link || !plain || link.target === "_blank") return;
    event.preventDefault();
    this.send({ link: link.getAttribute("href") });
    if (link.dataset.place) this.camera.showPlace(link.dataset.place, this.seen);
  }

  // A panel's link to a record says only which one; what else is chosen is added here, so that the
  // panels need not be sent again because the choice around them changed.
  complete(event) {
    const link = event.target.closest?.("a[data-pin]");
    if (link) link.href = this.linker.query(this.view(), { pin: link.dataset.pin });
  }

  note(text, milliseconds = 6000) {
    this.told.textContent = text;
    this.told.hidden = !text;
    clearTimeout(this.noteTimer);
    this.noteTimer = setTimeout(() => (this.told.hidden = true), milliseconds);
  }

  // --- speaking with Python -------------------------------------------------------------------

  // One question at a time: while an answer is on its way the newest choice waits. A run of the
  // script that is broken off has cost its time for nothing.
  send(extra = {}) {
    this.waiting = { ...this.waiting, link: undefined, ...extra };
    const lost = performance.now() - this.askedAt > PATIENCE_MS;
    if (this.asked === undefined || lost) this.ask();
  }

  ask() {
    const extra = this.waiting;
    this.waiting = undefined;
    this.seq += 1;
    this.asked = this.seq;
    this.askedAt = performance.now();
    const told = { seq: this.seq, ...plainChoice(this.choice), view: this.view(), has: this.day?.id ?? null, ...extra };
    this.tell?.("choice", told);
  }

  // Called with every answer of Python: at first, after each event, and when the panels changed
  // something by themselves.
  apply(data, tell) {
    this.tell = tell;
    const current = data.seq >= this.seq;
    if (current) {
      this.asked = undefined;
      if (!this.waiting) this.choice = choiceOf(data.selection);
    }
    if (data.day) {
      this.day = dayOf(this.network, data.day);
    } else if (this.day?.id !== data.day_id && current) {
      // Python believed the state of this date to be here already; ask for it.
      this.day = undefined;
      this.send();
      return;
    }
    this.ways.show(data.ways);
    if (current) this.linker.saveSelection(data.link, this.view());
    this.draw();
    if (this.waiting && this.asked === undefined) this.ask();
  }

  // --- drawing --------------------------------------------------------------------------------

  draw() {
    if (!this.day) return;
    const { network, day, choice } = this;
    const seen = seenOf(network, day, choice);
    this.seen = seen;
    this.painter.paint(seen, day, choice.focus, (node) => nameIn(node, this.lang));
    this.toggles.show(choice);
    this.trim();
    this.timeline.show(choice.asof);
    this.twin.fill(seen, straitsOf(seen, day), network.words, choice.focus);
    this.root.dataset.asof = day.asof;
    this.root.dataset.legs = seen.legs.size;
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
      this.timeline.mark(this.choice.corridors);
    });
  }

  // The legend lists what the window shows, so a move may change it too.
  list() {
    if (this.seen) this.legend.show(legendKeysOf(this.seen, this.day, this.painter.inView()), this.choice.statuses);
  }
}
