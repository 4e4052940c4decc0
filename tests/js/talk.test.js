import assert from "node:assert/strict";
import { test } from "node:test";

import { choiceIn } from "../../layers/screen/web/query.js";
import { Talk, reveal } from "../../layers/screen/web/talk.js";
import { network } from "./world.js";

/** @import { Asked, Told } from "../../layers/screen/web/types" */

/** @param {number} seq @param {string} query @returns {Told} */
const told = (seq, query) => ({ files: {}, seq, query, ways: null, day_id: "d1", day: null });

function talking() {
  /** @type {Asked[]} */
  const sent = [];
  const talk = new Talk(network(), told(0, "?"), { withView: (query) => query, dayId: () => "d1" });
  const tell = (/** @type {string} */ _, /** @type {Asked} */ event) => sent.push(event);
  talk.take(told(0, "?"), tell);
  return { talk, sent, tell };
}

test("a choice is told as the query before and the query now", () => {
  const { talk, sent } = talking();
  talk.choice.corridors.add("two");
  talk.send();
  assert.deepEqual(sent, [{ seq: 1, before: "?", query: "?c=one,two", has: "d1" }]);
});

test("while an answer is on its way the newest choice waits, and then goes alone", () => {
  const { talk, sent, tell } = talking();
  for (const day of ["2025-01-01", "2025-01-02", "2025-01-03"]) {
    talk.choice.asof = day;
    talk.send();
  }
  assert.deepEqual(sent.map(({ query }) => query), ["?asof=2025-01-01"]);
  assert.equal(talk.take(told(1, "?asof=2025-01-01"), tell), true);
  talk.askWhatWaits();
  assert.deepEqual(sent.map(({ query }) => query), ["?asof=2025-01-01", "?asof=2025-01-03"]);
  assert.equal(sent[1].before, "?asof=2025-01-01");
});

test("an answer to an older question changes nothing that the reader sees", () => {
  const { talk, tell } = talking();
  talk.choice.asof = "2025-01-01";
  talk.send();
  assert.equal(talk.take(told(0, "?c=two"), tell), false);
  assert.equal(talk.choice.asof, "2025-01-01");
});

test("what a panel changed meanwhile stays beside what waits", () => {
  const { talk, sent, tell } = talking();
  talk.send();
  talk.choice.corridors.add("two");
  talk.send();
  talk.take(told(1, "?x=hormuz"), tell);
  talk.askWhatWaits();
  assert.equal(sent[1].query, "?c=one,two&x=hormuz");
  assert.equal(sent[1].before, "?x=hormuz");
});

test("going back while an answer is on its way is a change of that answer", () => {
  const { talk, sent, tell } = talking();
  talk.choice.corridors.add("two");
  talk.send();
  talk.choice.corridors.delete("two");
  talk.send();
  talk.take(told(1, "?c=one,two"), tell);
  assert.deepEqual([...talk.choice.corridors], ["one"]);
  talk.askWhatWaits();
  assert.deepEqual([sent[1].before, sent[1].query], ["?c=one,two", ""]);
});

test("a question put again still tells what Python knew before it", () => {
  const { talk, sent } = talking();
  talk.choice.corridors.add("two");
  talk.send();
  talk.askAgain();
  assert.deepEqual(sent.map(({ before, query }) => [before, query]), [["?", "?c=one,two"], ["?", "?c=one,two"]]);
});

test("a followed link is told whole", () => {
  const { talk, sent } = talking();
  talk.send("?pin=ua58_length");
  assert.deepEqual(sent, [{ seq: 1, before: null, query: "?pin=ua58_length", has: "d1" }]);
});

test("what is looked for is switched on, or it could not be seen", () => {
  const hidden = () => false;
  const choice = choiceIn("?c=none", network());
  reveal(choice, network(), "leg:north", hidden);
  assert.deepEqual([...choice.corridors], ["one"]);
  const coast = choiceIn("", network());
  reveal(coast, network(), "branch:coast", hidden);
  assert.equal(coast.hidden.has("coast"), false);
  const node = choiceIn("?c=two", network());
  reveal(node, network(), "node:alpha", hidden);
  assert.deepEqual([...node.corridors], ["two", "one"]);
  reveal(node, network(), "branch:constructor", hidden);
  assert.deepEqual([...node.corridors], ["two", "one"]);
});

test("what can be seen already switches nothing on", () => {
  const choice = choiceIn("?c=two", network());
  reveal(choice, network(), "leg:shore", () => false);
  reveal(choice, network(), "node:alpha", () => true);
  assert.deepEqual([...choice.corridors], ["two"]);
});
