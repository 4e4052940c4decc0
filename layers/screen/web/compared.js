// What differs on the map between two days. Pure.

import { straitsOf } from "./state.js";

/** @import { Day, Differences, LegState, NodeState, Seen, SeenLeg, SeenNode } from "./types" */

const SHUT = new Set(["closed", "supposed"]);

// Which lines and places are drawn otherwise on the two days, and of what kind the difference is:
// a line is gained if it is in use and open now and was not then, lost the other way round, and
// changed if its status or what shuts it is another. What only looks otherwise (a state that is in
// doubt now, a place where no line ends any more) has no kind. Lost is what only an earlier edition has.
/** @param {{ day: Day, seen: Seen }} before @param {{ day: Day, seen: Seen }} after @returns {Differences} */
export function differencesOf(before, after) {
  const days = [before.day, after.day];
  const passed = [before, after].map(({ seen, day }) => straitsOf(seen, day));
  const straits = passed.flatMap((one) => [...one.keys()]);
  const found = {
    legs: differing(before.seen.legs, after.seen.legs, (id) => days.map((day) => legTold(day.legs[id])), days, drawnLeg),
    nodes: differing(before.seen.nodes, after.seen.nodes, (id) => days.map((day) => nodeTold(day.nodes[id])), days, drawnNode),
    straits: new Set(straits.filter((id) => JSON.stringify(passed[0].get(id)) !== JSON.stringify(passed[1].get(id)))),
  };
  for (const { id, leg } of before.seen.legs.values()) if (leg.only) found.legs.set(id, "lost");
  for (const { id, node } of before.seen.nodes.values()) if (node.only) found.nodes.set(id, "lost");
  return found;
}

/**
 * @template Drawn
 * @param {Map<string, Drawn>} before
 * @param {Map<string, Drawn>} after
 * @param {(id: string) => { used: boolean, said: string }[]} told of a thing on both days, drawn or not
 * @param {Day[]} days
 * @param {(one: Drawn, day: Day) => string} look
 * @returns {Map<string, string>}
 */
function differing(before, after, told, days, look) {
  /** @type {Map<string, string>} */
  const found = new Map();
  for (const id of new Set([...before.keys(), ...after.keys()])) {
    const [one, other] = [before.get(id), after.get(id)];
    const [was, is] = told(id);
    const moved = was.said !== is.said;
    if (!moved && one && other && look(one, days[0]) === look(other, days[1])) continue;
    found.set(id, was.used !== is.used ? (is.used ? "gained" : "lost") : moved ? "changed" : "");
  }
  return found;
}

/** @param {LegState | undefined} state */
function legTold(state) {
  const used = state?.status === "operating" && !SHUT.has(state.condition);
  return { used, said: state ? `${state.status} ${state.condition}` : "" };
}

// A place that is not there yet is not shut: its lines say what became of it.
/** @param {NodeState | undefined} state */
function nodeTold(state) {
  const said = state?.condition ?? "open";
  return { used: !SHUT.has(said), said };
}

/** @param {SeenLeg} leg @param {Day} day */
function drawnLeg({ state, corridors }, day) {
  return JSON.stringify([state.badge, corridors, corridors.map((corridor) => day.looks[state.looks[corridor]])]);
}

/** @param {SeenNode} node @param {Day} day */
function drawnNode({ state, planned, gauges }, day) {
  return JSON.stringify([day.node_looks[state.look], planned, gauges.length > 1]);
}

// How many lines there are of each kind, in words.
/** @param {Differences} differences */
export function differenceWords({ legs, nodes }) {
  /** @type {(of: Map<string, string>, kind: string) => number} */
  const count = (of, kind) => [...of.values()].filter((one) => one === kind).length;
  const kinds = ["gained", "lost", "changed"];
  const lines = kinds.flatMap((kind) => (count(legs, kind) ? [`${count(legs, kind)} ${kind}`] : []));
  const places = [...nodes.values()].filter(Boolean).length;
  const parts = [lines.length ? `lines: ${lines.join(", ")}` : "", places ? `places: ${places}` : ""].filter(Boolean);
  return parts.length ? `Between the two days, ${parts.join("; ")}.` : "Nothing on the map differs between the two days.";
}
