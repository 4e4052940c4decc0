// Building elements. Text only ever enters as text, never as markup.

/**
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {Record<string, any>} [attributes]
 * @param {(Node | string | null | undefined)[]} children
 * @returns {HTMLElementTagNameMap[Name]}
 */
export function el(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (key === "class") element.className = value;
    else if (key in element && typeof value === "boolean") /** @type {any} */ (element)[key] = value;
    else element.setAttribute(key, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

// A button that shows a small picture; its name is for readers of all kinds.
/** @param {string} name @param {string} path @param {() => void} onclick */
export function pictureButton(name, path, onclick) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("aria-hidden", "true");
  const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
  line.setAttribute("d", path);
  svg.append(line);
  return el("button", { type: "button", class: "tool", title: name, "aria-label": name, onclick }, svg);
}

// A file that does not come is asked for again: lines break for a moment, servers restart.
const PAUSES_MS = [400, 1200];

/**
 * @template Made
 * @param {() => Promise<Made>} load
 * @returns {Promise<Made>}
 */
async function patiently(load) {
  for (const pause of PAUSES_MS) {
    try {
      return await load();
    } catch {
      await new Promise((done) => setTimeout(done, pause));
    }
  }
  return load();
}

/** @param {HTMLElement} element @param {string} url @returns {Promise<void>} */
function attached(element, url) {
  return new Promise((resolve, reject) => {
    element.addEventListener("load", () => resolve());
    element.addEventListener("error", () => {
      element.remove();
      reject(new Error(`${url} did not load`));
    });
    document.head.append(element);
  });
}

/** @param {string} url @returns {Promise<void>} */
export function loadScript(url) {
  return patiently(async () => {
    const script = el("script", { src: url });
    await attached(script, url);
    script.remove();
  });
}

// A script that is run only when the rest is there need not be asked for only then.
/** @param {string} url */
export function askAhead(url) {
  document.head.append(el("link", { rel: "preload", as: "script", href: url }));
}

/** @param {string} url @returns {Promise<void>} */
export function loadStyle(url) {
  return patiently(async () => {
    if (document.querySelector(`link[href="${url}"]`)) return;
    await attached(el("link", { rel: "stylesheet", href: url }), url);
  });
}

/** @param {string} url @returns {Promise<any>} */
export function loadJson(url) {
  return patiently(async () => {
    const answer = await fetch(url);
    if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
    return answer.json();
  });
}

/** @param {string} url @returns {Promise<HTMLImageElement>} */
export function loadPicture(url) {
  return patiently(async () => {
    const picture = el("img", { src: url });
    await picture.decode();
    return picture;
  });
}

// Call when the frame that the browser is about to draw has been painted. A page that is hidden
// draws none: there it is soon enough.
/** @param {() => void} act */
export function afterPaint(act) {
  if (document.hidden) setTimeout(act);
  else requestAnimationFrame(() => setTimeout(act));
}

// Resolved once the frame now drawn, and what follows it, are painted.
/** @returns {Promise<void>} */
export function painted() {
  return new Promise((done) => afterPaint(() => afterPaint(() => done())));
}
