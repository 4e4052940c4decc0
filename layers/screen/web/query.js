// The link's query and the reader's choice: the same codec as geo/formats/link.py, so that browser and
// Python exchange nothing but queries. What equals the page's default is left out. Pure;
// tests/screen/test_codec.py runs both on the same selections.

/** @import { Choice, Network } from "./types" */

const OWN = ["c", "hide", "st", "asof", "focus", "vs"];
const NONE = "none";
const DAY = /^\d{4}-\d\d-\d\d$/;
// A second day that is compared with: a day, an edition of the data, or one that goes along.
const AGAINST = /^(\d{4}-\d\d-\d\d|\d{4}\.\d\d\.\d{1,3}|week|month|quarter|event)$/;

// These decide only the look; the browser owns them.
export const VIEW = ["z", "lat", "lon", "base", "lang", "relief"];

/** @param {Network} network */
function defaultsOf(network) {
  const branches = network.corridors.flatMap((corridor) => corridor.branches);
  return {
    corridors: new Set(network.corridors.filter((one) => one.default_on).map((one) => one.id)),
    hidden: new Set(branches.filter((one) => !one.default_on).map((one) => one.id)),
    statuses: new Set(Object.keys(network.words.status)),
  };
}

/**
 * The choice that a query says; what it does not say or says wrongly is the default.
 * @param {string} query
 * @param {Network} network
 * @returns {Choice}
 */
export function choiceIn(query, network) {
  const given = new URLSearchParams(query);
  const usual = defaultsOf(network);
  /** @type {(name: string, known: string[], usual: Set<string>) => Set<string>} */
  const ids = (name, known, otherwise) => {
    const text = given.get(name);
    if (text === null) return otherwise;
    if (text === "" || text === NONE) return new Set();
    const found = text.split(",").filter((id) => known.includes(id));
    return found.length ? new Set(found) : otherwise;
  };
  const asof = given.get("asof") ?? "";
  const against = given.get("vs") ?? "";
  const rest = [...given].filter(([name]) => !OWN.includes(name) && !VIEW.includes(name));
  return {
    corridors: ids("c", network.order, usual.corridors),
    hidden: ids("hide", Object.keys(network.branches), usual.hidden),
    statuses: ids("st", Object.keys(network.words.status), usual.statuses),
    asof: DAY.test(asof) && asof < network.data_end ? asof : null,
    focus: given.get("focus") || null,
    against: AGAINST.test(against) ? against : null,
    rest: new Map(rest),
  };
}

/**
 * The query that says a choice.
 * @param {Choice} choice
 * @param {Network} network
 */
export function queryOf(choice, network) {
  const usual = defaultsOf(network);
  const given = new URLSearchParams();
  /** @type {(name: string, chosen: Set<string>, usual: Set<string>, order: string[]) => void} */
  const ids = (name, chosen, otherwise, order) => {
    if (same(chosen, otherwise)) return;
    given.set(name, order.filter((id) => chosen.has(id)).join() || NONE);
  };
  ids("c", choice.corridors, usual.corridors, network.order);
  ids("hide", choice.hidden, usual.hidden, Object.keys(network.branches));
  ids("st", choice.statuses, usual.statuses, Object.keys(network.words.status));
  if (choice.asof) given.set("asof", choice.asof);
  if (choice.against) given.set("vs", choice.against);
  if (choice.focus) given.set("focus", choice.focus);
  for (const [name, value] of choice.rest) given.set(name, value);
  return textOf(given);
}

/**
 * A query as text. Commas and colons may stand in it as they are, and read better so.
 * @param {URLSearchParams} given
 */
export function textOf(given) {
  const text = given.toString().replaceAll("%2C", ",").replaceAll("%3A", ":");
  return text ? `?${text}` : "";
}

/**
 * `theirs` with what `mine` changed since `before`: two who change different things at once both
 * keep their change.
 * @param {string} mine
 * @param {string} before
 * @param {string} theirs
 */
export function merged(mine, before, theirs) {
  const [own, old, result] = [mine, before, theirs].map((query) => new URLSearchParams(query));
  for (const name of new Set([...own.keys(), ...old.keys()])) {
    const value = own.get(name);
    if (value === old.get(name)) continue;
    if (value === null) result.delete(name);
    else result.set(name, value);
  }
  return textOf(result);
}

/**
 * @param {Set<string>} one
 * @param {Set<string>} other
 */
function same(one, other) {
  return one.size === other.size && [...one].every((id) => other.has(id));
}

// The parameters of a journey.
const JOURNEY = ["from", "to", "by", "per"];

// Putting the ways away takes the journey out of the link.
/** @param {Choice} choice */
export function forgetJourney(choice) {
  for (const name of JOURNEY) choice.rest.delete(name);
}
