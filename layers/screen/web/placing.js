// Which names stand, and where: the rule of layers/look/naming.py, in pixels. Where one may stand at
// all is the matter of spots.js and, further off, of leading.js. Knows no page and no Leaflet.

import { inWayOf, mostLed } from "./leading.js";
import { runsInto, Spots } from "./spots.js";

/** @import { Box } from "./types" */
/** @import { Field, Naming, PlacedName, Ring, Wish } from "./drawn" */

// The style of a great place's name.
const GREAT = "node_1";
// How long a row of names may move aside for one, and how often room is looked for in all.
const TURNS = 2;
const TRIES = 50;
// How many of a name's own places are looked at for one where others can leave.
const CHOICES = 8;
// The dislike of a name that is left out for one that is needed, and of one that is needed itself.
const OUT_COST = 12;
const NEEDED_COST = 40;
// The dislike of one that stands elsewhere for it, and how many such places are looked at.
const MOVED_COST = 6;
const MOVES = 30;
// How often names choose, in another order each time.
const GOES = 3;
// The dislike of a country's name that runs out of it.
const RUN_OUT_COST = 20;

/**
 * The names that find room, each with its box; `wishes` come in the order of their ranks. Where one
 * of the first finds none, it chooses sooner in another go, and the go that names most of them holds.
 * @param {Wish[]} wishes
 * @param {Field} field
 * @param {Naming} rule
 * @returns {PlacedName[]}
 */
export function placesOf(wishes, field, rule) {
  const rooms = wishes.filter(({ needed, own }) => needed && own).map(roomOf);
  const room = new Room(wishes, new Spots({ ...field, rooms }, rule));
  let [choosing, least] = [wishes, Infinity];
  /** @type {PlacedName[]} */
  let best = [];
  for (let go = 0; go < GOES && least > 0; go += 1) {
    const placed = room.placed(choosing, go && MOVES);
    const lacking = room.unplaced(placed).filter((wish) => room.isOfFirst(wish));
    if (lacking.length < least) [least, best] = [lacking.length, placed];
    choosing = [...lacking, ...choosing.filter((wish) => !lacking.includes(wish))];
  }
  return best;
}

// The first of a name's places that no other runs into.
/** @param {[number, PlacedName][]} places @param {PlacedName[]} names */
function firstFree(places, names) {
  return places.find(([, { box }]) => !names.some((other) => runsInto(box, other)));
}

// To the right of a symbol, and below that: where a name mostly comes to stand.
/** @param {Wish} wish @returns {Box} */
function roomOf({ point, gap, looks: [{ width, height }] }) {
  return { x: point.x, y: point.y - height / 2, width: gap + width, height: 2 * height };
}

/** @param {Wish} wish */
const isGreat = ({ needed, entry }) => Boolean(needed && entry.type === GREAT);

// Whether a name is of a country that must be named, and may be anywhere in it.
/** @param {Wish} wish */
const isCountry = ({ area, needed }) => Boolean(area && needed);

// Room for names that found none: others stand aside, a line leads to it from further off, or such
// as rank after it are left out.
class Room {
  /** @param {Wish[]} wishes @param {Spots} spots */
  constructor(wishes, spots) {
    this.wishes = wishes;
    this.spots = spots;
    this.ranks = new Map(wishes.map((wish, rank) => [wish, rank]));
    this.last = wishes.findLastIndex(isCountry);
    this.most = mostLed(spots.field.size);
    this.tries = TRIES;
    this.moves = 0;
  }

  // The names that find room, where they choose in this order. Who ranks before the countries is led
  // to at once where there is no room close by.
  /** @param {Wish[]} choosing @param {number} moves how many places are looked at where needed names give way to a line */
  placed(choosing, moves) {
    this.tries = TRIES;
    this.moves = moves;
    /** @type {PlacedName[]} */
    let names = [];
    for (const [at, wish] of choosing.entries()) {
      const later = wish.needed && wish.own ? choosing.slice(at + 1).filter(isGreat) : [];
      const name = this.spots.best(wish, names, later.map(roomOf)) ?? this.atOnce(wish, names);
      if (name) names.push(name);
    }
    for (const wish of this.unplaced(names)) names = this.made(wish, names) ?? names;
    for (const wish of this.unplaced(names)) {
      const [one, other] = isGreat(wish) ? [this.instead, this.led] : [this.led, this.instead];
      names = one.call(this, wish, names) ?? other.call(this, wish, names) ?? names;
    }
    return this.byRank(names);
  }

  // Where one of those that need not wait for others may stand: running out of its country, or led to.
  /** @param {Wish} wish @param {PlacedName[]} names */
  atOnce(wish, names) {
    const isFirst = wish.needed && wish.own && wish.entry.order < this.spots.rule.order.crossed;
    return isCountry(wish) || isFirst ? this.free(wish, names)?.[1] : null;
  }

  // The needed names that have found no room.
  /** @param {PlacedName[]} placed */
  unplaced(placed) {
    const found = new Set(placed.map(({ wish }) => wish));
    return this.wishes.filter((wish) => wish.needed && (wish.own || wish.area) && !found.has(wish));
  }

  // The names with one more, led to; nothing where that cannot be.
  /** @param {Wish} wish @param {PlacedName[]} names @returns {PlacedName[] | null} */
  led(wish, names) {
    if (!this.mayLead(names)) return null;
    return this.inStead(wish, names, this.spots.ledOf(wish), { mayLeave: ({ needed }) => !needed, moves: this.moves });
  }

  // The names with one at the place that costs the least, in the stead of such as may be left out;
  // the others in its way stand elsewhere.
  /** @param {Wish} wish @param {PlacedName[]} names @param {Iterable<Ring>} rings @param {{ mayLeave: (wish: Wish) => boolean, moves?: number }} how @returns {PlacedName[] | null} */
  inStead(wish, names, rings, { mayLeave, moves = MOVES }) {
    let least = Infinity;
    /** @type {PlacedName[] | null} */
    let best = null;
    for (const [far, places] of rings) {
      if (far >= least) break;
      for (const [dislike, name] of places) {
        if (dislike >= least) break;
        const out = names.filter(inWayOf(name));
        if (name.leader) out.push(...this.tooManyLed(names, out));
        const wishes = out.map((other) => other.wish);
        const moving = wishes.filter((other) => isCountry(other) || !mayLeave(other));
        const score = dislike + wishes.reduce((sum, one) => sum + (moving.includes(one) ? MOVED_COST : one.needed ? NEEDED_COST : OUT_COST), 0);
        if (score >= least || (moving.length && (moves -= 1) < 0)) continue;
        const [cost, made] = this.withMoved(moving, [...names.filter((other) => !out.includes(other)), name]);
        if (made && score + cost < least) [least, best] = [score + cost, made];
      }
    }
    return best;
  }

  // The names with others in places that are free, and how little those are liked; or nothing.
  /** @param {Wish[]} moving @param {PlacedName[]} names @returns {[number, PlacedName[] | null]} */
  withMoved(moving, names) {
    let [cost, all] = [0, names];
    for (const one of moving) {
      const place = this.free(one, all);
      if (!place) return [0, null];
      cost += place[0];
      all = [...all, place[1]];
    }
    return [cost, all];
  }

  // The first place of a name that is free, with how little it is liked: close by, else for a
  // country running out of it, for a place led to.
  /** @param {Wish} wish @param {PlacedName[]} names @returns {[number, PlacedName] | null} */
  free(wish, names) {
    const close = firstFree(this.spots.clearOf(wish), names);
    if (close || !wish.area) return close ?? this.freeLed(wish, names);
    const out = firstFree(this.spots.outOf(wish), names);
    return out ? [RUN_OUT_COST + out[0], out[1]] : null;
  }

  /** @param {Wish} wish @param {PlacedName[]} names @returns {[number, PlacedName] | null} */
  freeLed(wish, names) {
    if (!this.mayLead(names)) return null;
    for (const [, places] of this.spots.ledOf(wish)) {
      const free = places.find(([, name]) => !names.some(inWayOf(name)));
      if (free) return free;
    }
    return null;
  }

  // Whether a line may lead to one more.
  /** @param {PlacedName[]} names */
  mayLead(names) {
    return names.filter(({ leader }) => leader).length < this.most;
  }

  // Of the names that are led to the last in rank, where a line to one more would be one too many.
  /** @param {PlacedName[]} names @param {PlacedName[]} out */
  tooManyLed(names, out) {
    const led = names.filter((other) => other.leader && !out.includes(other));
    return led.length < this.most ? [] : [led.reduce((last, other) => (this.rankOf(other.wish) > this.rankOf(last.wish) ? other : last))];
  }

  /** @param {Wish} wish */
  rankOf(wish) {
    return this.ranks.get(wish) ?? Infinity;
  }

  // Whether it ranks no later than the last of the countries.
  /** @param {Wish} wish */
  isOfFirst(wish) {
    return this.rankOf(wish) <= this.last;
  }

  // None of the first is left out for one that ranks after it.
  /** @param {PlacedName[]} placed */
  byRank(placed) {
    let names = placed;
    const waiting = this.unplaced(names).filter((wish) => this.isOfFirst(wish));
    for (let wish = waiting.shift(); wish; wish = waiting.shift()) {
      const rank = this.rankOf(wish);
      const made = this.led(wish, names) ?? this.inStead(wish, names, this.placesOf(wish, names), { mayLeave: (other) => !other.needed || this.rankOf(other) > rank });
      if (!made) continue;
      const before = new Set(names.map((other) => other.wish));
      waiting.push(...this.unplaced(made).filter((other) => before.has(other) && this.isOfFirst(other)));
      waiting.sort((a, b) => this.rankOf(a) - this.rankOf(b));
      names = made;
    }
    return names;
  }

  // All places of a name, those with a line only where one that ranks after it has a line.
  /** @param {Wish} wish @param {PlacedName[]} names @returns {Generator<Ring>} */
  *placesOf(wish, names) {
    yield [0, this.spots.clearOf(wish)];
    if (wish.area) yield [0, this.spots.outOf(wish)];
    if (this.tooManyLed(names, []).every((other) => this.rankOf(other.wish) > this.rankOf(wish))) yield* this.spots.ledOf(wish);
  }

  // The names with room made for one more: places' names in its way stand elsewhere, and only one
  // that is not needed may be left out. Nothing where that cannot be.
  /** @param {Wish} wish @param {PlacedName[]} placed @param {Set<Wish>} [still] @returns {PlacedName[] | null} */
  made(wish, placed, still = new Set()) {
    if (wish.area || (this.tries -= 1) < 0) return null;
    const fixed = new Set([...still, wish]);
    for (const [, name] of this.spots.clearOf(wish)) {
      const aside = placed.filter((other) => runsInto(name.box, other));
      if (aside.some((other) => fixed.has(other.wish))) continue;
      const kept = placed.filter((other) => !aside.includes(other));
      const names = this.movedAside(aside, [...kept, name], fixed);
      if (names) return names;
    }
    return null;
  }

  // The names with those that stood in the way set elsewhere, or nothing.
  /** @param {PlacedName[]} aside @param {PlacedName[]} names @param {Set<Wish>} fixed @returns {PlacedName[] | null} */
  movedAside(aside, names, fixed) {
    /** @type {PlacedName[] | null} */
    let all = names;
    for (const { wish } of aside) {
      const place = isCountry(wish) ? firstFree(this.spots.clearOf(wish), all)?.[1] : this.spots.best(wish, all);
      if (place) all.push(place);
      else if (wish.needed) all = isCountry(wish) || fixed.size > TURNS ? null : this.made(wish, all, fixed);
      if (!all) return null;
    }
    return all;
  }

  // The names with one in the stead of others, which stand elsewhere or are led to; or nothing.
  /** @param {Wish} wish @param {PlacedName[]} placed @returns {PlacedName[] | null} */
  instead(wish, placed) {
    if (wish.area) return null;
    for (const [, name] of this.spots.clearOf(wish).slice(0, CHOICES)) {
      const out = placed.filter((other) => runsInto(name.box, other));
      const moved = out.map((other) => other.wish).filter(({ needed }) => needed);
      if (moved.some(({ area }) => area)) continue;
      /** @type {PlacedName[] | null} */
      let names = [...placed.filter((other) => !out.includes(other)), name];
      for (const one of moved) {
        /** @type {PlacedName | null} */
        const place = names && this.spots.best(one, names);
        names = names && (place ? [...names, place] : this.led(one, names));
      }
      if (names) return names;
    }
    return null;
  }
}
