// What is to be seen: the network, the state of one date and the reader's choice make the legs,
// lanes, places and legend. Pure; the same rules as geo/select.py, so that a toggle need not wait
// for it. tests/browser/test_map.py holds the two together.

const BUILT = new Set(["operating", "suspended"]);

// "leg:termez_hairatan_rail" as its two parts; what is nothing has none.
export function splitFocus(focus) {
  if (!focus) return [null, null];
  const at = focus.indexOf(":");
  return [focus.slice(0, at), focus.slice(at + 1)];
}

// A day as Python packs it (layers/webdata.py: day_of), by id and name again.
export function dayOf(network, packed) {
  const statuses = Object.keys(network.words.status);
  const conditions = Object.keys(network.words.condition);
  const named = (fields) => (row) => Object.fromEntries(fields.map((field, i) => [field, row[i]]));
  const byId = (ids, rows, read) =>
    Object.fromEntries(ids.flatMap((id, i) => (rows[i] ? [[id, read(rows[i], id)]] : [])));
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
    looks: packed.looks.map(named(network.look_fields)),
    node_looks: packed.node_looks.map(named(network.node_look_fields)),
    legs: byId(Object.keys(network.legs), packed.legs, leg),
    nodes: byId(Object.keys(network.nodes), packed.nodes, ([condition, look]) => ({
      condition: conditions[condition],
      look,
    })),
  };
}

// The corridors that use a leg at all, in the order of the page.
function corridorsOf(network, leg) {
  const users = new Set(Object.keys(network.legs[leg].branches).map((branch) => network.branches[branch].corridor));
  return network.order.filter((corridor) => users.has(corridor));
}

export function choiceOf(selection) {
  return {
    corridors: new Set(selection.corridors),
    hidden: new Set(selection.hidden),
    statuses: new Set(selection.statuses),
    asof: selection.asof,
    focus: selection.focus,
  };
}

export function plainChoice(choice) {
  return {
    corridors: [...choice.corridors],
    hidden: [...choice.hidden],
    statuses: [...choice.statuses],
    asof: choice.asof,
    focus: choice.focus,
  };
}

function branchShown(network, choice, branch) {
  return choice.corridors.has(network.branches[branch].corridor) && !choice.hidden.has(branch);
}

export function seenOf(network, day, choice) {
  const legs = new Map();
  const present = new Set(); // statuses on visible branches, wanted or not
  for (const [id, leg] of Object.entries(network.legs)) {
    const state = day.legs[id];
    if (!state) continue;
    const branches = Object.keys(leg.branches).filter((branch) => branchShown(network, choice, branch));
    if (!branches.length) continue;
    present.add(state.status);
    if (!choice.statuses.has(state.status)) continue;
    const corridors = network.order.filter((corridor) =>
      branches.some((branch) => network.branches[branch].corridor === corridor),
    );
    legs.set(id, { id, leg, state, branches, corridors });
  }
  return { legs, present, nodes: nodesOf(network, day, choice, legs) };
}

function nodesOf(network, day, choice, legs) {
  const meeting = new Map();
  for (const drawn of legs.values()) {
    for (const end of [drawn.leg.from, drawn.leg.to]) {
      if (!meeting.has(end)) meeting.set(end, []);
      meeting.get(end).push(drawn);
    }
  }
  const nodes = new Map();
  for (const [id, node] of Object.entries(network.nodes)) {
    const state = day.nodes[id];
    const own = meeting.get(id) ?? [];
    const stands = node.stands_for.some((corridor) => choice.corridors.has(corridor));
    if (!state || (!own.length && !stands)) continue;
    const gauges = new Set(
      own.filter(({ leg }) => leg.mode === "rail" && leg.gauge).map(({ leg }) => leg.gauge),
    );
    nodes.set(id, {
      id,
      node,
      state,
      gauges: [...gauges].sort((a, b) => a - b),
      planned: !own.some(({ state: leg }) => BUILT.has(leg.status)),
    });
  }
  return nodes;
}

// How far each corridor's lane lies from the alignment. Lanes keep their side along a branch, so
// the way the branch runs through the leg decides the sign.
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

// The keys of the legend's rows that something on the map stands for: "group:key" as in
// layers/legend.py. A status that the reader switched off keeps its row, to be switched on again.
export function legendKeysOf(seen, day) {
  const keys = new Set();
  for (const { leg, state, corridors } of seen.legs.values()) {
    corridors.forEach((corridor) => keys.add(`corridor:${corridor}`));
    keys.add(`mode:${leg.mode}`);
    keys.add(`mode:${leg.accuracy}`);
    if (Object.values(state.looks).some((look) => !day.looks[look].confirmed)) keys.add("mode:unconfirmed");
    keys.add(`condition:${state.condition}`);
  }
  seen.present.forEach((status) => keys.add(`status:${status}`));
  for (const { node, state, gauges } of seen.nodes.values()) {
    const area = day.node_looks[state.look].area_km > 0;
    keys.add(`node:${node.kind}`);
    if (area) keys.add("node:area");
    node.stands_for.forEach((corridor) => keys.add(`corridor:${corridor}`));
    if (gauges.length > 1) keys.add("node:break_of_gauge");
    keys.add(`condition:${state.condition}`);
  }
  return keys;
}
