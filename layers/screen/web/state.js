// What is to be seen: the network, the state of one date and the reader's choice make the legs,
// lanes, places and legend. Pure; the same rules as geo/state/select.py, so that a toggle need not wait
// for it. tests/browser/test_map.py holds the two together.

/** @import { Choice, Day, InView, LaneLook, LegLook, LegState, Network, Seen, SeenLeg, SeenNode, StraitState } from "./types" */

const BUILT = new Set(["operating", "suspended"]);

// "leg:termez_hairatan_rail" as its two parts; what is nothing has none.
/** @param {string | null | undefined} focus @returns {[string, string] | [null, null]} */
export function splitFocus(focus) {
  if (!focus) return [null, null];
  const at = focus.indexOf(":");
  return [focus.slice(0, at), focus.slice(at + 1)];
}

// The languages that names on the map can have, as the link calls them; English is "".
/** @type {Record<string, string>} */
export const LANGUAGES = { "": "English names", ru: "Russian names", local: "Local names" };

// Those of them that a house offers; all where it says nothing.
/** @param {{ languages?: string[] }} network */
export function languagesOf({ languages }) {
  const offered = Object.entries(LANGUAGES).filter(([lang]) => !languages?.length || languages.includes(lang));
  return Object.fromEntries(offered);
}

// What stands behind an English name where the data have none in the language.
export const NO_NAME = "*";

// A name in a language; in English, and marked, where the data have none.
/** @param {{ name: string, local: string, ru: string }} named @param {string} language */
export function nameIn(named, language) {
  const names = new Map([["ru", named.ru], ["local", named.local]]);
  return names.has(language) ? names.get(language) || named.name + NO_NAME : named.name;
}

// A day as Python packs it (layers/screen/day.py: day_of), by id and name again.
/** @param {Network} network @param {any} packed @returns {Day} */
export function dayOf(network, packed) {
  const statuses = Object.keys(network.words.status);
  const conditions = Object.keys(network.words.condition);
  /** @type {(fields: string[]) => (row: any[]) => any} */
  const named = (fields) => (row) => Object.fromEntries(fields.map((field, i) => [field, row[i]]));
  /** @type {(ids: string[], rows: any[], read: (row: any, id: string) => any) => Record<string, any>} */
  const byId = (ids, rows, read) =>
    Object.fromEntries(ids.flatMap((id, i) => (rows[i] ? [[id, read(rows[i], id)]] : [])));
  /** @type {(row: any, id: string) => LegState} */
  const leg = ([status, condition, since, looks, badge], id) => ({
    status: statuses[status],
    condition: conditions[condition],
    since,
    looks: Object.fromEntries(corridorsOf(network, id).map((corridor, i) => [corridor, looks[i]])),
    badge: badge ?? null,
  });
  return {
    id: packed.id,
    asof: packed.asof,
    straits: packed.straits,
    shut: packed.shut,
    looks: packed.looks.map(named(network.look_fields)),
    node_looks: packed.node_looks.map(named(network.node_look_fields)),
    legs: byId(Object.keys(network.legs), packed.legs, leg),
    nodes: byId(Object.keys(network.nodes), packed.nodes, ([condition, look]) => ({
      condition: conditions[condition],
      look,
    })),
  };
}

// What is said of what shuts a leg, place or strait, a line each. A leg is also shut by its ends
// and by the straits it passes.
/** @param {Network} network @param {Day} day @param {string} focus */
export function shutWords(network, day, focus) {
  const [kind, id] = splitFocus(focus);
  const leg = kind === "leg" && network.legs[id];
  const subjects = leg
    ? [focus, `node:${leg.from}`, `node:${leg.to}`, ...leg.passes.map((strait) => `strait:${strait}`)]
    : [focus];
  const numbers = new Set(subjects.flatMap((subject) => day.shut.by[subject] ?? []));
  return [...numbers].map((number) => day.shut.told[number]);
}

// The corridors that use a leg at all, in the order of the page.
/** @param {Network} network @param {string} leg */
function corridorsOf(network, leg) {
  const users = new Set(Object.keys(network.legs[leg].branches).map((branch) => network.branches[branch].corridor));
  return network.order.filter((corridor) => users.has(corridor));
}

/** @param {Network} network @param {Choice} choice @param {string} branch */
function branchShown(network, choice, branch) {
  return choice.corridors.has(network.branches[branch].corridor) && !choice.hidden.has(branch);
}

/** @param {Network} network @param {Day} day @param {Choice} choice @returns {Seen} */
export function seenOf(network, day, choice) {
  /** @type {Map<string, SeenLeg>} */
  const legs = new Map();
  /** @type {Map<string, string>} */
  const present = new Map(); // legs of visible branches and their statuses, wanted or not
  for (const [id, leg] of Object.entries(network.legs)) {
    const state = day.legs[id];
    if (!state) continue;
    const branches = Object.keys(leg.branches).filter((branch) => branchShown(network, choice, branch));
    if (!branches.length) continue;
    present.set(id, state.status);
    if (!choice.statuses.has(state.status)) continue;
    const corridors = network.order.filter((corridor) =>
      branches.some((branch) => network.branches[branch].corridor === corridor),
    );
    legs.set(id, { id, leg, state, branches, corridors });
  }
  return { legs, present, nodes: nodesOf(network, day, choice, legs) };
}

/** @param {Network} network @param {Day} day @param {Choice} choice @param {Map<string, SeenLeg>} legs */
function nodesOf(network, day, choice, legs) {
  /** @type {Map<string, SeenLeg[]>} */
  const meeting = new Map();
  for (const drawn of legs.values()) {
    for (const end of [drawn.leg.from, drawn.leg.to]) {
      meeting.set(end, [...(meeting.get(end) ?? []), drawn]);
    }
  }
  /** @type {Map<string, SeenNode>} */
  const nodes = new Map();
  for (const [id, node] of Object.entries(network.nodes)) {
    const state = day.nodes[id];
    const own = meeting.get(id) ?? [];
    const stands = node.stands_for.some((corridor) => choice.corridors.has(corridor));
    if (!state || (!own.length && !stands)) continue;
    const gauges = new Set(own.flatMap(({ leg }) => (leg.mode === "rail" && leg.gauge ? [leg.gauge] : [])));
    nodes.set(id, {
      id,
      node,
      state,
      gauges: [...gauges].sort((a, b) => a - b),
      lines: own.length,
      planned: !own.some(({ state: leg }) => BUILT.has(leg.status)),
    });
  }
  return nodes;
}

// How far each corridor's lane lies from the alignment. Lanes keep their side along a branch, so
// the way the branch runs through the leg decides the sign.
/** @param {Network} network @param {Day} day @param {SeenLeg} drawn @returns {LaneLook[]} */
export function lanesOf(network, day, drawn) {
  const looks = drawn.corridors.map((corridor) => day.looks[drawn.state.looks[corridor]]);
  const gap = network.style.lane_gap_px;
  const total = looks.reduce((sum, look) => sum + look.width_px, 0) + gap * (looks.length - 1);
  const side = drawn.leg.branches[drawn.branches[0]];
  let left = -total / 2;
  return looks.map((look, i) => {
    const offset = (left + look.width_px / 2) * side;
    left += look.width_px + gap;
    return { corridor: drawn.corridors[i], look, offset: Math.abs(offset) < 0.01 ? 0 : offset };
  });
}

// The straits that a visible leg passes, and what their badges are.
/** @param {Seen} seen @param {Day} day */
export function straitsOf(seen, day) {
  /** @type {Map<string, StraitState>} */
  const straits = new Map();
  for (const { leg } of seen.legs.values()) {
    for (const strait of leg.passes) if (day.straits[strait]) straits.set(strait, day.straits[strait]);
  }
  return straits;
}

/** @param {Set<string>} keys @param {LegLook} look */
function addOfLook(keys, look) {
  if (look.shut_way) keys.add("condition:one_way");
  if (look.doubted) keys.add("mode:doubted");
}

// The keys of the legend's rows that something in the window stands for: "group:key" as in
// layers/look/legend.py. `view` has the legs, nodes and boundaries there. A status that the reader
// switched off keeps its row, to be switched on again.
/** @param {Seen} seen @param {Day} day @param {InView} view @returns {Set<string>} */
export function legendKeysOf(seen, day, view) {
  const keys = new Set(view.boundaries.map((name) => `boundary:${name}`));
  for (const { id, leg, state, corridors } of seen.legs.values()) {
    if (!view.legs.has(id)) continue;
    corridors.forEach((corridor) => keys.add(`corridor:${corridor}`));
    keys.add(`mode:${leg.mode}`);
    keys.add(`mode:${leg.accuracy}`);
    if (view.bands.has(id)) keys.add("mode:band");
    for (const look of Object.values(state.looks)) addOfLook(keys, day.looks[look]);
    keys.add(`condition:${state.condition}`);
    if (leg.added) keys.add(`added:${leg.added}`);
  }
  for (const [id, status] of seen.present) if (view.legs.has(id)) keys.add(`status:${status}`);
  for (const { id, node, state, gauges } of seen.nodes.values()) {
    if (!view.nodes.has(id)) continue;
    const area = day.node_looks[state.look].area_km > 0;
    keys.add(`node:${node.kind}`);
    if (area) keys.add("node:area");
    node.stands_for.forEach((corridor) => keys.add(`corridor:${corridor}`));
    if (gauges.length > 1) keys.add("node:break_of_gauge");
    keys.add(`condition:${state.condition}`);
  }
  return keys;
}
