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

/** @param {string} url @returns {Promise<void>} */
export function loadScript(url) {
  return new Promise((resolve, reject) => {
    const script = el("script", { src: url });
    script.addEventListener("load", () => resolve());
    script.addEventListener("error", () => reject(new Error(`${url} did not load`)));
    document.head.append(script);
    script.addEventListener("load", () => script.remove());
  });
}

/** @param {string} url @returns {Promise<void>} */
export function loadStyle(url) {
  return new Promise((resolve, reject) => {
    if (document.querySelector(`link[href="${url}"]`)) {
      resolve();
      return;
    }
    const link = el("link", { rel: "stylesheet", href: url });
    link.addEventListener("load", () => resolve());
    link.addEventListener("error", () => reject(new Error(`${url} did not load`)));
    document.head.append(link);
  });
}

/** @param {string} url @returns {Promise<any>} */
export async function loadJson(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
  return answer.json();
}

// Call when the frame that the browser is about to draw has been painted. A page that is hidden
// draws none: there it is soon enough.
/** @param {() => void} act */
export function afterPaint(act) {
  if (document.hidden) setTimeout(act);
  else requestAnimationFrame(() => setTimeout(act));
}
