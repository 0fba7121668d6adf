// The phone: what was texted to one number, what its person answered, and a box to answer in.

import { ask, byId, element, icon, plural, say, show, withLinks } from "/inbox/pages/elements.js";
import * as moments from "/inbox/pages/moments.js";

const QUIET_MINUTES = 15;
const STATES = {
  waiting: ["waiting", "Sent, no report yet"],
  delivered: ["delivered", "Delivered"],
  failed: ["failed", "Failed"],
};

const drafts = new Map();
let shown = null;
let lastOther = null;
let staysAtEnd = true;

/** Group texts by the person's number, the one that heard something last first: [{number, texts}]. */
export function phonesIn(texts) {
  const phones = new Map();
  for (const text of texts) {
    const phone = phones.get(text.person) ?? { number: text.person, texts: [] };
    phones.delete(text.person);
    phone.texts.push(text);
    phones.set(text.person, phone);
  }
  return [...phones.values()].reverse();
}

/** "+44 7700 900417": spaced where the habit is certain, else as it came. */
export function spaced(number) {
  return number
    .replace(/^\+1(\d{3})(\d{3})(\d{4})$/, "+1 $1 $2 $3")
    .replace(/^\+44(7\d{3})(\d{6})$/, "+44 $1 $2")
    .replace(/^\+44(20)(\d{4})(\d{4})$/, "+44 $1 $2 $3")
    .replace(/^\+49(1\d{2})(\d+)$/, "+49 $1 $2");
}

/** Draw the phone of `number`. `unread` maps numbers to how many texts came unseen. */
export function showPhone(contents, number, unread) {
  const phones = phonesIn(contents.texts);
  const phone = phones.find((one) => one.number === number) ?? { number, texts: [] };
  byId("phone-head").hidden = !number;
  byId("thread").hidden = phone.texts.length === 0;
  byId("no-texts").hidden = phone.texts.length > 0;
  showChooser(phones, number, unread);
  if (number) showHead(phone);
  showTexts(phone);
  showAnswer(contents, phone);
}

/** The number that answers go to: the last one that texted and can be answered, else the emulator's own. */
function answerTo(contents, phone) {
  const last = phone.texts.findLast((text) => !text.mine);
  return last ? (last.office.startsWith("+") ? last.office : null) : (contents.phone_numbers[0] ?? null);
}

function showHead(phone) {
  const sender = phone.texts.findLast((text) => !text.mine)?.office;
  byId("sender").textContent = sender ? spaced(sender) : "No texts yet";
  byId("person").textContent = `to ${spaced(phone.number)}`;
}

function showChooser(phones, number, unread) {
  const others = phones.filter((phone) => phone.number !== number);
  byId("chooser").hidden = others.length === 0;
  byId("chooser-words").textContent = plural(phones.length, "phone", "phones");
  const options = byId("phones");
  const words = (phone) => {
    const fresh = unread.get(phone.number);
    return `${spaced(phone.number)} (${plural(phone.texts.length, "text", "texts")}${fresh ? `, ${fresh} new` : ""})`;
  };
  show(options, phones, {
    key: (phone) => phone.number,
    look: words,
    draw: (phone) => element("option", { value: phone.number }, words(phone)),
  });
  options.value = number ?? "";
  const elsewhere = others.find((phone) => unread.has(phone.number));
  lastOther = elsewhere?.number ?? null;
  say(byId("elsewhere"), elsewhere ? `New on ${spaced(elsewhere.number)}. Show` : "");
}

function showTexts(phone) {
  const isOther = shown !== phone.number;
  const known = isOther ? null : new Set([...byId("texts").children].map((row) => row.dataset.key));
  if (isOther) byId("texts").replaceChildren();
  const rows = phone.texts.map((text, index) => ({ text, heading: headingBefore(phone.texts, index) }));
  show(byId("texts"), rows, {
    key: (row) => row.text.id,
    look: (row) => JSON.stringify(row),
    draw: ({ text, heading }) => drawText(text, heading, known !== null && !known.has(text.id)),
  });
  shown = phone.number;
  if (isOther) staysAtEnd = true;
  keepAtEnd();
}

/** Follow what comes, unless somebody has scrolled up to read. */
function keepAtEnd() {
  const thread = byId("thread");
  if (staysAtEnd) thread.scrollTop = thread.scrollHeight;
}

/** The moment that stands above a text: the first of a day, the zone said once, and after a pause. */
function headingBefore(texts, index) {
  const at = new Date(texts[index].at);
  const words = `${moments.day(at)}, ${moments.timeOfDay(at)}`;
  if (index === 0) return `${words}, ${moments.zoneName()}`;
  const before = new Date(texts[index - 1].at);
  if (!moments.isSameDay(before, at)) return words;
  return at - before > QUIET_MINUTES * 60_000 ? moments.timeOfDay(at) : "";
}

function drawText(text, heading, isNew) {
  const kind = text.mine ? "mine" : text.state === "failed" ? "lost" : "";
  return element(
    "li",
    { class: `text ${kind}`, "data-text": text.id },
    heading && element("time", { class: "day", datetime: text.at }, heading),
    element("div", { class: `bubble ${isNew ? "arrived" : ""}`, dir: "auto" }, ...withLinks(text.text)),
    drawState(text),
  );
}

function drawState(text) {
  const at = new Date(text.at);
  const source = element(
    "a",
    { href: `/inbox/texts/${encodeURIComponent(text.id)}/source`, target: "_blank", rel: "noopener", "aria-label": `Source of the text of ${moments.full(at)}` },
    "Source",
  );
  if (text.mine) return null;
  const [sign, words] = STATES[text.state];
  const size = plural(text.segments, "segment", "segments");
  const said = text.state === "failed" && text.details ? `Failed: ${text.details.replace(/\.$/, "")}` : `${words}, ${size}`;
  return element(
    "p",
    { class: "text-state", title: moments.full(at) },
    icon(sign),
    element("span", {}, element("span", { class: "said" }, said), element("span", { "aria-hidden": "true" }, " · "), source),
  );
}

function showAnswer(contents, phone) {
  const form = byId("answer");
  form.hidden = !phone.number;
  if (!phone.number) return;
  const office = answerTo(contents, phone);
  const words = `Answer as ${spaced(phone.number)}`;
  const input = byId("answer-text");
  const isOut = contents.opted_out.some((one) => one.person === phone.number && one.office === office);
  if (form.dataset.person !== phone.number) {
    drafts.set(form.dataset.person, input.value);
    input.value = drafts.get(phone.number) ?? "";
    say(byId("answer-problem"), "");
  }
  form.dataset.person = phone.number;
  form.dataset.office = office ?? "";
  byId("answer-label").textContent = words;
  input.placeholder = office ? "Write an answer" : "A name cannot be answered";
  for (const control of form.elements) control.disabled = !office;
  const keyword = byId("keyword");
  keyword.textContent = isOut ? "START" : "STOP";
  say(byId("opted-out"), isOut ? "STOP was sent: texts to this phone now fail. START takes them again." : "");
  keyword.title = isOut ? "Take texts again" : "Take no more texts";
}

async function answer(words) {
  const { person, office } = byId("answer").dataset;
  try {
    await ask("POST", "/inbox/answers", { person, office, text: words });
    say(byId("answer-problem"), "");
    return true;
  } catch (refusal) {
    say(byId("answer-problem"), `Not sent. ${refusal.message}`);
    return false;
  }
}

/** Wire the phone's controls; `choose` is told the number somebody picks. */
export function startPhone(choose) {
  const input = byId("answer-text");
  const thread = byId("thread");
  let top = 0;
  thread.addEventListener("scroll", () => {
    // Only scrolling up leaves the end; growing content moves the end away without anybody having scrolled.
    const isAtEnd = thread.scrollHeight - thread.scrollTop - thread.clientHeight < 40;
    staysAtEnd = isAtEnd || (staysAtEnd && thread.scrollTop >= top);
    top = thread.scrollTop;
  });
  const resized = new ResizeObserver(keepAtEnd);
  resized.observe(thread);
  resized.observe(byId("texts"));
  byId("answer").addEventListener("submit", async (happening) => {
    happening.preventDefault();
    const words = input.value.trim();
    if (!words) {
      input.focus();
      return;
    }
    if ((await answer(words)) && input.value.trim() === words) input.value = "";
  });
  byId("keyword").addEventListener("click", () => answer(byId("keyword").textContent));
  byId("phones").addEventListener("change", () => choose(byId("phones").value));
  byId("elsewhere").addEventListener("click", () => {
    choose(lastOther);
    byId("thread").focus();
  });
}
