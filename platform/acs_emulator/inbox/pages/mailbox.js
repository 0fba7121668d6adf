// The mailbox: who got which letter, and one letter to read: as sent, as plain text, as the request that sent it.

import { ask, byId, element, icon, say, show, withLinks } from "/inbox/pages/elements.js";
import * as moments from "/inbox/pages/moments.js";

const WAYS = ["letter", "plain", "source"];

let mail = null;
let way = "letter";
let opening = null;

const nameOf = (party) => party.name || party.address;

/** The mails of one address ("" = all), newest first. */
export function mailsOf(contents, address) {
  const mine = (one) => !address || one.to.some((party) => party.address.toLowerCase() === address);
  return contents.mails.filter(mine).reverse();
}

/** Draw the list and keep the open mail's state fresh. `unread` is a set of mail ids. */
export function showMailbox(contents, { chosen, address, unread }) {
  const list = mailsOf(contents, address);
  showAddresses(contents, address);
  say(byId("mail-count"), list.length ? String(list.length) : "");
  byId("no-mails").hidden = list.length > 0;
  byId("mails").hidden = list.length === 0;
  document.querySelector(".mailbox").classList.toggle("bare", list.length === 0);
  const drawnBefore = byId("mails").children.length > 0;
  show(byId("mails"), list, {
    key: (one) => one.id,
    look: (one) => JSON.stringify([one, one.id === chosen, unread.has(one.id), moments.short(new Date(one.at))]),
    draw: (one, old) => drawLine(one, { chosen, address, isNew: unread.has(one.id), arrived: drawnBefore && !old }),
  });
  const open = contents.mails.find((one) => one.id === chosen);
  showHead(open);
  byId("no-mail-chosen").hidden = Boolean(open) || list.length === 0;
}

function showAddresses(contents, address) {
  const known = new Map();
  for (const one of contents.mails) for (const party of one.to) known.set(party.address.toLowerCase(), party.address);
  const chooser = byId("addresses");
  chooser.hidden = known.size < 2;
  show(chooser, [["", "Everybody"], ...[...known].sort()], {
    key: ([value]) => value,
    look: ([, words]) => words,
    draw: ([value, words]) => element("option", { value }, words),
  });
  chooser.value = address;
}

function drawLine(one, { chosen, isNew, arrived }) {
  const at = new Date(one.at);
  const link = element(
    "a",
    {
      class: `mail ${isNew ? "new" : ""} ${arrived ? "arrived" : ""}`,
      href: `?mail=${encodeURIComponent(one.id)}`,
      "data-mail": one.id,
      "aria-current": one.id === chosen ? "true" : null,
    },
    element(
      "span",
      { class: "mail-line" },
      element("span", { class: "strong cut", dir: "auto" }, one.to.map(nameOf).join(", ")),
      element("time", { class: "caption quiet", datetime: one.at }, moments.short(at)),
    ),
    element(
      "span",
      { class: "mail-line" },
      element("span", { class: "topic cut", dir: "auto" }, one.subject),
      one.failure ? element("span", { class: "chip failed" }, icon("failed"), one.state) : null,
      isNew ? element("span", { class: "dot" }, element("span", { class: "unseen" }, "new")) : null,
    ),
  );
  return element("li", {}, link);
}

function showHead(open) {
  byId("reader").hidden = !open;
  document.querySelector(".mailbox").classList.toggle("reading", Boolean(open));
  if (!open) {
    mail = null;
    return;
  }
  byId("subject").textContent = open.subject;
  const to = open.to.map((one) => (one.name ? `${one.name} <${one.address}>` : one.address)).join(", ");
  byId("addressed").textContent = `From ${open.sender}, to ${to}`;
  byId("sent-at").textContent = moments.full(new Date(open.at));
  say(byId("mail-problem"), open.failure ? `${open.state}: ${open.failure}` : "");
}

/** Open one mail in the reader. */
export async function openMail(id) {
  if (mail?.id === id || opening === id) return;
  opening = id;
  try {
    const letter = await ask("GET", `/inbox/mails/${encodeURIComponent(id)}`);
    if (opening !== id) return;
    mail = letter;
    byId("reader").scrollTop = 0;
    showAttachments();
    fillSheets();
    turnTo(mail.has_html ? way : way === "letter" ? "plain" : way);
  } catch (refusal) {
    if (opening === id) say(byId("mail-problem"), refusal.message);
  } finally {
    if (opening === id) opening = null;
  }
}

function showAttachments() {
  const links = mail.attachments.map((one, index) => {
    const address = `/inbox/mails/${encodeURIComponent(mail.id)}/attachments/${index}`;
    const sign = icon(one.content_type.startsWith("text/calendar") ? "calendar" : "file");
    const words = element("span", { class: "cut" }, one.name);
    return element("li", {}, element("a", { class: "chip file", href: address, download: one.name, title: `Download ${one.name}` }, sign, words));
  });
  byId("attachments").replaceChildren(...links);
  byId("attachments").hidden = links.length === 0;
}

/** The letter stands in a frame of its own that may open links and nothing else: no script, no form, no request. */
function fillSheets() {
  const address = `/inbox/mails/${encodeURIComponent(mail.id)}`;
  const frame = element("iframe", {
    title: "The letter",
    sandbox: "allow-popups allow-popups-to-escape-sandbox",
    referrerpolicy: "no-referrer",
    src: `${address}/letter`,
  });
  byId("letter").replaceChildren(...(mail.has_html ? [frame] : []));
  byId("plain").replaceChildren(element("pre", { dir: "auto", tabindex: "0" }, ...(mail.plain ? withLinks(mail.plain) : ["This mail has no plain text."])));
  const whole = element("a", { href: `${address}/source`, target: "_blank", rel: "noopener" }, "Open all of it");
  byId("source").replaceChildren(
    element("pre", { tabindex: "0" }, JSON.stringify(mail.source, shorten, 2)),
    element("p", { class: "caption" }, whole, " in a tab of its own, with whole attachments."),
  );
  byId("tab-letter").disabled = !mail.has_html;
  byId("tab-letter").title = mail.has_html ? "" : "This mail has no HTML.";
}

const shorten = (name, value) =>
  name === "contentInBase64" && value.length > 80 ? `${value.slice(0, 60)}… (${value.length} characters)` : value;

function turnTo(wanted) {
  for (const one of WAYS) {
    byId(one).hidden = one !== wanted;
    byId(`tab-${one}`).setAttribute("aria-selected", String(one === wanted));
    byId(`tab-${one}`).tabIndex = one === wanted ? 0 : -1;
  }
}

function startTabs() {
  for (const one of WAYS) {
    byId(`tab-${one}`).addEventListener("click", () => {
      way = one;
      turnTo(one);
    });
  }
  document.querySelector("[role=tablist]").addEventListener("keydown", (happening) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[happening.key];
    const open = WAYS.filter((one) => !byId(`tab-${one}`).disabled);
    const here = open.findIndex((one) => byId(`tab-${one}`) === document.activeElement);
    const next = happening.key === "Home" ? open[0] : happening.key === "End" ? open.at(-1) : step && open.at((here + step) % open.length);
    if (!next) return;
    happening.preventDefault();
    byId(`tab-${next}`).focus();
    byId(`tab-${next}`).click();
  });
}

/** Wire the mailbox; `choose` is told the mail (null = back to the list), `narrow` the address. */
export function startMailbox({ choose, narrow }) {
  startTabs();
  byId("mails").addEventListener("click", (happening) => {
    const link = happening.target.closest("[data-mail]");
    if (!link || happening.ctrlKey || happening.metaKey || happening.shiftKey) return;
    happening.preventDefault();
    choose(link.dataset.mail);
  });
  byId("addresses").addEventListener("change", () => narrow(byId("addresses").value));
  byId("to-list").addEventListener("click", () => choose(null));
}
