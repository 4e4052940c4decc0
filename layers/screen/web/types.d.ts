// The values that the browser's modules pass to each other and are told by Python, as types. Only
// tsc reads this; the browser is not sent it.

import type { Naming } from "./drawn";

export type LatLon = [number, number];
export interface Point {
  x: number;
  y: number;
}
export interface Box extends Point {
  width: number;
  height: number;
}

// What never changes with the date (layers/screen/network.py: web_network).
export interface BranchWords {
  id: string;
  name: string;
  summary: string;
  default_on: boolean;
}
export interface Corridor {
  id: string;
  name: string;
  short_name: string;
  colour: string;
  default_on: boolean;
  branches: BranchWords[];
}
export interface Leg {
  name: string;
  what: string;
  added?: string;
  mode: string;
  gauge: number | null;
  km: number;
  accuracy: string;
  off_km: number;
  from: string;
  to: string;
  passes: string[];
  branches: Record<string, number>;
  line: number[];
  // What is said of one that only an earlier edition has.
  only?: string;
}
export interface MapNode {
  name: string;
  kind: string;
  what: string;
  country: string;
  at: LatLon;
  aliases: string[];
  local: string;
  ru: string;
  rank: number;
  area_km: number;
  stands_for: string[];
  // A corridor's first figures are about it.
  told?: boolean;
  // A reader brought it.
  added?: boolean;
  only?: string;
}
/** What has a name in English and, if one was found, in the local and the Russian language. */
export interface Named {
  name: string;
  local: string;
  ru: string;
}
export interface Label extends Named {
  kind: string;
  type: string;
  rank: number;
  min_zoom: number;
  at: LatLon;
  code?: string;
  within?: number[];
}
export interface SymbolPart {
  path: string;
  fill: string;
  stroke: string;
  stroke_width: number;
}
export interface TextLook {
  size_px: number;
  bold: boolean;
  italic: boolean;
  colour: string;
  halo: string;
  halo_px: number;
  font: string;
}
export interface Style {
  relief: ReliefLook;
  paper: string;
  highlight: string;
  ink: string;
  other_way: string;
  lane_gap_px: number;
  cross_spacing_px: number;
  cross_size_px: number;
  band_from_px: number;
  band_most_px: number;
  band_opacity: number;
  band_kept: number;
  casing_px: number;
  casing: Record<string, { colour: string; dash_px: number[] }>;
  break_of_gauge_px: number;
  type: Record<string, TextLook>;
  naming: Naming;
}
export interface LegendEntry {
  key: string;
  label: string;
  // A look of a line, a symbol or an area: which fields there are says which.
  look: any;
}
export interface Words {
  status: Record<string, string>;
  mode: Record<string, string>;
  condition: Record<string, string>;
  // What a second day is called, by what the link calls it.
  against: Record<string, string>;
}
export interface Strait {
  name: string;
  at: LatLon;
  only?: string;
}
// What only an earlier edition has; `order` are its corridors.
export interface Lacking extends Pick<Network, "branches" | "legs" | "nodes" | "straits" | "order"> {}
export interface Network {
  scale: number;
  order: string[];
  corridors: Corridor[];
  branches: Record<string, { corridor: string }>;
  legs: Record<string, Leg>;
  nodes: Record<string, MapNode>;
  straits: Record<string, Strait>;
  labels: Label[];
  events: { day: string; headline: string; corridors: string[] }[];
  first_day: string;
  data_end: string;
  home: [LatLon, LatLon];
  symbols: Record<string, SymbolPart[]>;
  style: Style;
  legend: { title: string; entries: LegendEntry[] }[];
  // The languages of names that a house offers in its atlas.
  languages?: string[];
  look_fields: string[];
  node_look_fields: string[];
  words: Words;
}
export interface Backdrop {
  scale: number;
  lines: Record<string, number[][]>;
}

// The state of one date (layers/screen/day.py: day_of), by id and name.
export interface LegLook {
  colour: string;
  width_px: number;
  dash_px: number[];
  opacity: number;
  under_colour: string;
  under_width_px: number;
  under_opacity: number;
  softened: boolean;
  doubted: boolean;
  crossed: boolean;
  cross_colour: string;
  shut_way: number;
  badge: string;
  badge_colour: string;
}
export interface NodeLook {
  shape: string;
  size_px: number;
  colour: string;
  opacity: number;
  planned: boolean;
  area_km: number;
  break_of_gauge: boolean;
  badge: string;
  badge_colour: string;
}
export interface LegState {
  status: string;
  condition: string;
  since: string;
  looks: Record<string, number>;
  badge: [string, string] | null;
}
export interface NodeState {
  condition: string;
  look: number;
}
export type StraitState = [string, string, string];
export interface Day {
  id: string;
  asof: string;
  straits: Record<string, StraitState>;
  shut: { told: string[]; by: Record<string, number[]> };
  looks: LegLook[];
  node_looks: NodeLook[];
  legs: Record<string, LegState>;
  nodes: Record<string, NodeState>;
}

// What the reader chose. `rest` are the parameters of the link that the map does not set itself.
export interface Choice {
  corridors: Set<string>;
  hidden: Set<string>;
  statuses: Set<string>;
  asof: string | null;
  focus: string | null;
  // The second day of a comparison, as the link calls it.
  against: string | null;
  rest: Map<string, string>;
}

// What follows from network, day and choice.
export interface SeenLeg {
  id: string;
  leg: Leg;
  state: LegState;
  branches: string[];
  corridors: string[];
}
export interface SeenNode {
  id: string;
  node: MapNode;
  state: NodeState;
  gauges: number[];
  lines: number;
  planned: boolean;
}
export interface Seen {
  legs: Map<string, SeenLeg>;
  present: Map<string, string>;
  nodes: Map<string, SeenNode>;
}
// What differs between two days, by id: "gained", "lost", "changed", or "" for what only looks
// otherwise (compared.js).
export interface Differences {
  legs: Map<string, string>;
  nodes: Map<string, string>;
  straits: Set<string>;
}
export interface LaneLook {
  corridor: string;
  look: LegLook;
  offset: number;
}
export interface InView {
  legs: Set<string>;
  // Those of them that are drawn as soft bands.
  bands: Set<string>;
  nodes: Set<string>;
  boundaries: string[];
}

// Where the map looks, and how.
export interface Place {
  z: number;
  lat: number;
  lon: number;
}
export interface View extends Place {
  base: string;
  lang: string;
  relief: string;
}
export type GivenView = Partial<Place> & { base: string; lang: string; relief: string };

export interface ReliefLook {
  bounds: [number, number, number, number];
  shade: [number, number, number];
  light: [number, number, number];
  shade_opacity: number;
  light_opacity: number;
  least: number;
  full_to: number;
  gone_from: number;
}

// Ways through, as layers/screen/ways.py tells of them.
export interface WaysTold {
  title: string;
  asked: boolean;
  ways: { legs: string[]; words: string }[];
  reason: string;
}

// What Python tells at each run, and what the browser tells it (page/map.py, page/choose.py).
export interface Told {
  files: Record<string, string>;
  seq: number;
  query: string;
  ways: WaysTold | null;
  day_id: string;
  day: any;
  // The corners round what the reader just added, to fly to.
  look_at?: LatLon[];
  // The second day of a comparison, and the editions there are; a single file has neither.
  earlier?: { id: string; title: string; day: any } | null;
  editions?: string[];
  // Where an atlas is published, for pages that show its map.
  embed?: Embed | null;
}
export interface Embed {
  atlas: string;
  title: string;
  owed: string;
}
export interface Asked {
  seq: number;
  before: string | null;
  query: string;
  has: string | null;
}
export type Tell = (name: string, event: Asked) => void;

declare global {
  interface Window {
    L: any;
    corridorScripts: Record<string, () => void>;
    [mapName: string]: any;
  }
}
