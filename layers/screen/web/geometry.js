// Plain geometry: decoding, lanes beside a line, marks along it, distance on the ellipsoid.
// Nothing here knows Leaflet or the page; points are {x, y} in pixels or [lat, lon] in degrees.

// Lines arrive as whole numbers: the first point, then the step to each next one, in units of
// 1 / scale degrees, latitude first (layers/screen/map.py turned them round).
/** @import { LatLon, Point } from "./types" */

/** @param {number[]} numbers @param {number} scale @returns {LatLon[]} */
export function decodeLine(numbers, scale) {
  /** @type {LatLon[]} */
  const points = new Array(numbers.length / 2);
  let lat = 0;
  let lon = 0;
  for (let i = 0; i < numbers.length; i += 2) {
    lat += numbers[i];
    lon += numbers[i + 1];
    points[i / 2] = [lat / scale, lon / scale];
  }
  return points;
}

// Whether a line of [lat, lon] has a point in the box [south, west, north, east]. Each stretch is
// cut by the four sides in turn (after Liang and Barsky, 1984).
/** @param {LatLon[]} points @param {[number, number, number, number]} box */
export function crossesBox(points, [south, west, north, east]) {
  for (let i = 1; i < points.length; i += 1) {
    const [lat, lon] = points[i - 1];
    const [toLat, toLon] = points[i];
    // Nearly all stretches lie beyond one side: they need not be cut.
    if (isBeyond(lat, toLat, south, north) || isBeyond(lon, toLon, west, east)) continue;
    const [dlat, dlon] = [toLat - lat, toLon - lon];
    let [enter, leave] = [0, 1];
    for (const [step, room] of [
      [-dlon, lon - west],
      [dlon, east - lon],
      [-dlat, lat - south],
      [dlat, north - lat],
    ]) {
      if (step < 0) enter = Math.max(enter, room / step);
      else if (step > 0) leave = Math.min(leave, room / step);
      else if (room < 0) enter = 2;
    }
    if (enter <= leave) return true;
  }
  return false;
}

/** @param {number} from @param {number} to @param {number} low @param {number} high */
function isBeyond(from, to, low, high) {
  return (from < low && to < low) || (from > high && to > high);
}

// Whether all of a line of [lat, lon] lies in the box [south, west, north, east].
/** @param {LatLon[]} points @param {[number, number, number, number]} box */
export function liesIn(points, [south, west, north, east]) {
  return points.every(([lat, lon]) => lat >= south && lat <= north && lon >= west && lon <= east);
}

// A line of [lat, lon] as whole pixels from `origin`, as Leaflet projects it (Mercator on a sphere),
// with its corners. Leaflet makes three objects for each point, and a reader may add 200,000.
/** @param {LatLon[]} points @param {number} zoom @param {Point} origin */
export function projected(points, zoom, { x: left, y: top }) {
  const world = 256 * 2 ** zoom;
  /** @type {Point[]} */
  const line = new Array(points.length);
  const [min, max] = [{ x: Infinity, y: Infinity }, { x: -Infinity, y: -Infinity }];
  for (let i = 0; i < points.length; i += 1) {
    const sin = Math.sin((points[i][0] * Math.PI) / 180);
    const x = Math.round(world * (points[i][1] / 360 + 0.5)) - left;
    const y = Math.round(world * (0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI))) - top;
    line[i] = { x, y };
    if (x < min.x) min.x = x;
    if (x > max.x) max.x = x;
    if (y < min.y) min.y = y;
    if (y > max.y) max.y = y;
  }
  return { line, min, max };
}

// A line `offset` pixels to the right of the direction of travel (to the left if negative).
// Corners are mitred; a sharp corner is cut so that it does not shoot out.
/** @param {Point[]} points @param {number} offset @returns {Point[]} */
export function besideLine(points, offset) {
  if (!offset || points.length < 2) return points;
  const line = withoutTwins(points);
  if (line.length < 2) return points;
  /** @type {Point[]} */
  const normals = [];
  for (let i = 1; i < line.length; i += 1) {
    const dx = line[i].x - line[i - 1].x;
    const dy = line[i].y - line[i - 1].y;
    const length = Math.hypot(dx, dy);
    // y grows downwards, so the right of (dx, dy) is (-dy, dx).
    normals.push({ x: -dy / length, y: dx / length });
  }
  return line.map((point, i) => {
    const before = normals[Math.max(i - 1, 0)];
    const after = normals[Math.min(i, normals.length - 1)];
    const sum = { x: before.x + after.x, y: before.y + after.y };
    // |sum|² = 2 + 2·cos(turn); the mitre is offset / cos(turn / 2) along it.
    const square = Math.max(sum.x * sum.x + sum.y * sum.y, 1);
    const reach = (2 * offset) / square;
    return { x: point.x + sum.x * reach, y: point.y + sum.y * reach };
  });
}

/** @param {Point[]} points */
function withoutTwins(points) {
  return points.filter(
    (point, i) => i === 0 || Math.hypot(point.x - points[i - 1].x, point.y - points[i - 1].y) > 0.01,
  );
}

/** @param {Point[][]} parts */
export function pathData(parts) {
  let data = "";
  for (const part of parts) {
    for (let i = 0; i < part.length; i += 1) {
      data += `${i ? "L" : "M"}${part[i].x.toFixed(1)} ${part[i].y.toFixed(1)}`;
    }
  }
  return data || "M0 0";
}

// Small crosses every `spacing` pixels along the parts of a line, as path data.
/** @param {Point[][]} parts @param {number} spacing @param {number} size */
export function crossData(parts, spacing, size) {
  const h = size / 2;
  const cross = (/** @type {number} */ x, /** @type {number} */ y) =>
    `M${(x - h).toFixed(1)} ${(y - h).toFixed(1)}l${size} ${size}m${-size} 0l${size} ${-size}`;
  return marksAlong(parts, spacing, cross);
}

// Arrows stopped by a bar, pointing along a line (`way` 1) or against it (-1), as path data.
/** @param {Point[][]} parts @param {number} spacing @param {number} size @param {number} way */
export function stopData(parts, spacing, size, way) {
  return marksAlong(parts, spacing, (x, y, along) => {
    const [ux, uy] = along.map((share) => share * way * size);
    const at = (/** @type {number} */ on, /** @type {number} */ off) =>
      `${(x + ux * on - uy * off).toFixed(1)} ${(y + uy * on + ux * off).toFixed(1)}`;
    return `M${at(-0.6, -0.7)}L${at(0.5, 0)}L${at(-0.6, 0.7)}M${at(0.7, -0.8)}L${at(0.7, 0.8)}`;
  });
}

// One mark every `spacing` pixels along the parts of a line; `mark` is told where and which way.
/** @param {Point[][]} parts @param {number} spacing @param {(x: number, y: number, along: [number, number]) => string} mark */
function marksAlong(parts, spacing, mark) {
  let data = "";
  for (const part of parts) {
    const whole = part.slice(1).reduce((sum, at, i) => sum + Math.hypot(at.x - part[i].x, at.y - part[i].y), 0);
    // A part shorter than the spacing has one mark in its middle.
    let wanted = Math.min(spacing, whole) / 2;
    let walked = 0;
    for (let i = 1; i < part.length; i += 1) {
      const dx = part[i].x - part[i - 1].x;
      const dy = part[i].y - part[i - 1].y;
      const length = Math.hypot(dx, dy);
      while (length > 0 && wanted <= walked + length) {
        const share = (wanted - walked) / length;
        const x = part[i - 1].x + dx * share;
        const y = part[i - 1].y + dy * share;
        data += mark(x, y, [dx / length, dy / length]);
        wanted += spacing;
      }
      walked += length;
    }
  }
  return data || "M0 0";
}

// The point half way along a line, [lat, lon]; lengths on the sphere will do for that.
/** @param {LatLon[]} line @returns {LatLon} */
export function middleOf(line) {
  const steps = [];
  let total = 0;
  for (let i = 1; i < line.length; i += 1) {
    const cos = Math.cos((line[i][0] * Math.PI) / 180);
    const step = Math.hypot(line[i][0] - line[i - 1][0], (line[i][1] - line[i - 1][1]) * cos);
    steps.push(step);
    total += step;
  }
  let left = total / 2;
  for (let i = 0; i < steps.length; i += 1) {
    if (left <= steps[i] && steps[i] > 0) {
      const share = left / steps[i];
      const [here, next] = [line[i], line[i + 1]];
      return [here[0] + (next[0] - here[0]) * share, here[1] + (next[1] - here[1]) * share];
    }
    left -= steps[i];
  }
  return line[line.length - 1];
}

// Geodesic length in metres on WGS 84 between two [lat, lon]; Vincenty, Survey Review 23 (1975).
// Nearly antipodal points do not converge: then the great circle of the mean radius is returned.
/** @param {LatLon} from @param {LatLon} to */
export function geodesicMetres(from, to) {
  const a = 6378137;
  const f = 1 / 298.257223563;
  const b = a * (1 - f);
  const rad = Math.PI / 180;
  const spread = (to[1] - from[1]) * rad;
  const u1 = Math.atan((1 - f) * Math.tan(from[0] * rad));
  const u2 = Math.atan((1 - f) * Math.tan(to[0] * rad));
  const [s1, c1, s2, c2] = [Math.sin(u1), Math.cos(u1), Math.sin(u2), Math.cos(u2)];
  let lambda = spread;
  for (let turn = 0; turn < 200; turn += 1) {
    const sinL = Math.sin(lambda);
    const cosL = Math.cos(lambda);
    const sinS = Math.hypot(c2 * sinL, c1 * s2 - s1 * c2 * cosL);
    if (sinS === 0) return 0;
    const cosS = s1 * s2 + c1 * c2 * cosL;
    const sigma = Math.atan2(sinS, cosS);
    const sinA = (c1 * c2 * sinL) / sinS;
    const cos2A = 1 - sinA * sinA;
    const cos2M = cos2A === 0 ? 0 : cosS - (2 * s1 * s2) / cos2A;
    const c = (f / 16) * cos2A * (4 + f * (4 - 3 * cos2A));
    const previous = lambda;
    lambda =
      spread +
      (1 - c) * f * sinA * (sigma + c * sinS * (cos2M + c * cosS * (2 * cos2M * cos2M - 1)));
    if (Math.abs(lambda - previous) < 1e-12) {
      const u = (cos2A * (a * a - b * b)) / (b * b);
      const p = 1 + (u / 16384) * (4096 + u * (u * (320 - 175 * u) - 768));
      const q = (u / 1024) * (256 + u * (u * (74 - 47 * u) - 128));
      const inner =
        cosS * (2 * cos2M * cos2M - 1) -
        (q / 6) * cos2M * (4 * sinS * sinS - 3) * (4 * cos2M * cos2M - 3);
      return b * p * (sigma - q * sinS * (cos2M + (q / 4) * inner));
    }
  }
  return 6371008.8 * centralAngle(from, to);
}

/** @param {LatLon} from @param {LatLon} to */
function centralAngle(from, to) {
  const rad = Math.PI / 180;
  const h =
    Math.sin(((to[0] - from[0]) * rad) / 2) ** 2 +
    Math.cos(from[0] * rad) * Math.cos(to[0] * rad) * Math.sin(((to[1] - from[1]) * rad) / 2) ** 2;
  return 2 * Math.asin(Math.min(1, Math.sqrt(h)));
}

// Points along the great circle, for drawing what geodesicMetres measures; off by far less than a
// pixel from the geodesic of the ellipsoid.
/** @param {LatLon} from @param {LatLon} to @param {number} [count] @returns {LatLon[]} */
export function greatCircle(from, to, count = 64) {
  const rad = Math.PI / 180;
  const angle = centralAngle(from, to);
  if (angle < 1e-9) return [from, to];
  /** @param {LatLon} place */
  const vector = ([lat, lon]) => [
    Math.cos(lat * rad) * Math.cos(lon * rad),
    Math.cos(lat * rad) * Math.sin(lon * rad),
    Math.sin(lat * rad),
  ];
  const [start, end] = [vector(from), vector(to)];
  /** @type {LatLon[]} */
  const points = [];
  for (let i = 0; i <= count; i += 1) {
    const near = Math.sin((1 - i / count) * angle) / Math.sin(angle);
    const far = Math.sin((i / count) * angle) / Math.sin(angle);
    const [x, y, z] = [0, 1, 2].map((axis) => near * start[axis] + far * end[axis]);
    points.push([Math.atan2(z, Math.hypot(x, y)) / rad, Math.atan2(y, x) / rad]);
  }
  return points;
}

// Metres that a pixel of the map measures at a latitude: Web Mercator, 256 pixels round the world
// at zoom 0.
/** @param {number} zoom @param {number} lat */
export function metresPerPixel(zoom, lat) {
  return (40075016.686 * Math.cos((lat * Math.PI) / 180)) / (256 * 2 ** zoom);
}
