// A day of the map put together from what changed before it (layers/atlas/states.py). Pure.

/** @typedef {Record<string, Record<string, any>>} Parts */
/** @typedef {{ looks: any[], node_looks: any[], told: string[], states: [string, Parts][] }} States */

export class Days {
  /** @param {States} states @param {{ legs: number, nodes: number }} counts @param {string} last the day the data end */
  constructor(states, counts, last) {
    this.states = states;
    this.counts = counts;
    this.last = last;
  }

  // The state of a day as Python packs it for the app (layers/screen/day.py); none given is the last.
  /** @param {string | null} asof */
  at(asof) {
    const day = asof ?? this.last;
    const parts = this.partsAt(day);
    const { looks, node_looks: nodeLooks, told } = this.states;
    return {
      id: day,
      asof: day,
      legs: rows(parts.legs, this.counts.legs),
      nodes: rows(parts.nodes, this.counts.nodes),
      straits: parts.straits,
      shut: { told, by: parts.by },
      looks,
      node_looks: nodeLooks,
    };
  }

  /** @param {string} day */
  partsAt(day) {
    /** @type {Parts} */
    const parts = { legs: {}, nodes: {}, straits: {}, by: {} };
    for (const [number, [begins, changed]] of this.states.states.entries()) {
      if (number && begins > day) break;
      for (const [part, places] of Object.entries(changed)) apply(parts[part], places);
    }
    return parts;
  }
}

/** @param {Record<string, any>} part @param {Record<string, any>} places */
function apply(part, places) {
  for (const [place, value] of Object.entries(places)) {
    if (value === null) delete part[place];
    else part[place] = value;
  }
}

/** @param {Record<string, any>} part @param {number} count */
function rows(part, count) {
  return Array.from({ length: count }, (_, place) => part[place] ?? null);
}
