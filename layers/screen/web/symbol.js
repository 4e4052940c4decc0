// Pictures in SVG: an element by name, and a symbol of the symbol table.

const SVG = "http://www.w3.org/2000/svg";

/** @import { SymbolPart } from "./types" */

/**
 * @template {keyof SVGElementTagNameMap} Name
 * @param {Name} name
 * @param {Record<string, any>} attributes
 * @param {Element} [parent]
 * @returns {SVGElementTagNameMap[Name]}
 */
export function svgElement(name, attributes, parent) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  if (parent) parent.append(element);
  return element;
}

// One symbol of the symbol table as an <svg>, `roles` giving the colours of its parts.
/** @param {SymbolPart[]} parts @param {number} size @param {Record<string, string>} roles */
export function symbolPicture(parts, size, roles) {
  const svg = svgElement("svg", { viewBox: "0 0 24 24", width: size, height: size });
  svg.setAttribute("aria-hidden", "true");
  for (const part of parts) {
    svgElement(
      "path",
      {
        d: part.path,
        fill: part.fill ? roles[part.fill] : "none",
        stroke: part.stroke ? roles[part.stroke] : "none",
        "stroke-width": part.stroke_width,
        "stroke-linejoin": "round",
        "stroke-linecap": "round",
      },
      svg,
    );
  }
  return svg;
}
