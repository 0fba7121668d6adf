// Trouble that can be ordered with one click each, and what is ordered now, also what a script ordered.

import { ask, byId, element, say } from "/inbox/pages/elements.js";

const BUTTONS = [
  { name: "fail_text", words: "Fail the next text", now: "the next text will fail" },
  { name: "report_late", words: "Report late", now: "reports come 30 seconds late" },
  { name: "slow", words: "Be slow", now: "every request takes 3 seconds" },
  { name: "refuse", words: "Refuse for a minute (429)", now: "every request is refused for a minute (429)" },
];

let ordered = [];

/** Show what holds now. `trouble` is {ordered: [button names], others: number of orders made elsewhere}. */
export function showTrouble(trouble) {
  ordered = trouble.ordered;
  for (const button of byId("trouble-buttons").children) {
    const isOn = button.value === "" || ordered.includes(button.value);
    if (button.value) button.setAttribute("aria-pressed", String(isOn));
  }
  const said = BUTTONS.filter((button) => ordered.includes(button.name)).map((button) => button.now);
  if (trouble.others) said.push(trouble.others === 1 ? "1 more order by a script" : `${trouble.others} more orders by a script`);
  const place = byId("trouble-now");
  say(place, `Now: ${said.length ? said.join("; ") : "everything works"}`);
  place.classList.toggle("ordered", said.length > 0);
}

/** Draw the buttons. A pressed one is cancelled by a second press; `changed` is called afterwards. */
export function startTrouble(changed) {
  for (const { name, words } of BUTTONS) {
    const press = () => toggle(name).then(changed, (refusal) => say(byId("trouble-now"), `Not ordered. ${refusal.message}`));
    byId("trouble-buttons").append(
      element("button", { class: "button", type: "button", value: name, "aria-pressed": "false", onclick: press }, words),
    );
  }
}

const toggle = (name) => ask(ordered.includes(name) ? "DELETE" : "PUT", `/inbox/trouble/${name}`);
