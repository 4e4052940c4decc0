// What only an earlier edition has (layers/screen/network.py: lacking_json): lines and places that the
// map's network lacks. They are laid behind those it has while the two are compared, so that they are
// drawn, named and flown to like any other; what is told by position comes before them and stays.

import { splitFocus } from "./state.js";

/** @import { Choice, Lacking, Network } from "./types" */

/** @type {("legs" | "nodes" | "branches" | "straits")[]} */
const KINDS = ["legs", "nodes", "branches", "straits"];

/** @param {Network} network changed in place @param {Lacking} lacking */
export function layBehind(network, lacking) {
  for (const kind of KINDS) Object.assign(network[kind], lacking[kind]);
}

/** @param {Network} network changed in place @param {Lacking} lacking */
export function takeAway(network, lacking) {
  for (const kind of KINDS) for (const id of Object.keys(lacking[kind])) delete network[kind][id];
}

// Whether something on the map, "leg:termez_hairatan_rail", is in an earlier edition only.
/** @param {Network} network @param {string} focus */
export function isLacking({ legs, nodes, straits }, focus) {
  const [kind, id] = splitFocus(focus);
  if (id === null) return false;
  /** @type {Record<string, Record<string, { only?: string }>>} */
  const known = { leg: legs, node: nodes, strait: straits };
  return known[kind]?.[id]?.only !== undefined;
}

// The network and the choice by which the earlier side is seen: nobody can switch on a corridor that
// is not there any more.
/** @param {Network} network @param {Lacking | null} lacking @returns {Network} */
export function networkWith(network, lacking) {
  return lacking ? { ...network, order: [...network.order, ...lacking.order] } : network;
}

/** @param {Choice} choice @param {Lacking | null} lacking @returns {Choice} */
export function choiceWith(choice, lacking) {
  return lacking ? { ...choice, corridors: new Set([...choice.corridors, ...lacking.order]) } : choice;
}
