// Dressing what map.js put on the map: which lanes, places, badges and names are seen, and how.
// Told by page.js what is to be seen; state.js found it out.

import { crossesBox } from "./geometry.js";
import { showCorridor } from "./lane.js";
import { backdropNames, nodeName, nodeOrder, notHidden, obstaclesOf, straitNames } from "./naming.js";
import { lanesOf, splitFocus, straitsOf } from "./state.js";

/** @import { Day, Differences, InView, LatLon, Named, Network, Seen, SeenNode } from "./types" */
/** @import { Badge, Halo, Lane, LeafletLibrary, LeafletMap, NameEntry, NameLayer, Obstacle, PlaceMark } from "./drawn" */

// A node of rank r is drawn from this zoom on, and named a little later.
/** @type {Record<number, number>} */
const SHOWN_FROM = { 1: 0, 2: 4, 3: 5.5, 4: 6.5 };
/** @type {Record<number, number>} */
const NAMED_FROM = { 1: 0, 2: 4.25, 3: 6, 4: 7 };
// A name that chooses before this is wanted at every zoom.
const SOON = 1.6;
// What is picked chooses first of all.
const CHOSEN = -9;
const BADGE_PX = 17;
// Of more places than so many, only those in the window and about it are put up.
const MANY_PLACES = 600;

export class Painter {
  /**
   * @param {LeafletLibrary} L
   * @param {LeafletMap} map
   * @param {Network} network
   * @param {{ onBadge: (badge: Badge) => void, layers?: any[], badgePane?: string }} how told of every
   *   badge as it is made; the lanes and places it dresses, by default all that are on the map
   */
  constructor(L, map, network, { onBadge, layers, badgePane }) {
    this.L = L;
    this.map = map;
    this.network = network;
    this.onBadge = onBadge;
    this.badgePane = badgePane;
    this.isSide = layers !== undefined;
    // What draws the sides of a comparison; its names stand among ours.
    /** @type {Painter[]} */
    this.beside = [];
    /** @type {Lane[]} */
    this.lanes = [];
    /** @type {Map<string, PlaceMark>} */
    this.places = new Map();
    /** @type {Map<string, Badge>} */
    this.badges = new Map();
    /** @type {{ boundary: string, lines?: LatLon[][] }[]} */
    this.boundaries = [];
    /** @type {{ legs: Set<string>, boundaries: string[] } | null} */
    this.window = null;
    /** @type {Set<string>} */
    this.placed = new Set();
    /** @type {Obstacle[]} */
    this.badgeBoxes = [];
    /** @type {NameLayer | undefined} */
    this.labels = undefined;
    /** @type {Map<string, Lane>} */
    this.laneOf = new Map();
    /** @type {Map<string, Map<string, Lane>>} */
    this.lanesByLeg = new Map();
    for (const layer of layers ?? layersOf(map)) this.add(layer);
    if (!layers) map.on("moveend resize", () => this.roam());
    const { highlight, casing, casing_px: wide } = network.style;
    /** @type {Halo} */
    this.highlight = { colour: highlight, dash_px: [], wider_px: 9 };
    /** @type {Record<string, Halo>} */
    this.casings = Object.fromEntries(Object.entries(casing).map(([kind, look]) => [kind, { ...look, wider_px: wide }]));
  }

  // A layer to dress from now on.
  /** @param {any} layer */
  add(layer) {
    if (layer.boundary) this.boundaries.push(layer);
    if (layer.leg && layer.corridor) this.addLane(layer);
    else if (layer.node) this.places.set(layer.node, layer);
    else if (layer.write) this.labels = layer;
  }

  /** @param {Lane} lane */
  addLane(lane) {
    this.lanes.push(lane);
    this.laneOf.set(lane.corridor, lane);
    const own = this.lanesByLeg.get(lane.leg) ?? new Map();
    this.lanesByLeg.set(lane.leg, own.set(lane.corridor, lane));
  }

  // `nameOf` gives the name of a node or of the backdrop in the reader's language. Of `differences` a map of one day
  // leaves out what is drawn on the sides beside it, and a side gives each kind its casing.
  /** @param {Seen} seen @param {Day} day @param {string | null} focus @param {(named: Named) => string} nameOf @param {Differences | null} [differences] */
  paint(seen, day, focus, nameOf, differences = null) {
    this.differences = differences;
    this.drawLegs(seen, day, focus);
    this.drawBadges(seen, day, focus);
    this.drawPlaces(seen, day, focus, nameOf);
  }

  /** @param {"legs" | "nodes"} what @param {string} id */
  isBeside(what, id) {
    return this.beside.length > 0 && (this.differences?.[what].has(id) ?? false);
  }

  /** @param {"legs" | "nodes"} what @param {string} id @returns {Halo | null} */
  haloOf(what, id) {
    const kind = this.differences?.[what].get(id);
    return kind ? this.casings[kind] : null;
  }

  /** @param {Seen} seen @param {Day} day @param {string | null} focus */
  drawLegs(seen, day, focus) {
    const scale = scaleAt(this.map.getZoom());
    const lit = litLegs(this.network, focus);
    const on = new Set([...seen.legs.values()].flatMap(({ corridors }) => corridors));
    for (const [id, own] of this.lanesByLeg) {
      const drawn = this.isBeside("legs", id) ? undefined : seen.legs.get(id);
      const lanes = drawn ? lanesOf(this.network, day, drawn) : [];
      const wanted = new Map(lanes.map((lane) => [lane.corridor, lane]));
      for (const [corridor, lane] of own) {
        const found = wanted.get(corridor);
        if (found) lane.dress(found.look, found.offset, scale, lit.has(id) ? this.highlight : this.haloOf("legs", id));
        else lane.hide(on.has(corridor));
      }
    }
    for (const [corridor, lane] of this.laneOf) showCorridor(lane, on.has(corridor));
  }

  /**
   * @param {Seen} seen
   * @param {Day} day
   * @param {string | null} focus
   * @param {(named: Named) => string} nameOf
   */
  drawPlaces(seen, day, focus, nameOf) {
    /** @type {[Seen, Day, string | null, (named: Named) => string]} */
    this.placing = [seen, day, focus, nameOf];
    this.near = this.places.size > MANY_PLACES ? this.map.getBounds().pad(0.5) : null;
    const zoom = this.map.getZoom();
    const scale = scaleAt(zoom);
    /** @type {NameEntry[]} */
    const names = [];
    /** @type {Obstacle[]} */
    const boxes = [...this.badgeBoxes];
    this.placed = new Set();
    for (const { shown, look, order, size } of this.standing(seen, day, focus)) {
      const { id, node, gauges, planned } = shown;
      const place = /** @type {PlaceMark} */ (this.places.get(id));
      this.placed.add(id);
      if (this.isBeside("nodes", id)) {
        place.hide();
      } else {
        place.dress({ ...look, planned, break_of_gauge: gauges.length > 1 }, scale);
        place.light(order === CHOSEN);
        if (this.differences) place.ring(this.haloOf("nodes", id));
      }
      boxes.push(...obstaclesOf(shown, look, size, scale));
      if (zoom >= NAMED_FROM[node.rank] || order < SOON || look.area_km) names.push(nodeName(shown, nameOf(node), { size, order }));
    }
    for (const [id, place] of this.places) if (!this.placed.has(id)) place.hide();
    names.push(...straitNames(seen, this.network, this.badgeBoxes, zoom));
    /** @type {[NameEntry[], Obstacle[], number, Seen, (named: Named) => string]} */
    this.naming = [names, boxes, zoom, seen, nameOf];
  }

  // Moved beyond where places were put up: the next ones come.
  roam() {
    this.window = null;
    if (!this.near || !this.placing || this.near.contains(this.map.getBounds())) return;
    this.drawPlaces(...this.placing);
    this.writeNames();
  }

  // The places that are drawn, the soonest named first; a symbol that another would hide is not.
  /** @param {Seen} seen @param {Day} day @param {string | null} focus */
  standing(seen, day, focus) {
    const zoom = this.map.getZoom();
    const scale = scaleAt(zoom);
    const { break_of_gauge_px: wide, naming } = this.network.style;
    const wanted = [...seen.nodes.values()].flatMap((shown) => {
      const chosen = focus === `node:${shown.id}`;
      const differs = this.haloOf("nodes", shown.id) !== null;
      if (!this.places.has(shown.id) || !(differs || isPlaced(shown, day, zoom, chosen))) return [];
      if (this.near && !this.near.contains(shown.node.at)) return [];
      const look = day.node_looks[shown.state.look];
      const size = Math.max(Math.round(look.size_px * scale), shown.gauges.length > 1 ? wide * scale : 0);
      const point = this.map.latLngToLayerPoint(shown.node.at);
      const order = chosen ? CHOSEN : nodeOrder(shown, look, naming);
      return [{ shown, look, size, point, order, kept: chosen || differs || look.area_km > 0 }];
    });
    return notHidden(wanted.sort((a, b) => a.order - b.order), naming);
  }

  // Names are asked for apart, so that lines and symbols need not wait for them.
  writeNames() {
    if (!this.naming) return;
    const [names, boxes, zoom, seen, nameOf] = this.naming;
    const entries = [...names, ...backdropNames(this.network, seen, names, { zoom, nameOf })].sort((a, b) => a.order - b.order);
    const lanes = [this, ...this.beside].flatMap((one) => one.lanes);
    this.labels?.write(entries, boxes, lanes.filter((lane) => lane.shown));
  }

  // Comes before the places, whose labels keep clear of the badges.
  /** @param {Seen} seen @param {Day} day @param {string | null} focus */
  drawBadges(seen, day, focus) {
    this.badgeBoxes = [];
    const wanted = this.wantedBadges(seen, day);
    for (const [key, badge] of this.badges) if (!wanted.has(key)) badge.hide();
    for (const [key, [badge, colour]] of wanted) {
      const mark = this.badges.get(key) ?? this.newBadge(key);
      const size = badgeSize(key, this.map.getZoom());
      mark.dress(badge, colour, size);
      mark.light(key === focus);
      this.badgeBoxes.push({ at: mark.getLatLng(), size, id: key, isBadge: true });
    }
  }

  /** @param {Seen} seen @param {Day} day */
  wantedBadges(seen, day) {
    /** @type {Map<string, string[]>} */
    const wanted = new Map();
    for (const { id, state } of seen.legs.values()) {
      if (state.badge && !this.isBeside("legs", id)) wanted.set(`leg:${id}`, state.badge);
    }
    for (const [strait, badge] of straitsOf(seen, day)) {
      const differs = this.differences?.straits.has(strait) ?? false;
      if (!this.differences || differs === this.isSide) wanted.set(`strait:${strait}`, badge);
    }
    return wanted;
  }

  /** @param {string} key of a leg or strait */
  newBadge(key) {
    const [kind, id] = /** @type {[string, string]} */ (splitFocus(key));
    const at = kind === "leg" ? this.L.corridors.middle(id) : this.network.straits[id].at;
    const made = this.L.corridors.badge(at, key, this.badgePane).addTo(this.map);
    this.badges.set(key, made);
    this.onBadge(made);
    return made;
  }

  // What of it lies in the window, for the legend. Lines are looked through once a move.
  /** @returns {InView} */
  inView() {
    const bounds = this.map.getBounds();
    this.window ??= this.linesIn([bounds.getSouth(), bounds.getWest(), bounds.getNorth(), bounds.getEast()]);
    const bands = new Set([...this.window.legs].filter((id) => this.isBand(id)));
    return { ...this.window, bands, nodes: this.nodesIn() };
  }

  // The places it has put up in the window.
  nodesIn() {
    const bounds = this.map.getBounds();
    return new Set([...this.placed].filter((id) => bounds.contains(this.network.nodes[id].at)));
  }

  /** @param {string} leg */
  isBand(leg) {
    const lanes = [this, ...this.beside].flatMap((one) => [...(one.lanesByLeg.get(leg)?.values() ?? [])]);
    return lanes.some((lane) => lane.shown && lane.band > 0);
  }

  /** @param {[number, number, number, number]} box @returns {{ legs: Set<string>, boundaries: string[] }} */
  linesIn(box) {
    const { alignment } = this.L.corridors;
    const legs = new Set(Object.keys(this.network.legs).filter((id) => crossesBox(alignment(id), box)));
    const near = this.boundaries.filter(({ lines }) => lines?.some((line) => crossesBox(line, box)));
    return { legs, boundaries: near.map(({ boundary }) => boundary) };
  }
}

/** @param {LeafletMap} map @returns {any[]} */
function layersOf(map) {
  /** @type {any[]} */
  const found = [];
  map.eachLayer((layer) => found.push(layer));
  return found;
}

// A place is drawn from the zoom of its rank on, and before if there is something to tell of it.
/** @param {SeenNode} shown @param {Day} day @param {number} zoom @param {boolean} chosen */
function isPlaced(shown, day, zoom, chosen) {
  const look = day.node_looks[shown.state.look];
  const matters = chosen || look.badge || look.area_km || shown.gauges.length > 1;
  return Boolean(zoom >= SHOWN_FROM[shown.node.rank] || matters);
}

// From afar everything is drawn finer, or the lines would cover the land.
/** @param {number} zoom */
function scaleAt(zoom) {
  return zoom < 3.75 ? 0.6 : zoom < 4.25 ? 0.75 : zoom < 6 ? 0.88 : 1;
}

// A badge upon a line is as fine as what is about it; that of a strait is seen from afar.
/** @param {string} key of a leg or strait @param {number} zoom */
function badgeSize(key, zoom) {
  return key.startsWith("strait:") ? BADGE_PX : Math.round(BADGE_PX * Math.max(scaleAt(zoom), 0.76));
}

/** @param {Network} network @param {string | null} focus */
function litLegs(network, focus) {
  const [kind, id] = splitFocus(focus);
  if (kind === "leg") return new Set([id]);
  if (kind === "branch") {
    return new Set(Object.keys(network.legs).filter((leg) => id in network.legs[leg].branches));
  }
  return new Set();
}
