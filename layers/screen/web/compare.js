// Two days on one map: what is alike recedes, what differs is drawn twice, each day on its side of a
// line. Only what differs has layers of its own, so that opening costs little.

import { differenceWords, differencesOf } from "./compared.js";
import { longDate } from "./datefield.js";
import { choiceWith, isLacking, layBehind, networkWith, takeAway } from "./lacking.js";
import { Painter } from "./paint.js";
import { dayOf, legendKeysOf, seenOf } from "./state.js";
import { Swipe } from "./swipe.js";

/** @import { Layer } from "leaflet" */
/** @import { Choice, Day, Differences, InView, Lacking, Named, Network, Seen, Told } from "./types" */
/** @import { LeafletLibrary, LeafletMap } from "./drawn" */

// Over the lines and the places that are alike, under the names.
const LANES_Z = "412";
const MARKS_Z = "632";
const SIDES = ["before", "after"];

export class Compare {
  /**
   * @param {{ L: LeafletLibrary, map: LeafletMap, network: Network, stage: HTMLElement }} place
   * @param {Painter} painter what draws the map of one day
   * @param {{ onMark: (layer: any, focus: string, side: Side) => void, onWords: (words: string) => void }} how
   */
  constructor({ L, map, network, stage }, painter, how) {
    this.L = L;
    this.map = map;
    this.network = network;
    this.stage = stage;
    this.painter = painter;
    this.how = how;
    /** @type {{ id: string, title: string, day: Day } | null} */
    this.earlier = null;
    /** @type {Lacking | null} what only the earlier day's edition has */
    this.lacking = null;
    /** @type {Side[]} */
    this.sides = [];
    /** @type {Differences | null} */
    this.differences = null;
    this.told = "";
    /** @type {Swipe | undefined} */
    this.swipe = undefined;
  }

  // Take what Python tells of the second day; tells whether it is here.
  /** @param {Told["earlier"]} told */
  take(told) {
    if (!told) {
      this.lay(null);
      this.earlier = null;
    } else if (told.day) {
      this.lay(told.day.lacking ?? null);
      const day = dayOf(networkWith(this.network, this.lacking), told.day);
      this.earlier = { id: told.id, title: told.title, day };
    } else if (this.earlier?.id === told.id) this.earlier.title = told.title;
    else return false;
    return true;
  }

  // Another edition may have another line by the same name: what was drawn of one goes first.
  /** @param {Lacking | null} lacking */
  lay(lacking) {
    if (!this.lacking && !lacking) return;
    this.close();
    if (this.lacking) takeAway(this.network, this.lacking);
    if (lacking) layBehind(this.network, lacking);
    this.lacking = lacking;
    this.painter.window = null;
  }

  // Of what only the earlier side has there is no card: it cannot be chosen.
  /** @param {string} focus */
  isLacking(focus) {
    return isLacking(this.network, focus);
  }

  // The lines of the map as it is drawn: those of the earlier side too.
  /** @param {Seen} seen @returns {Seen} */
  drawn(seen) {
    const before = this.sides[0]?.shown;
    return before ? { ...seen, legs: new Map([...before.seen.legs, ...seen.legs]) } : seen;
  }

  /** @param {Day} day @param {Seen} seen @param {Choice} choice @param {(named: Named) => string} nameOf */
  paint(day, seen, choice, nameOf) {
    const { earlier, painter } = this;
    if (!choice.against || !earlier) {
      this.close();
      painter.paint(seen, day, choice.focus, nameOf);
      return;
    }
    this.open();
    const [network, wanted] = [networkWith(this.network, this.lacking), choiceWith(choice, this.lacking)];
    const before = { day: earlier.day, seen: seenOf(network, earlier.day, wanted) };
    const after = { day, seen };
    this.differences = differencesOf(before, after);
    painter.paint(seen, day, choice.focus, nameOf, this.differences);
    const views = [before, after];
    this.sides.forEach((side, i) => side.paint(views[i], this.differences, choice.focus, nameOf));
    this.swipe?.show(earlier.title, longDate(day.asof));
    const about = `${earlier.id} ${day.id}`;
    if (about !== this.told) this.how.onWords(differenceWords(this.differences));
    this.told = about;
  }

  open() {
    if (this.sides.length) return;
    this.sides = SIDES.map((name) => new Side(this, name));
    this.swipe ??= new Swipe(this.map, this.stage, {
      before: this.sides[0].panes,
      after: this.sides[1].panes,
    });
    this.painter.beside = this.sides.map(({ painter }) => painter);
    this.stage.classList.add("comparing");
  }

  close() {
    this.told = "";
    if (!this.sides.length) return;
    this.how.onWords("");
    for (const side of this.sides) side.leave();
    this.sides = [];
    this.differences = null;
    this.painter.beside = [];
    this.swipe?.hide();
    this.stage.classList.remove("comparing");
  }

  // The legend's rows of what the window shows: of the earlier day and of the differences too.
  /** @param {Day} day @param {Seen} seen @param {InView} view @returns {Set<string>} */
  legendKeys(day, seen, view) {
    const keys = legendKeysOf(seen, day, view);
    const before = this.sides[0]?.shown;
    if (!before || !this.differences) return keys;
    const nodes = new Set([...view.nodes, ...this.sides[0].painter.nodesIn()]);
    for (const key of legendKeysOf(before.seen, before.day, { ...view, nodes })) keys.add(key);
    for (const [id, kind] of this.differences.legs) if (kind && view.legs.has(id)) keys.add(`compared:${kind}`);
    for (const [id, kind] of this.differences.nodes) if (kind && nodes.has(id)) keys.add(`compared:${kind}`);
    return keys;
  }
}

// One of the two days: its panes, and the layers of what differs, made as they are wanted.
export class Side {
  /** @param {Compare} compare @param {string} name */
  constructor({ L, map, network, how }, name) {
    this.L = L;
    this.map = map;
    this.network = network;
    this.how = how;
    this.lanePane = `lanes_${name}`;
    this.markPane = `marks_${name}`;
    this.panes = [paneOf(map, this.lanePane, LANES_Z), paneOf(map, this.markPane, MARKS_Z)];
    /** @type {Map<string, any>} */
    this.layers = new Map();
    /** @type {{ day: Day, seen: Seen } | null} */
    this.shown = null;
    this.painter = new Painter(L, map, network, {
      layers: [],
      badgePane: this.markPane,
      onBadge: (badge) => {
        this.layers.set(`badge ${badge.subject}`, badge);
        how.onMark(badge, badge.subject, this);
      },
    });
  }

  /** @param {{ day: Day, seen: Seen }} view @param {Differences | null} differences @param {string | null} focus @param {(named: Named) => string} nameOf */
  paint(view, differences, focus, nameOf) {
    if (!differences) return;
    this.shown = view;
    const legs = new Map([...view.seen.legs].filter(([id]) => differences.legs.has(id)));
    const nodes = new Map([...view.seen.nodes].filter(([id]) => differences.nodes.has(id)));
    for (const { id, corridors } of legs.values()) {
      for (const corridor of corridors) this.make(`leg:${id}`, `lane ${id} ${corridor}`, () => this.L.corridors.lane(id, corridor, this.lanePane));
    }
    for (const id of nodes.keys()) this.make(`node:${id}`, `place ${id}`, () => this.L.corridors.place(id, this.markPane));
    this.painter.paint({ ...view.seen, legs, nodes }, view.day, focus, nameOf, differences);
  }

  /** @param {string} focus @param {string} key @param {() => Layer} made */
  make(focus, key, made) {
    if (this.layers.has(key)) return;
    const layer = made();
    this.layers.set(key, layer);
    layer.addTo(this.map);
    this.painter.add(layer);
    this.how.onMark(layer, focus, this);
  }

  leave() {
    for (const layer of this.layers.values()) layer.remove();
  }
}

/** @param {LeafletMap} map @param {string} name @param {string} z */
function paneOf(map, name, z) {
  const pane = map.getPane(name) ?? map.createPane(name);
  pane.style.zIndex = z;
  return pane;
}
