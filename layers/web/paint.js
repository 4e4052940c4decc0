// Dressing what map.js put on the map: which lanes, places, badges and names are seen, and how.
// Told by page.js what is to be seen; state.js found it out.

import { lanesOf, splitFocus } from "./state.js";

// A node of rank r is drawn from this zoom on, and named a little later.
const SHOWN_FROM = { 1: 0, 2: 4, 3: 5.5, 4: 6.5 };
const NAMED_FROM = { 1: 0, 2: 4.5, 3: 6, 4: 7 };

export class Painter {
  constructor(L, map, network) {
    Object.assign(this, { L, map, network });
    this.lanes = [];
    this.places = new Map();
    this.badges = new Map();
    map.eachLayer((layer) => {
      if (layer.leg && layer.corridor) this.lanes.push(layer);
      else if (layer.node) this.places.set(layer.node, layer);
      else if (layer.write) this.labels = layer;
    });
    this.lanesByLeg = new Map();
    for (const lane of this.lanes) {
      if (!this.lanesByLeg.has(lane.leg)) this.lanesByLeg.set(lane.leg, new Map());
      this.lanesByLeg.get(lane.leg).set(lane.corridor, lane);
    }
  }

  // `supposed` are the places a scenario shuts, as "kind:id".
  paint(seen, day, focus, supposed) {
    Object.assign(this, { day, focus, supposed });
    this.drawLegs(seen);
    this.drawBadges(seen);
    this.drawPlaces(seen);
  }

  drawLegs(seen) {
    const scale = scaleAt(this.map.getZoom());
    const lit = litLegs(this.network, this.focus);
    for (const [id, own] of this.lanesByLeg) {
      const drawn = seen.legs.get(id);
      if (!drawn) {
        for (const lane of own.values()) lane.hide();
        continue;
      }
      const shown = new Map(lanesOf(this.network, this.day, drawn).map((lane) => [lane.corridor, lane]));
      for (const [corridor, lane] of own) {
        const wanted = shown.get(corridor);
        if (wanted) {
          lane.dress(wanted.look, wanted.offset, scale);
          lane.light(lit.has(id));
        } else {
          lane.hide();
        }
      }
    }
  }

  drawPlaces(seen) {
    const zoom = this.map.getZoom();
    const scale = scaleAt(zoom);
    const [kind, id] = splitFocus(this.focus);
    const names = [];
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
      boxes.push({ at: shown.node.at, size: place.size });
      if (zoom >= NAMED_FROM[shown.node.rank] || chosen || look.area_km) {
        const gap = place.size / 2 + 3 + (shown.gauges.length > 1 ? 5 : 0);
        names.push({
          name: shown.node.name,
          at: shown.node.at,
          type: `node_${shown.node.rank}`,
          gap,
          order: chosen ? -1 : shown.node.rank,
        });
      }
    }
    this.writeLabels(names, boxes, zoom);
  }

  writeLabels(names, boxes, zoom) {
    const taken = new Set(names.map(({ name }) => name.toLowerCase()));
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
    for (const { id, leg, state } of seen.legs.values()) {
      if (state.badge) wanted.set(`leg:${id}`, state.badge);
      for (const strait of leg.passes) {
        const badge = this.day.straits[strait];
        if (badge) wanted.set(`strait:${strait}`, badge);
      }
    }
    const { ink } = this.network.style;
    for (const key of this.supposed) wanted.set(key, ["barred", ink]);
    for (const [key, badge] of this.badges) if (!wanted.has(key)) badge.hide();
    for (const [key, [badge, colour]] of wanted) {
      if (!this.badges.has(key)) {
        const [kind, id] = splitFocus(key);
        const at =
          kind === "leg"
            ? this.L.corridors.middle(id)
            : kind === "node"
              ? this.network.nodes[id].at
              : this.network.straits[id];
        this.badges.set(key, this.L.corridors.badge(at).addTo(this.map));
      }
      this.badges.get(key).dress(badge, colour);
      this.badgeBoxes.push({ at: this.badges.get(key).getLatLng(), size: 17 });
    }
  }
}

// From afar everything is drawn finer, or the lines would cover the land.
function scaleAt(zoom) {
  return zoom < 3.75 ? 0.6 : zoom < 4.5 ? 0.75 : zoom < 6 ? 0.88 : 1;
}

function litLegs(network, focus) {
  const [kind, id] = splitFocus(focus);
  if (kind === "leg") return new Set([id]);
  if (kind === "branch") {
    return new Set(Object.keys(network.legs).filter((leg) => id in network.legs[leg].branches));
  }
  return new Set();
}
