/** Reasons, in the numbering of the rules: what was asked, how it stands, and the facts that it stands by. */

import { html, nothing, type TemplateResult } from "lit";
import type { Failing, Item, Mark, Used } from "../../generated/types/account.js";
import { clause } from "./clause.js";
import { lazily } from "./lazily.js";
import type { Scene } from "./scene.js";
import { markSign } from "./signs.js";

/** How many levels stand open before the next are folded. */
const OPEN = 2;

type Words = Used["name"];

/** A note that only says that a fact was given says nothing to a family. */
function worth(scene: Scene, note: Words | null): Words | null {
  return note !== null && (scene.officer || note.zh !== "案件给出") ? note : null;
}

function noted(scene: Scene, note: Words | null): TemplateResult | typeof nothing {
  const kept = worth(scene, note);
  return kept === null ? nothing : html` <span class="note">${scene.voice.english ? "[" : "〔"}${scene.voice.shown(kept)}${scene.voice.english ? "]" : "〕"}</span>`;
}

/** The facts behind a line. */
export function usedFacts(scene: Scene, used: readonly Used[]): TemplateResult | typeof nothing {
  if (used.length === 0) return nothing;
  const { voice } = scene;
  const colon = voice.english ? ": " : "：";
  const one = ({ name, value, note }: Used) => html`<li><span class="name">${voice.shown(name)}</span>${colon}<b>${voice.shown(value)}</b>${noted(scene, note)}</li>`;
  return html`<ul class="used">${used.map(one)}</ul>`;
}

/** Lines and what is below them; from the third level on below a fold. */
export function itemList(scene: Scene, items: readonly Item[], level = 0): TemplateResult | typeof nothing {
  if (items.length === 0) return nothing;
  return html`<ul class="items">${items.map((item) => itemLine(scene, item, level))}</ul>`;
}

function leading(scene: Scene, mark: Mark): TemplateResult | typeof nothing {
  const says = mark === "value" ? "" : scene.voice.say(`mark_${mark}`);
  return html`${markSign(mark)}${says === "" ? nothing : html`<span class="vh">${says}${scene.voice.english ? ": " : "："}</span>`}`;
}

function itemLine(scene: Scene, item: Item, level: number): TemplateResult {
  const { voice } = scene;
  const colon = voice.english ? ": " : "：";
  const number = voice.number(item.number);
  const kind = item.kind === "subject" ? "forWhom" : item.kind === "in_force" ? "inForce" : null;
  const below = () => itemList(scene, item.items, level + 1);
  const folded = item.items.length > 0 && (level + 1) % OPEN === 0 && !scene.paper;
  return html`<li class="item" part="reason" data-mark=${item.mark}>
    <div class="line">${leading(scene, item.mark)}<span>${number === "" ? nothing : html`<span class="number">${number}</span>${voice.english ? " " : ""}`}${kind === null ? nothing : html`<span class="kind">${voice.say(kind)}${colon}</span>`}<span class="words">${voice.shown(item.words)}</span>${
      item.value === null ? nothing : html`${colon}<b class="value">${voice.shown(item.value)}</b>`
    }${noted(scene, item.note)}${item.told ? html` <span class="note">${voice.english ? "[" : "〔"}${voice.say("seeAbove")}${voice.english ? "]" : "〕"}</span>` : nothing}</span></div>
    ${usedFacts(scene, item.used)}
    ${item.basis.length === 0 ? nothing : html`<p class="from">${item.basis.map((passage) => clause(scene, passage))}</p>`}
    ${folded ? html`<details class="fold small"><summary>${voice.say("deeper", { n: count(item.items) })}</summary>${lazily(below)}</details>` : below()}
  </li>`;
}

function count(items: readonly Item[]): number {
  return items.reduce((all, { items: below }) => all + 1 + count(below), 0);
}

/** Exceptions: one that does not apply is no failing. */
export function exceptionList(scene: Scene, items: readonly Item[]): TemplateResult | typeof nothing {
  const { voice } = scene;
  const shown = items.map((item): Item => {
    const says = item.mark === "holds" ? "applies" : item.mark === "fails" ? "appliesNot" : null;
    const mark: Mark = item.mark === "fails" || item.mark === "value" ? "not_judged" : item.mark;
    const words = says === null ? item.note : { zh: voice.say(says), en: voice.say(says) };
    return { ...item, mark, note: null, value: words };
  });
  return itemList(scene, shown);
}

/** The items that fail, and by which facts. */
export function failingList(scene: Scene, failing: readonly Failing[], facts = true): TemplateResult | typeof nothing {
  if (failing.length === 0) return nothing;
  const { voice } = scene;
  const one = ({ kind, number, words, used, items }: Failing): TemplateResult => html`<li class="item" part="reason" data-mark="fails">
    <div class="line">${leading(scene, "fails")}<span>${number === "" ? nothing : html`<span class="number">${voice.number(number)}</span>${voice.english ? " " : ""}`}${
      kind === "subject" || kind === "in_force" ? html`<span class="kind">${voice.say(kind === "subject" ? "forWhom" : "inForce")}${voice.english ? ": " : "："}</span>` : nothing
    }<span class="words">${voice.shown(words)}</span></span></div>
    ${facts ? usedFacts(scene, used) : nothing} ${failingList(scene, items, facts)}
  </li>`;
  return html`<ul class="items">${failing.map(one)}</ul>`;
}
