// The page as a whole: fetch what there is, fetch again on every notice, remember what is chosen in the address.

import { ask, byId, drawIcons, plural, say } from "/inbox/pages/elements.js";
import { mailsOf, openMail, showMailbox, startMailbox } from "/inbox/pages/mailbox.js";
import * as moments from "/inbox/pages/moments.js";
import { phonesIn, showPhone, spaced, startPhone } from "/inbox/pages/phone.js";
import { showTrouble, startTrouble } from "/inbox/pages/trouble.js";

const RETRY_MS = 2000;
const PATIENCE_MS = 1500;
const PRODUCT_KEY = "inbox.product-url";

const wide = matchMedia("(min-width: 861px)");
const chosen = { number: null, mail: null, address: "" };
const seen = new Set();
const unreadTexts = new Map();
const unreadMails = new Set();
let contents = null;
let fetching = null;
let isStale = false;

// What the address says. A plus in a query means a space, and people paste numbers as they are.
function readAddress() {
  const asked = new URLSearchParams(location.search);
  const number = asked.get("number")?.trim().replace(/^(?=\d{6,})/, "+") || null;
  chosen.number = number;
  chosen.mail = asked.get("mail");
  if (asked.has("mail")) setPane("mailbox");
  else if (number) setPane("phone");
  rememberProduct(asked.get("product-url"));
}

function writeAddress() {
  const said = new URLSearchParams();
  if (chosen.number) said.set("number", chosen.number);
  if (chosen.mail) said.set("mail", chosen.mail);
  const wanted = said.size ? `/inbox?${said}` : "/inbox";
  if (wanted !== location.pathname + location.search) history.pushState(null, "", wanted);
}

/** The way back, as the address said once; it is believed only if it leads to this computer. */
function rememberProduct(address) {
  if (address && isLocal(address)) localStorage.setItem(PRODUCT_KEY, address);
}

function isLocal(address) {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  const isHere = [location.hostname, "localhost", "127.0.0.1", "[::1]"].includes(hostname);
  return isHere && (protocol === "http:" || protocol === "https:");
}

function setPane(pane) {
  document.body.dataset.pane = pane;
  for (const button of document.querySelectorAll("[data-show]")) {
    button.setAttribute("aria-pressed", String(button.dataset.show === pane));
  }
  if (contents) draw();
}

const isSeen = (pane) => wide.matches || document.body.dataset.pane === pane;

/** Note what is new since the page was opened, and say it once to those who do not see it. */
function noteNew(next) {
  const isFirst = contents === null;
  const fresh = [...next.texts, ...next.mails].filter((one) => !seen.has(one.id));
  for (const one of fresh) seen.add(one.id);
  if (isFirst) return;
  for (const one of fresh.filter((each) => "person" in each && !each.mine)) {
    unreadTexts.set(one.person, (unreadTexts.get(one.person) ?? 0) + 1);
    say(byId("said"), `New text to ${spaced(one.person)}: ${one.text}`);
  }
  for (const one of fresh.filter((each) => "subject" in each)) {
    unreadMails.add(one.id);
    say(byId("said"), `New mail to ${one.to.map((party) => party.name || party.address).join(", ")}: ${one.subject}`);
  }
}

function draw() {
  const number = chosen.number ?? phonesIn(contents.texts)[0]?.number ?? null;
  const list = mailsOf(contents, chosen.address);
  if (!contents.mails.some((one) => one.id === chosen.mail)) chosen.mail = null;
  if (!chosen.mail && wide.matches) chosen.mail = list[0]?.id ?? null;
  if (isSeen("phone") && !document.hidden) unreadTexts.delete(number);
  if (isSeen("mailbox")) unreadMails.delete(chosen.mail);
  showPhone(contents, number, unreadTexts);
  showMailbox(contents, { chosen: chosen.mail, address: chosen.address, unread: unreadMails });
  if (chosen.mail) openMail(chosen.mail);
  document.querySelector(".trouble").hidden = contents.trouble === null;
  if (contents.trouble) showTrouble(contents.trouble);
  drawHead();
}

function drawHead() {
  byId("count-texts").textContent = contents.texts.length || "";
  byId("count-mails").textContent = contents.mails.length || "";
  const fresh = [...unreadTexts.values()].reduce((sum, count) => sum + count, 0) + unreadMails.size;
  document.title = fresh ? `(${fresh}) Inbox` : "Inbox";
  byId("clear").disabled = contents.texts.length + contents.mails.length === 0;
  const clock = moments.isShifted() ? ` The demo’s clock: ${moments.full(moments.now())}.` : "";
  byId("subtitle").textContent = `Local demo. Nothing leaves this computer.${clock}`;
  const product = localStorage.getItem(PRODUCT_KEY);
  byId("back").hidden = !product;
  if (product) byId("back").href = product;
  for (const link of document.querySelectorAll("[data-demo]")) {
    link.hidden = !product;
    if (product) link.href = product;
  }
}

/** Fetch and draw. Notices that come while fetching lead to one more fetch, not to many. */
async function refresh() {
  if (fetching) {
    isStale = true;
    return fetching;
  }
  fetching = (async () => {
    do {
      isStale = false;
      const next = await ask("GET", "/inbox/contents");
      moments.setClock(next.now);
      rememberProduct(next.product_url);
      noteNew(next);
      contents = next;
      draw();
    } while (isStale);
  })();
  try {
    await fetching;
    say(byId("lost"), "");
  } catch (refusal) {
    say(byId("lost"), `${refusal.message} Trying again.`);
    setTimeout(refresh, RETRY_MS);
  } finally {
    fetching = null;
  }
}

/** Listen for notices. The browser connects again by itself, unless it was refused. */
function listen() {
  const stream = new EventSource("/inbox/stream");
  let isLost = 0;
  stream.addEventListener("hello", () => {
    clearTimeout(isLost);
    isLost = 0;
    refresh();
  });
  stream.addEventListener("changed", refresh);
  stream.addEventListener("error", () => {
    isLost ||= setTimeout(() => say(byId("lost"), "No connection to the emulator just now. Trying again."), PATIENCE_MS);
    if (stream.readyState === EventSource.CLOSED) setTimeout(listen, RETRY_MS);
  });
}

function startClearing() {
  byId("clear").addEventListener("click", () => {
    const texts = plural(contents.texts.length, "text", "texts");
    const mails = plural(contents.mails.length, "mail", "mails");
    say(byId("ask-problem"), "");
    byId("ask-words").textContent = `${texts} and ${mails} are taken out of this inbox for good. What was booked in the demo stays as it is.`;
    byId("ask").showModal();
  });
  byId("ask-clear").addEventListener("click", async () => {
    try {
      await ask("DELETE", "/inbox/contents");
    } catch (refusal) {
      say(byId("ask-problem"), `Nothing was cleared. ${refusal.message}`);
      return;
    }
    byId("ask").close();
    Object.assign(chosen, { number: null, mail: null, address: "" });
    unreadTexts.clear();
    unreadMails.clear();
    writeAddress();
    await refresh();
    say(byId("said"), "The inbox is empty.");
  });
}

function chooseMail(id) {
  const before = chosen.mail;
  chosen.mail = id;
  writeAddress();
  draw();
  if (id) {
    byId("subject").focus();
    return;
  }
  document.querySelector(`[data-mail="${CSS.escape(before ?? "")}"]`)?.focus();
}

function start() {
  drawIcons();
  startPhone((number) => {
    chosen.number = number;
    writeAddress();
    draw();
  });
  startMailbox({
    choose: chooseMail,
    narrow: (address) => {
      chosen.address = address;
      if (!mailsOf(contents, address).some((one) => one.id === chosen.mail)) chosen.mail = null;
      draw();
    },
  });
  startTrouble(refresh);
  startClearing();
  for (const button of document.querySelectorAll("[data-show]")) {
    button.addEventListener("click", () => setPane(button.dataset.show));
  }
  addEventListener("popstate", () => {
    readAddress();
    draw();
  });
  document.addEventListener("visibilitychange", () => contents && draw());
  wide.addEventListener("change", () => contents && draw());
  readAddress();
  listen();
}

start();
