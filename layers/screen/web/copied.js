// What of a view is copied: its link, and the HTML that puts the map of a published atlas into another
// page: a frame, below it what is owed, and a picture for those who have no scripts.

import { copyText } from "./tools.js";

/** @import { MapPage } from "./page.js" */
/** @import { Embed } from "./types" */

/** @param {string} text */
function safe(text) {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}

// Sets a frame as high as the map in it asks for; without scripts it keeps the height of its style.
const TAG = "script";
const ADAPTS =
  `<${TAG}>addEventListener("message",(e)=>{for(const f of document.querySelectorAll("iframe"))` +
  `if(f.contentWindow===e.source&&e.data&&e.data.corridorMap>0)f.style.height=e.data.corridorMap+"px"})</${TAG}>`;

// What stands within the frame is for where frames or scripts are not: a picture of one corridor where
// one is on, else of all.
/** @param {Embed} embed @param {string} query @param {Iterable<string>} corridors */
export function embedText({ atlas, title, owed }, query, corridors) {
  const on = [...corridors];
  const picture = safe(`${atlas}assets/picture/${on.length === 1 ? on[0] : "map"}.png`);
  const page = safe(`${atlas}embed.html${query}`);
  const whole = safe(`${atlas}index.html${query}`);
  const name = safe(`Map: ${title}`);
  return [
    '<figure style="margin:0">',
    `<iframe src="${page}" title="${name}" loading="lazy" referrerpolicy="no-referrer"`,
    '  style="display:block;width:100%;height:min(72vh,640px);min-height:380px;border:1px solid">',
    `<a href="${whole}"><img src="${picture}" alt="${name}" style="width:100%"></a></iframe>`,
    ADAPTS,
    `<figcaption><a href="${whole}">${safe(title)}</a>. ${safe(owed)}</figcaption>`,
    "</figure>",
    "",
  ].join("\n");
}

// Copies the HTML of the view that a page shows.
/** @param {MapPage} page */
export async function copyEmbed(page) {
  const { embed } = page.frame;
  const done = embed && (await copyText(embedText(embed, page.linker.query(page.view()), page.choice?.corridors ?? [])));
  page.frame.note(done ? "The HTML of this view is copied, to be put into a page" : "The browser did not let it be copied.");
}

/** @param {MapPage} page */
export async function copyLink(page) {
  page.linker.saveView(page.view());
  const done = await copyText(page.linker.href(page.view()));
  page.frame.note(done ? "Link copied" : "The browser did not let the link be copied; it is in the address bar.");
}
