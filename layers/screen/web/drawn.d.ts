// Names and layers on the map as the modules that draw them pass them on. Only tsc reads this.

import type * as Leaflet from "leaflet";
import type { Box, LatLon, LegLook, NodeLook, Point } from "./types";

export interface NameEntry {
  name: string;
  at: LatLon;
  type: string;
  gap: number;
  order: number;
  english?: string;
  // What it names, "node:herat"; its symbol, so wide, has the same.
  id?: string;
  size?: number;
  centred?: boolean;
  needed?: boolean;
  // How far it may move about its place, in pixels, or the ring within which it may.
  roam?: number;
  within?: LatLon[];
}
export interface Obstacle {
  at: Leaflet.LatLngExpression;
  size: number;
  id?: string;
  // How far beside its place it stands, in pixels.
  aside?: [number, number];
  isBadge?: boolean;
}

// The rule of placing (layers/look/naming.py), and what it is asked in pixels of the window.
export interface Naming {
  spots: [number, number, number][];
  slant: number;
  distances: [number, number][];
  line_cost: number;
  most_disliked: number;
  apart: number;
  level_reach: number;
  grid: number;
  far_cost: number;
  outside_cost: number;
  crowd_cost: number;
  crowd_reach: number;
  order: Record<string, number>;
  gate_forward: number;
  told_forward: number;
  shut_forward: number;
  most_outside: number;
  hides: number;
  room_cost: number;
  upon_cost: number;
  area_line_share: number;
  smaller_cost: number;
  line_forward: number;
  most_lines: number;
}
export interface Wish {
  entry: NameEntry;
  id?: string;
  point: Point;
  gap: number;
  centred?: boolean;
  needed?: boolean;
  roam?: number;
  area?: Point[];
  own?: Box;
  // Its size in each style of type that it may be set in, the best liked first.
  looks: { width: number; height: number }[];
}
export interface Field {
  size: Point;
  symbols: { id?: string; isBadge?: boolean; box: Box }[];
  // Where the names that are needed would stand best.
  rooms?: Box[];
  shut: Box[];
  lines: Point[][];
}
export interface PlacedName {
  wish: Wish;
  box: Box;
  look: number;
  // From its symbol to it, where it stands off.
  leader?: [Point, Point];
}
// How little the places about a symbol are liked at the least, and each of them with its name.
export type Ring = [number, [number, PlacedName][]];

// The layers of the map, made in layers.js, lane.js and place.js out of Leaflet's own.
export interface Halo {
  colour: string;
  dash_px: number[];
  wider_px: number;
}
export interface Lane extends Leaflet.Polyline {
  leg: string;
  corridor: string;
  shown: boolean;
  // How wide its soft band is in pixels; 0 for none.
  band: number;
  // Drawn on a canvas, apart from the groups of paths.
  onCanvas?: boolean;
  _renderer: any;
  dress(look: LegLook, offset: number, scale: number, halo: Halo | null): void;
  hide(alone: boolean): void;
}
export interface PlaceMark extends Leaflet.Marker {
  node: string;
  size: number;
  dress(look: NodeLook, scale: number): void;
  light(on: boolean): void;
  ring(halo: Halo | null): void;
  hide(): void;
}
export interface Badge extends Leaflet.Marker {
  subject: string;
  dress(badge: string, colour: string, size: number): void;
  light(on: boolean): void;
  hide(): void;
}
export interface NameLayer extends Leaflet.Layer {
  write(entries: NameEntry[], obstacles: Obstacle[], lanes: Lane[]): void;
}
export interface Layers {
  alignment(leg: string): LatLon[];
  middle(leg: string): LatLon;
  badge(at: LatLon, subject: string, pane?: string): Badge;
  [maker: string]: any;
}
export type LeafletLibrary = typeof Leaflet & { corridors: Layers };
export type LeafletMap = Leaflet.Map & { corridorTiles?: Record<string, TileLayer>; corridorRelief?: { show(on: boolean, url: string): void } };
export type TileLayer = Leaflet.TileLayer & { reached?: boolean };
