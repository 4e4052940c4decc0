// Dressing what map.js put on the map: which lanes, places, badges and names are seen, and how.
// Told by page.js what is to be seen; state.js found it out.

import { crossesBox } from "./geometry.js";
import { showCorridor } from "./lane.js";
import { lanesOf, splitFocus, straitsOf } from "./state.js";

// A node of rank r is drawn from this zoom on, and named a little later.
const SHOWN_FROM = { 1: 0, 2: 4, 3: 5.5, 4: 6.5 };
const NAMED_FROM = { 1: 0, 2: 4.25, 3: 6, 4: 7 };

export class Painter {
  // `onBadge` is told of every badge as it is made.
  constructor(L, map, network, { onBadge }) {
    Object.assign(this, { L, map, network, onBadge });
    this.lanes = [];
    this.places = new Map();
    this.badges = new Map();
    this.boundaries = [];
    map.eachLayer((layer) => {
      if (layer.boundary) this.boundaries.push(layer);
      if (layer.leg && layer.corridor) this.lanes.push(layer);
      else if (layer.node) this.places.set(layer.node, layer);
      else if (layer.write) this.labels = layer;
    });
    map.on("moveend resize", () => (this.window = null));
    this.laneOf = new Map(this.lanes.map((lane) => [lane.corridor, lane]));
    this.lanesByLeg = new Map();
    for (const lane of this.lanes) {
      if (!this.lanesByLeg.has(lane.leg)) this.lanesByLeg.set(lane.leg, new Map());
      this.lanesByLeg.get(lane.leg).set(lane.corridor, lane);
    }
  }

  // `nameOf` gives the name of a node in the reader's language.
  paint(seen, day, focus, nameOf) {
    Object.assign(this, { day, focus, nameOf });
    this.drawLegs(seen);
    this.drawBadges(seen);
    this.drawPlaces(seen);
  }

  drawLegs(seen) {
    const scale = scaleAt(this.map.getZoom());
    const lit = litLegs(this.network, this.focus);
    const on = new Set([...seen.legs.values()].flatMap(({ corridors }) => corridors));
    for (const [id, own] of this.lanesByLeg) {
      const drawn = seen.legs.get(id);
      const wanted = new Map((drawn ? lanesOf(this.network, this.day, drawn) : []).map((lane) => [lane.corridor, lane]));
      for (const [corridor, lane] of own) {
        if (wanted.has(corridor)) {
          const { look, offset } = wanted.get(corridor);
          lane.dress(look, offset, scale, lit.has(id));
        } else {
          lane.hide(on.has(corridor));
        }
      }
    }
    for (const [corridor, lane] of this.laneOf) showCorridor(lane, on.has(corridor));
  }

  drawPlaces(seen) {
    const zoom = this.map.getZoom();
    const scale = scaleAt(zoom);
    const [kind, id] = splitFocus(this.focus);
    const names = [];
    this.placed = new Set();
    const boxes = [...this.badgeBoxes];
    for (const [name, place] of this.places) {
      const shown = seen.nodes.get(name);
      const look = shown && this.day.node_looks[shown.state.look];
      const chosen = kind === "node" && id === name;
      const matters = look && (chosen || look.badge || look.area_km || shown.gauges.length > 1);
      if (!look || (zoom < SHOWN_FROM[shown.node.rank] && !matters)) {
        place.hide();
        continue;
      }
      place.dress({ ...look, planned: shown.planned, break_of_gauge: shown.gauges.length > 1 }, scale);
      place.light(chosen);
      this.placed.add(name);
      boxes.push({ at: shown.node.at, size: place.size });
      if (zoom >= NAMED_FROM[shown.node.rank] || chosen || look.area_km) {
        const gap = place.size / 2 + 3 + (shown.gauges.length > 1 ? 5 : 0);
        names.push({
          name: this.nameOf(shown.node),
          english: shown.node.name,
          at: shown.node.at,
          type: `node_${shown.node.rank}`,
          gap,
          order: chosen ? -1 : shown.node.rank,
        });
      }
    }
    this.naming = [names, boxes, zoom];
  }

  // Names are asked for apart, so that lines and symbols need not wait for them.
  writeNames() {
    const [names, boxes, zoom] = this.naming;
    const taken = new Set(names.map(({ english }) => english.toLowerCase()));
    const backdrop = this.network.labels
      .filter((label) => label.min_zoom <= zoom + 0.5 && !(label.kind === "city" && taken.has(label.name.toLowerCase())))
      .map((label) => ({
        name: label.type === "country" ? label.name.toUpperCase() : label.name,
        at: label.at,
        type: label.type,
        gap: 4,
        centred: label.kind !== "city",
        order: label.kind === "city" ? 5 + label.rank : 1.5 + label.rank,
      }));
    const entries = [...names, ...backdrop].sort((a, b) => a.order - b.order);
    this.labels?.write(entries, boxes);
  }

  // Comes before the places, whose labels keep clear of the badges.
  drawBadges(seen) {
    this.badgeBoxes = [];
    const wanted = new Map();
    for (const { id, state } of seen.legs.values()) {
      if (state.badge) wanted.set(`leg:${id}`, state.badge);
    }
    for (const [strait, badge] of straitsOf(seen, this.day)) wanted.set(`strait:${strait}`, badge);
    for (const [key, badge] of this.badges) if (!wanted.has(key)) badge.hide();
    for (const [key, [badge, colour]] of wanted) {
      if (!this.badges.has(key)) {
        const [kind, id] = splitFocus(key);
        const at = kind === "leg" ? this.L.corridors.middle(id) : this.network.straits[id].at;
        const made = this.L.corridors.badge(at, key).addTo(this.map);
        this.badges.set(key, made);
        this.onBadge(made);
      }
      this.badges.get(key).dress(badge, colour);
      this.badges.get(key).light(key === this.focus);
      this.badgeBoxes.push({ at: this.badges.get(key).getLatLng(), size: 17 });
    }
  }

  // What of it lies in the window, for the legend. Lines are looked through once a move.
  inView() {
    const bounds = this.map.getBounds();
    this.window ??= this.linesIn([bounds.getSouth(), bounds.getWest(), bounds.getNorth(), bounds.getEast()]);
    const nodes = new Set([...this.placed].filter((id) => bounds.contains(this.network.nodes[id].at)));
    return { ...this.window, nodes };
  }

  linesIn(box) {
    const { alignment } = this.L.corridors;
    const legs = new Set(Object.keys(this.network.legs).filter((id) => crossesBox(alignment(id), box)));
    const near = this.boundaries.filter(({ lines }) => lines?.some((line) => crossesBox(line, box)));
    return { legs, boundaries: near.map(({ boundary }) => boundary) };
  }
}

// From afar everything is drawn finer, or the lines would cover the land.
function scaleAt(zoom) {
  return zoom < 3.75 ? 0.6 : zoom < 4.25 ? 0.75 : zoom < 6 ? 0.88 : 1;
}

function litLegs(network, focus) {
  const [kind, id] = splitFocus(focus);
  if (kind === "leg") return new Set([id]);
  if (kind === "branch") {
    return new Set(Object.keys(network.legs).filter((leg) => id in network.legs[leg].branches));
  }
  return new Set();
}
