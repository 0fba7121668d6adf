// Building the page's parts without any markup in strings: what people wrote is text, never HTML.

const SVG = "http://www.w3.org/2000/svg";

// Fluent UI System Icons (MIT): [size, path].
const ICONS = {
  tray: [20, "M6 3a3 3 0 0 0-3 3v8a3 3 0 0 0 3 3h8a3 3 0 0 0 3-3V6a3 3 0 0 0-3-3zm10 7h-3.5a.5.5 0 0 0-.5.5v.01l-.03.3q-.05.31-.23.72-.18.39-.57.66-.37.29-1.17.31c-.54 0-.9-.13-1.17-.3a2 2 0 0 1-.57-.67A3 3 0 0 1 8 10.5v-.01a.5.5 0 0 0-.5-.5H4V6c0-1.1.9-2 2-2h8a2 2 0 0 1 2 2zM4 11h3.05c.05.26.14.62.32.97q.26.59.9 1.06.67.45 1.73.47 1.06-.02 1.72-.47.65-.47.91-1.06c.18-.35.27-.7.32-.97H16v3a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2z"],
  back: [20, "M9.16 16.87a.5.5 0 1 0 .67-.74L3.67 10.5H17.5a.5.5 0 0 0 0-1H3.67l6.16-5.63a.5.5 0 0 0-.67-.74L2.24 9.44a.75.75 0 0 0 0 1.11z"],
  bin: [20, "M8.5 4h3a1.5 1.5 0 0 0-3 0m-1 0a2.5 2.5 0 0 1 5 0h5a.5.5 0 0 1 0 1h-1.05l-1.2 10.34A3 3 0 0 1 12.27 18H7.73a3 3 0 0 1-2.98-2.66L3.55 5H2.5a.5.5 0 0 1 0-1zM5.74 15.23A2 2 0 0 0 7.73 17h4.54a2 2 0 0 0 1.99-1.77L15.44 5H4.56zM8.5 7.5c.28 0 .5.22.5.5v6a.5.5 0 0 1-1 0V8c0-.28.22-.5.5-.5M12 8a.5.5 0 0 0-1 0v6a.5.5 0 0 0 1 0z"],
  building: [20, "M6.75 6.5a.75.75 0 1 0 0-1.5.75.75 0 0 0 0 1.5m.75 2.25a.75.75 0 1 1-1.5 0 .75.75 0 0 1 1.5 0m-.75 3.75a.75.75 0 1 0 0-1.5.75.75 0 0 0 0 1.5m3.75-6.75a.75.75 0 1 1-1.5 0 .75.75 0 0 1 1.5 0M9.75 9.5a.75.75 0 1 0 0-1.5.75.75 0 0 0 0 1.5m.75 2.25a.75.75 0 1 1-1.5 0 .75.75 0 0 1 1.5 0m2.25.75a.75.75 0 1 0 0-1.5.75.75 0 0 0 0 1.5M4.5 18a.5.5 0 0 1-.5-.5v-14C4 2.67 4.67 2 5.5 2h6c.83 0 1.5.67 1.5 1.5V8h1.5c.83 0 1.5.67 1.5 1.5v8a.5.5 0 0 1-.5.5zM5 3.5V17h2v-2.5c0-.28.22-.5.5-.5h5c.28 0 .5.22.5.5V17h2V9.5a.5.5 0 0 0-.5-.5h-2a.5.5 0 0 1-.5-.5v-5a.5.5 0 0 0-.5-.5h-6a.5.5 0 0 0-.5.5M12 15h-1.5v2H12zm-2.5 0H8v2h1.5z"],
  down: [16, "M3.15 5.65c.2-.2.5-.2.7 0L8 9.79l4.15-4.14a.5.5 0 0 1 .7.7l-4.5 4.5a.5.5 0 0 1-.7 0l-4.5-4.5a.5.5 0 0 1 0-.7"],
  send: [20, "M2.18 2.11a.5.5 0 0 1 .54-.06l15 7.5a.5.5 0 0 1 0 .9l-15 7.5a.5.5 0 0 1-.7-.58L3.98 10 2.02 2.63a.5.5 0 0 1 .16-.52m2.7 8.39-1.61 6.06L16.38 10 3.27 3.44 4.88 9.5h6.62a.5.5 0 1 1 0 1z"],
  delivered: [16, "M1 8a7 7 0 1 1 14 0A7 7 0 0 1 1 8m9.85-1.15a.5.5 0 0 0-.7-.7l-2.9 2.9-1.4-1.4a.5.5 0 1 0-.7.7L6.9 10.1c.2.2.5.2.7 0z"],
  failed: [16, "M8 15A7 7 0 1 0 8 1a7 7 0 0 0 0 14M6.35 5.65 8 7.29l1.65-1.64a.5.5 0 0 1 .7.7L8.71 8l1.64 1.65a.5.5 0 0 1-.7.7L8 8.71l-1.65 1.64a.5.5 0 0 1-.7-.7L7.29 8 5.65 6.35a.5.5 0 1 1 .7-.7"],
  waiting: [16, "M2 8a6 6 0 1 1 12 0A6 6 0 0 1 2 8m6-7a7 7 0 1 0 0 14A7 7 0 0 0 8 1m0 3.5a.5.5 0 0 0-1 0v4c0 .28.22.5.5.5h3a.5.5 0 0 0 0-1H8z"],
  calendar: [16, "M5.25 9a.75.75 0 1 0 0-1.5.75.75 0 0 0 0 1.5M6 10.75a.75.75 0 1 1-1.5 0 .75.75 0 0 1 1.5 0M8 9a.75.75 0 1 0 0-1.5A.75.75 0 0 0 8 9m.75 1.75a.75.75 0 1 1-1.5 0 .75.75 0 0 1 1.5 0m2-1.75a.75.75 0 1 0 0-1.5.75.75 0 0 0 0 1.5M14 4.5A2.5 2.5 0 0 0 11.5 2h-7A2.5 2.5 0 0 0 2 4.5v7A2.5 2.5 0 0 0 4.5 14h7a2.5 2.5 0 0 0 2.5-2.5zM3 6h10v5.5c0 .83-.67 1.5-1.5 1.5h-7A1.5 1.5 0 0 1 3 11.5zm1.5-3h7c.83 0 1.5.67 1.5 1.5V5H3v-.5C3 3.67 3.67 3 4.5 3"],
  file: [16, "M4.5 1A1.5 1.5 0 0 0 3 2.5v11c0 .83.67 1.5 1.5 1.5h7c.83 0 1.5-.67 1.5-1.5V5.6a1.5 1.5 0 0 0-.44-1.06L9.46 1.44A1.5 1.5 0 0 0 8.4 1zM4 2.5c0-.28.22-.5.5-.5H8v2.5C8 5.33 8.67 6 9.5 6H12v7.5a.5.5 0 0 1-.5.5h-7a.5.5 0 0 1-.5-.5zm5-.2L11.7 5H9.5a.5.5 0 0 1-.5-.5z"],
  mail: [32, "M4 12.08V22c0 2.2 1.8 4 4 4h16a4 4 0 0 0 4-4V10a4 4 0 0 0-4-4H8a4 4 0 0 0-4 4zM8 8h16a2 2 0 0 1 2 2v1.48l-10 5.4-10-5.4V10c0-1.1.9-2 2-2m-2 5.76 9.52 5.12a1 1 0 0 0 .96 0L26 13.76V22a2 2 0 0 1-2 2H8a2 2 0 0 1-2-2z"],
  letter: [32, "M4 12.08V22c0 2.2 1.8 4 4 4h16a4 4 0 0 0 4-4V10a4 4 0 0 0-4-4H8a4 4 0 0 0-4 4zM8 8h16a2 2 0 0 1 2 2v1.48l-10 5.4-10-5.4V10c0-1.1.9-2 2-2m-2 5.76 9.52 5.12a1 1 0 0 0 .96 0L26 13.76V22a2 2 0 0 1-2 2H8a2 2 0 0 1-2-2z"],
  chat: [32, "M16 4a12 12 0 1 1-5.57 22.63l-5.16 1.34a1.02 1.02 0 0 1-1.24-1.25l1.33-5.15A12 12 0 0 1 16 4m0 2A10 10 0 0 0 7.3 20.93l.19.34-1.14 4.38 4.38-1.14.34.19A10 10 0 1 0 16 6m1.5 11.5a1 1 0 0 1 .12 2H11.5a1 1 0 0 1-.12-2h6.12m3-5a1 1 0 0 1 .12 2H11.5a1 1 0 0 1-.12-2h9.12"],
};

/** Make an element: `element("p", {class: "quiet", onclick: …, hidden: true}, "words", otherElement)`. */
export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value != null) made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child != null && child !== ""));
  return made;
}

export function icon(name) {
  const [size, path] = ICONS[name];
  const drawing = document.createElementNS(SVG, "svg");
  const line = document.createElementNS(SVG, "path");
  for (const side of ["width", "height"]) drawing.setAttribute(side, size);
  drawing.setAttribute("viewBox", `0 0 ${size} ${size}`);
  drawing.setAttribute("fill", "currentColor");
  drawing.setAttribute("aria-hidden", "true");
  line.setAttribute("d", path);
  drawing.append(line);
  return drawing;
}

/** Draw the icons that the page's markup names with data-icon. */
export function drawIcons() {
  for (const place of document.querySelectorAll("[data-icon]")) place.replaceChildren(icon(place.dataset.icon));
}

export const byId = (id) => document.getElementById(id);

/** Show or hide words in one place: nothing to say hides it. */
export function say(place, words) {
  if (place.textContent !== words) place.textContent = words;
  place.hidden = !words;
}

export const plural = (count, one, many) => `${count} ${count === 1 ? one : many}`;

/** Split words into text and links. A full stop or bracket at the end belongs to the sentence, not to the link. */
export function withLinks(words) {
  const parts = [];
  let done = 0;
  for (const found of words.matchAll(/https?:\/\/[^\s<>"]+/g)) {
    const address = found[0].replace(/[.,;:!?)\]}'’”]+$/, "");
    parts.push(words.slice(done, found.index), link(address));
    done = found.index + address.length;
  }
  return [...parts, words.slice(done)];
}

const link = (address) => element("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, address);

/**
 * Bring a list to what it should show, touching only what changed, so that focus, selection and scrolling stay.
 * `key` names an item, `look` is a string that changes when it must be drawn anew.
 */
export function show(list, items, { key, look, draw }) {
  const before = new Map([...list.children].map((child) => [child.dataset.key, child]));
  let place = list.firstElementChild;
  for (const item of items) {
    const name = key(item);
    const wanted = look(item);
    const old = before.get(name);
    let child = old;
    if (!old || old.dataset.look !== wanted) {
      child = draw(item, old);
      child.dataset.key = name;
      child.dataset.look = wanted;
      if (old) old.replaceWith(child);
      if (place === old) place = child;
    }
    before.delete(name);
    if (child === place) place = place.nextElementSibling;
    else list.insertBefore(child, place);
  }
  for (const gone of before.values()) gone.remove();
}

/** Speak JSON with the emulator; a refusal is thrown with words for people. */
export async function ask(method, path, body) {
  let answer;
  try {
    answer = await fetch(path, {
      method,
      headers: body === undefined ? {} : { "Content-Type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch {
    throw new Error("The emulator does not answer. Is the demo still running?");
  }
  if (!answer.ok) throw new Error(await refusalWords(answer));
  return answer.status === 204 ? null : answer.json();
}

async function refusalWords(answer) {
  const words = await answer.text();
  try {
    const said = JSON.parse(words);
    return said.error?.message ?? said.detail ?? said.title ?? `The emulator answered ${answer.status}.`;
  } catch {
    return `The emulator answered ${answer.status}.`;
  }
}
