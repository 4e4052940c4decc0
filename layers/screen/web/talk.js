// Speaking with Python: one question at a time. While an answer is on its way the newest choice
// waits: a run of the script that is broken off has cost its time for nothing. A question that was
// not answered when the connection came back is put again, since what was said while there was none
// is lost; and where all was answered Python is asked how things stand, since it may be another one.

import { choiceIn, merged, queryOf } from "./query.js";

/** @import { Asked, Choice, Network, Tell, Told } from "./types" */

// An answer that has not come after so long is not waited for any more.
const PATIENCE_MS = 5000;
// Where Streamlit tells whether it is connected.
const CONNECTION = "data-test-connection-state";
// Streamlit first greets the server again.
const SETTLE_MS = 150;
// A line may be dead and not known to be; a server that answers at all does so sooner.
const LOST_MS = 20000;

export class Talk {
  /**
   * @param {Network} network
   * @param {Told} told what Python said as the page was mounted
   * @param {{ withView: (query: string) => string, dayId: () => string | null }} of
   */
  constructor(network, told, { withView, dayId }) {
    this.network = network;
    this.withView = withView;
    this.dayId = dayId;
    this.seq = told.seq;
    // The query of the selection as Python last told it.
    this.told = told.query;
    this.choice = choiceIn(told.query, network);
    // The query of the question on its way: what its answer starts from.
    this.put = told.query;
    /** @type {number | undefined} */
    this.asked = undefined;
    this.askedAt = 0;
    // A whole link that the reader followed, or `true` for the choice as it stands.
    /** @type {string | true | undefined} */
    this.waiting = undefined;
    /** @type {string | null} */
    this.link = null;
    /** @type {Tell | undefined} */
    this.tell = undefined;
    this.watchConnection();
  }

  // Whoever is connected again asks again.
  watchConnection() {
    const app = globalThis.document?.querySelector(`[${CONNECTION}]`);
    if (!app) return;
    this.connection = new MutationObserver(() => {
      clearTimeout(this.soon);
      if (app.getAttribute(CONNECTION) === "CONNECTED") this.soon = setTimeout(() => this.askAgain(), SETTLE_MS);
    });
    this.connection.observe(app, { attributeFilter: [CONNECTION] });
  }

  destroy() {
    this.connection?.disconnect();
    clearTimeout(this.soon);
    clearTimeout(this.late);
  }

  askAgain() {
    this.waiting ??= (this.asked !== undefined && this.link) || true;
    this.ask();
  }

  /**
   * Tell Python of the choice, or of a link that the reader followed.
   * @param {string} [link]
   */
  send(link) {
    this.waiting = link ?? true;
    const lost = performance.now() - this.askedAt > PATIENCE_MS;
    if (this.asked === undefined || lost) this.ask();
  }

  ask() {
    const link = typeof this.waiting === "string" ? this.waiting : null;
    this.waiting = undefined;
    this.link = link;
    this.put = link === null ? queryOf(this.choice, this.network) : this.told;
    this.seq += 1;
    this.asked = this.seq;
    this.askedAt = performance.now();
    clearTimeout(this.late);
    if (this.connection) this.late = setTimeout(() => this.askAgain(), LOST_MS);
    /** @type {Asked} */
    const question = {
      seq: this.seq,
      before: link === null ? this.told : null,
      query: this.withView(link ?? queryOf(this.choice, this.network)),
      has: this.dayId(),
    };
    this.tell?.("choice", question);
  }

  askWhatWaits() {
    if (this.waiting !== undefined && this.asked === undefined) this.ask();
  }

  /**
   * Take what Python tells; returns whether it answers the newest question. What the reader did
   * since then stays.
   * @param {Told} data
   * @param {Tell} tell
   */
  take(data, tell) {
    this.tell = tell;
    // Where all was answered, only a server that has forgotten the reader counts from the start.
    if (data.seq < this.seq && this.asked !== undefined) return false;
    this.seq = data.seq;
    this.asked = undefined;
    clearTimeout(this.late);
    const own = queryOf(this.choice, this.network);
    const query = this.waiting === undefined ? data.query : merged(own, this.put, data.query);
    this.choice = choiceIn(query, this.network);
    this.told = data.query;
    return true;
  }
}

/**
 * What is searched for or linked to is switched on, or it could not be seen.
 * @param {Choice} choice changed in place
 * @param {Network} network
 * @param {string} focus
 * @param {(node: string) => boolean} isSeen whether a node is on the map as it is
 */
export function reveal(choice, network, focus, isSeen) {
  const at = focus.indexOf(":");
  const [kind, id] = [focus.slice(0, at), focus.slice(at + 1)];
  if (kind === "corridor") choice.corridors.add(id);
  const branches = branchesWith(network, kind, id, isSeen);
  /** @param {string} name */
  const isOn = (name) => choice.corridors.has(network.branches[name].corridor) && !choice.hidden.has(name);
  if (!branches.length || (kind !== "branch" && branches.some(isOn))) return;
  choice.corridors.add(network.branches[branches[0]].corridor);
  choice.hidden.delete(branches[0]);
}

/**
 * @param {Network} network
 * @param {string} kind
 * @param {string} id
 * @param {(node: string) => boolean} isSeen
 * @returns {string[]} the branches that something is a part of
 */
function branchesWith(network, kind, id, isSeen) {
  if (kind === "branch") return Object.hasOwn(network.branches, id) ? [id] : [];
  if (kind === "leg") return Object.keys(network.legs[id]?.branches ?? {});
  if (kind !== "node" || isSeen(id)) return [];
  const leg = Object.values(network.legs).find((one) => one.from === id || one.to === id);
  return Object.keys(leg?.branches ?? {});
}
