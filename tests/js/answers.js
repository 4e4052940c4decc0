// For tests/screen/test_codec.py: reads the network and, for each selection, its query and its day,
// from standard input, and writes what the browser's modules make of them.

import { readFileSync } from "node:fs";

import { choiceIn, queryOf } from "../../layers/screen/web/query.js";
import { dayOf, legendKeysOf, seenOf } from "../../layers/screen/web/state.js";

/** @type {{ network: any, days: Record<string, any>, asked: { query: string, day: string }[] }} */
const { network, days, asked } = JSON.parse(readFileSync(0, "utf8"));
const rows = new Set(network.legend.flatMap((/** @type {any} */ group) => group.entries.map((/** @type {any} */ entry) => entry.key)));
const view = {
  legs: new Set(Object.keys(network.legs)),
  nodes: new Set(Object.keys(network.nodes)),
  bands: new Set(), boundaries: [],
};

const answers = asked.map(({ query, day: id }) => {
  const choice = choiceIn(query, network);
  const day = dayOf(network, days[id]);
  const seen = seenOf(network, day, choice);
  return {
    query: queryOf(choice, network),
    corridors: [...choice.corridors],
    hidden: [...choice.hidden],
    statuses: [...choice.statuses],
    legs: [...seen.legs.values()].map(({ id: leg, state, corridors }) => [leg, state.status, state.condition, corridors]),
    present: [...new Set(seen.present.values())],
    nodes: [...seen.nodes.values()].map(({ id: node, gauges, planned }) => [node, gauges, planned]),
    legend: [...legendKeysOf(seen, day, view)].filter((key) => rows.has(key)),
  };
});
process.stdout.write(JSON.stringify(answers));
