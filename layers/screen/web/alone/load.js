// Stands in for the loaders of dom.js where everything is inside one file: nothing is fetched.

// What is large is packed, and stands as text.
const PACKED = "application/gzip";

/** @param {string} name */
export async function loadJson(name) {
  const block = document.getElementById(name);
  const text = block?.textContent ?? "null";
  if (block?.getAttribute("type") !== PACKED) return JSON.parse(text);
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).json();
}

/** @param {string} name */
export async function loadPicture(name) {
  const block = document.getElementById(name);
  const picture = new Image();
  picture.src = `data:${block?.getAttribute("type")};base64,${block?.textContent}`;
  await picture.decode();
  return picture;
}

/** @param {string} name */
export async function loadScript(name) {
  window.corridorScripts[name]?.();
}

export async function loadStyle() {}

// The map is in the page already: there is nothing to ask for.
export function askAhead() {}
