// Runs in every frame before the page's own scripts and notes when what changed: lanes of the map,
// panels, charts, the link. Times are milliseconds since 1970, so that frames can be compared.
(() => {
  const now = () => performance.timeOrigin + performance.now();
  const probe = { log: [], armed: false, started: null, frames: [], now };
  window.__probe = probe;
  const last = {};

  // Only what differs from before is noted; `value` null stands for something that has no value.
  const note = (part, time, value) => {
    if (value !== null && last[part] === value) return;
    last[part] = value;
    const entry = { part, time, value, painted: null };
    probe.log.push(entry);
    if (part === "map") afterPaint((painted) => (entry.painted = painted));
  };

  // A message posted from a frame's callback arrives when that frame has been painted.
  const afterPaint = (tell) => {
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => tell(now());
      channel.port2.postMessage(0);
    });
  };

  // What the browser itself says of a click: how long until what followed was on the screen, in
  // steps of 8 ms. What took less than 16 ms is not reported.
  const shown = new PerformanceObserver((list) => {
    for (const { name, startTime, duration } of list.getEntries()) {
      if (name === "click") probe.log.push({ part: "presented", time: performance.timeOrigin + startTime + duration });
    }
  });
  shown.observe({ type: "event", durationThreshold: 16 });

  const start = (event) => {
    if (!probe.armed || !event.isTrusted) return;
    probe.armed = false;
    probe.started = performance.timeOrigin + event.timeStamp;
    probe.frames = [];
    const count = () => {
      probe.frames.push(now());
      if (probe.frames.length < 6) requestAnimationFrame(count);
    };
    requestAnimationFrame(count);
  };
  for (const kind of ["click", "keydown"]) window.addEventListener(kind, start, true);

  const hidden = ({ style, dataset }) => style.visibility === "hidden" || "off" in dataset;

  // How many lines can be seen of each corridor (ours) or colour (folium's own).
  const mapState = () => {
    const ours = document.querySelector(".corridor-page") !== null;
    const seen = {};
    for (const path of document.querySelectorAll(ours ? "path[data-leg]" : "path.leaflet-interactive")) {
      // Ours hides a path or its whole group; folium takes paths out.
      if (hidden(path) || hidden(path.parentNode) || (path.getAttribute("d") ?? "").length < 6) continue;
      const key = ours ? path.dataset.corridor : path.getAttribute("stroke");
      const look = ours ? path.getAttribute("stroke-dasharray") : "";
      seen[key] = `${Number((seen[key] ?? "0").split("/")[0]) + 1}/${look}`;
    }
    return JSON.stringify(seen);
  };

  const CHART = '[data-testid="stVegaLiteChart"]';
  const text = (selector) => [...document.querySelectorAll(selector)].map((found) => found.textContent).join("|");
  const holdsChart = (nodes) =>
    [...nodes].some((node) => node.nodeType === 1 && (node.matches(CHART) || node.querySelector(CHART)));

  const see = (records) => {
    const time = now();
    const changed = new Set();
    for (const { target, type, addedNodes, removedNodes } of records) {
      const element = target.nodeType === 1 ? target : target.parentElement;
      if (!element) continue;
      if (element.closest(".leaflet-container")) changed.add("map");
      else if (element.matches(".corridor-page")) changed.add("asof");
      else if (element.matches(".stApp")) changed.add("script");
      else if (element.closest(CHART)) changed.add("charts");
      else if (type !== "attributes" && element.closest(".st-key-panels, #panel-parts")) {
        changed.add("panels");
        if (holdsChart(addedNodes) || holdsChart(removedNodes)) changed.add("charts");
      }
    }
    if (changed.has("map")) note("map", time, mapState());
    if (changed.has("asof")) note("asof", time, document.querySelector(".corridor-page")?.dataset.asof ?? "");
    if (changed.has("script")) {
      note("script", time, document.querySelector(".stApp")?.dataset.testScriptState ?? "");
    }
    if (changed.has("charts")) note("charts", time, null);
    if (changed.has("panels")) {
      note("panels", time, null);
      note("figures", time, text(".key-figures"));
      note("age", time, text(".ledger-age"));
    }
  };
  const observer = new MutationObserver(see);
  const attributeFilter = ["d", "style", "data-asof", "data-off", "data-test-script-state", "stroke-dasharray", "width", "height"];
  let watched = null;
  // A frame's first, empty document gives way to the one that is loaded, in the same window.
  const watch = () => {
    if (watched === document) return;
    watched = document;
    observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter });
  };
  watch();
  const looking = setInterval(watch, 5);
  window.addEventListener("load", () => (watch(), clearInterval(looking)));

  for (const name of ["pushState", "replaceState"]) {
    const write = history[name];
    history[name] = function (...given) {
      write.apply(this, given);
      note("link", now(), location.search);
    };
  }

  // A chart that is drawn again on the same canvas changes nothing else.
  const charted = new WeakMap();
  for (const name of ["fill", "stroke", "fillText"]) {
    const draw = CanvasRenderingContext2D.prototype[name];
    CanvasRenderingContext2D.prototype[name] = function (...given) {
      const { canvas } = this;
      if (!charted.get(canvas) && canvas.isConnected !== false) charted.set(canvas, canvas.closest?.(CHART) ? 1 : 2);
      if (charted.get(canvas) === 1) {
        const entry = probe.log.at(-1);
        if (entry?.part === "charts") entry.time = now();
        else note("charts", now(), null);
      }
      return draw.apply(this, given);
    };
  }
})();
