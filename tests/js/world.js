// A tiny network and a day, for tests without a browser:
//
//   alpha ==north== beta ==shore== gamma ~~strait~~ delta
//
// Corridor "one" has branches "main" (north, shore) and, off at the start, "coast" (shore, sea);
// corridor "two", off at the start, has "other" (shore against its direction).

/** @import { Day, LegLook, LegState, MapNode, Network, NodeLook } from "../../layers/screen/web/types" */

/** @param {string} name @param {[number, number]} at @returns {MapNode} */
const node = (name, at) => ({
  name,
  kind: "city",
  what: "City",
  country: "AFG",
  at,
  aliases: [`${name} town`],
  local: `${name} محلی`,
  ru: "",
  rank: 1,
  area_km: 0,
  stands_for: [],
});

/** @param {string} from @param {string} to @param {Record<string, number>} branches @param {string[]} [passes] */
const leg = (from, to, branches, passes = []) => ({
  name: `${from} – ${to}`,
  what: "Railway",
  mode: passes.length ? "sea" : "rail",
  gauge: passes.length ? null : from === "alpha" ? 1520 : 1435,
  km: 100,
  accuracy: "mapped",
  from,
  to,
  passes,
  branches,
  line: [0, 0, 10000, 0],
});

/** @returns {Network} */
export function network() {
  return /** @type {any} */ ({
    scale: 10000,
    order: ["one", "two"],
    corridors: [
      {
        id: "one",
        name: "The first corridor",
        short_name: "First",
        default_on: true,
        branches: [
          { id: "main", name: "Main", summary: "", default_on: true },
          { id: "coast", name: "Coast", summary: "", default_on: false },
        ],
      },
      {
        id: "two",
        name: "The second corridor",
        short_name: "Second",
        default_on: false,
        branches: [{ id: "other", name: "Other", summary: "", default_on: true }],
      },
    ],
    branches: { main: { corridor: "one" }, coast: { corridor: "one" }, other: { corridor: "two" } },
    legs: {
      north: leg("alpha", "beta", { main: 1 }),
      shore: leg("beta", "gamma", { main: 1, coast: 1, other: -1 }),
      sea: leg("gamma", "delta", { coast: 1 }, ["strait"]),
    },
    nodes: {
      alpha: node("Alpha", [34, 62]),
      beta: node("Beta", [35, 62]),
      gamma: node("Gamma", [36, 62]),
      delta: node("Delta", [37, 62]),
    },
    straits: { strait: { name: "The Strait", at: [36.5, 62] } },
    style: { lane_gap_px: 1 },
    data_end: "2026-07-05",
    look_fields: ["width_px", "doubted"],
    node_look_fields: ["area_km"],
    words: {
      status: { operating: "Operating", announced: "Announced" },
      mode: { rail: "Railway", sea: "Sea" },
      condition: { open: "Open", closed: "Closed" },
    },
  });
}

/** A day on which all legs run but the sea lane, which is announced and whose strait is shut. */
export const PACKED = {
  id: "d1",
  asof: "2026-07-05",
  straits: { strait: ["closed", "#f00", "closed"] },
  shut: { told: ["The Strait (closed)"], by: { "strait:strait": [0] } },
  looks: [
    [3, true],
    [5, false],
  ],
  node_looks: [[0], [12]],
  legs: [
    [0, 0, "1885", [0]],
    [0, 0, "1900", [0, 1]],
    [1, 1, "", [0]],
  ],
  nodes: [[0, 0], [0, 0], [0, 1], [1, 0]],
};
