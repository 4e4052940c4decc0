// Which names the map would carry and in which order they choose a place (layers/look/naming.py);
// what they must keep clear of. Where each comes to stand is placing.js's matter.

import { decodeLine } from "./geometry.js";

/** @import { Label, Named, Network, NodeLook, Point, Seen, SeenNode } from "./types" */
/** @import { NameEntry, Naming, Obstacle } from "./drawn" */

// How far, in pixels, a name of the backdrop may move about its place.
/** @type {Record<string, number>} */
const ROAM = { country: 20, sea: 34, region: 20 };
const AREA_SCALE = 10;
const BADGE_PX = 14;
// A strait nothing shuts is named from this zoom on, and has a point for a symbol.
const STRAIT_FROM = 5;
const POINT_PX = 2;

// A node's symbol, and its badge, which stands above it to the right (place.js).
/** @param {SeenNode} shown @param {NodeLook} look @param {number} size @param {number} scale @returns {Obstacle[]} */
export function obstaclesOf({ id, node }, look, size, scale) {
  const own = { at: node.at, id: `node:${id}` };
  const aside = BADGE_PX * 0.6 * scale;
  return [{ ...own, size }, ...(look.badge ? [{ ...own, size: BADGE_PX * scale, isBadge: true, aside: /** @type {[number, number]} */ ([aside, -aside]) }] : [])];
}

/**
 * @param {SeenNode} shown
 * @param {string} name in the reader's language
 * @param {{ size: number, order: number }} how
 * @returns {NameEntry}
 */
export function nodeName({ id, node }, name, { size, order }) {
  return {
    name,
    english: node.name,
    id: `node:${id}`,
    at: node.at,
    // A crossing's name is set lighter than a city's: it may stand close to one.
    type: `node_${node.kind === "border_crossing" ? Math.max(node.rank, 2) : node.rank}`,
    size,
    gap: size / 2 + 3,
    needed: order < 2,
    order,
  };
}

// The same as layers/look/naming.py: node_order; and what the panel's first figures are about is to be
// found on the map.
/** @param {SeenNode} shown @param {NodeLook} look @param {Naming} rule */
export function nodeOrder({ node, gauges, lines }, look, rule) {
  const isGate = node.kind === "border_crossing" || gauges.length > 1;
  const forward = (isGate ? rule.gate_forward : 0) + (node.told ? rule.told_forward : 0) + (look.badge ? rule.shut_forward : 0);
  return rule.order.node + node.rank - forward - rule.line_forward * Math.min(lines, rule.most_lines);
}

// Those of the symbols that none before them would hide; areas and the chosen one always stay.
/**
 * @template {{ point: Point, size: number, kept: boolean }} Symbol
 * @param {Symbol[]} symbols in the order in which their names choose
 * @param {Naming} rule
 * @returns {Symbol[]}
 */
export function notHidden(symbols, { hides }) {
  /** @type {Symbol[]} */
  const shown = [];
  for (const one of symbols) {
    const isHidden = shown.some(({ point, size }) => Math.hypot(point.x - one.point.x, point.y - one.point.y) < hides * (size + one.size));
    if (one.kept || !isHidden) shown.push(one);
  }
  return shown;
}

// A strait that a visible line passes is named at its badge, or where it lies.
/** @param {Seen} seen @param {Network} network @param {Obstacle[]} badges @param {number} zoom @returns {NameEntry[]} */
export function straitNames(seen, network, badges, zoom) {
  const passed = new Set([...seen.legs.values()].flatMap(({ leg }) => leg.passes));
  return [...passed].map((strait) => {
    const { name, at } = network.straits[strait];
    const badge = badges.find(({ id }) => id === `strait:${strait}`);
    const size = badge?.size ?? POINT_PX;
    return {
      name,
      english: name,
      id: `strait:${strait}`,
      at,
      type: "water",
      size,
      gap: size / 2 + 3,
      needed: Boolean(badge) || zoom >= STRAIT_FROM,
      order: network.style.naming.order.strait,
    };
  });
}

// The basemap's names; countries that what is drawn crosses at every zoom, and no name twice.
/**
 * @param {Network} network
 * @param {Seen} seen
 * @param {NameEntry[]} names
 * @param {{ zoom: number, nameOf: (named: Named) => string }} how
 */
export function backdropNames(network, seen, names, { zoom, nameOf }) {
  const taken = new Set(names.map(({ english }) => english?.toLowerCase()));
  const crossed = new Set([...seen.nodes.values()].map(({ node }) => node.country));
  return network.labels
    .filter((label) => label.min_zoom <= zoom + 0.5 || crossed.has(label.code ?? ""))
    .filter((label) => !taken.has(label.name.toLowerCase()))
    .map((label) => ({ ...backdropName(label, crossed.has(label.code ?? ""), network.style.naming), name: nameOf(label) }));
}

/** @param {Label} label @param {boolean} crossed @param {Naming} rule @returns {NameEntry} */
function backdropName(label, crossed, { order }) {
  return {
    name: label.name,
    at: label.at,
    type: crossed ? "crossed" : label.type,
    gap: 4,
    centred: label.kind !== "city",
    roam: ROAM[label.kind] ?? 0,
    within: label.within && decodeLine(label.within, AREA_SCALE),
    needed: crossed,
    order: crossed ? order.crossed + label.rank / 10 : order[label.kind] + label.rank / 2,
  };
}
