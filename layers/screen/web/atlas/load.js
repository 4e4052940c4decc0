// Stands in for the loaders of dom.js in an atlas of files: data come as scripts, since a page opened
// from a disk may not fetch. What is not there yet is loaded by its address.

import { el } from "../dom.js";

/** @param {string} address @returns {Promise<void>} */
function script(address) {
  return new Promise((resolve, reject) => {
    const onerror = () => reject(new Error(`${address} did not load`));
    document.head.append(el("script", { src: address, onload: () => resolve(), onerror }));
  });
}

// "network" where its script stands in the page, or an address that ends in "backdrop_later.js".
/** @param {string} name */
export async function loadJson(name) {
  const short = name.replace(/^.*\/|\.js$/g, "");
  if (!window.corridorData[short]) await script(name);
  return window.corridorData[short];
}

/** @param {string} name */
export async function loadPicture(name) {
  const picture = new Image();
  picture.src = `data:image/webp;base64,${await loadJson(name)}`;
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
