/** What an answer rests on: how values came about, days, findings, figures, readings, what is unsettled. */

import { html, nothing, type TemplateResult } from "lit";
import type { Counted, Doubt, Reading, Taken, Told } from "../../generated/types/account.js";
import { clause, clauses } from "./clause.js";
import { lazily } from "./lazily.js";
import { itemList } from "./reasons.js";
import type { Scene } from "./scene.js";
import type { Sentence } from "./words.js";

type Shown = TemplateResult | typeof nothing;

/** A part with a heading. */
export function section(scene: Scene, title: Sentence, body: unknown): TemplateResult {
  return html`<section class="part"><h5>${scene.voice.say(title)}</h5>${body}</section>`;
}

/** A part that is folded on a screen and open on paper. */
function folded(scene: Scene, title: Sentence, count: number, body: () => unknown): Shown {
  if (count === 0) return nothing;
  if (scene.paper) return section(scene, title, body());
  return html`<details class="fold part"><summary>${scene.voice.say(title)}<span class="count">${count}</span></summary>${lazily(body)}</details>`;
}

/** How what is granted or measured was worked out. */
export function computed(scene: Scene, told: Told): Shown {
  const { voice } = scene;
  // A value that is one figure needs no line that says it again.
  const plain = (how: Counted["how"]) => how.length === 1 && how[0]!.items.length === 0 && how[0]!.used.length === 0 && how[0]!.value === null;
  const grants = told.grants.filter(({ how }) => how.length > 0 && !plain(how));
  const measured = told.measured;
  if (grants.length === 0 && measured === null) return nothing;
  const equals = voice.english ? " =" : " ＝";
  return section(scene, "computed", html`
    ${grants.map(({ value, words, exception, how }) => html`<p class="equals"><b>${voice.shown(value ?? words)}</b>${equals}
      ${exception === null ? nothing : html`<span class="note">${voice.shown(voice.say("byException", { what: voice.of(exception) }))}</span>`}</p>${itemList(scene, how)}`)}
    ${measured === null ? nothing : html`<p class="equals"><b>${voice.shown(measured.words)}</b>
      ${measured.rule === null ? nothing : html`<span class="note">${voice.shown(voice.say("target", { what: voice.of(measured.rule) }))}</span>`}</p>${itemList(scene, measured.how)}`}`);
}

/** The last day and how it was counted, the day of completion, and what follows when it is late. */
export function days(scene: Scene, told: Told): Shown {
  const { voice } = scene;
  const { deadline, done_on, if_late } = told;
  const one = (counted: Counted, title: Sentence) => section(scene, title, html`<p><b>${voice.shown(counted.words)}</b></p>
    ${counted.rule === null ? nothing : html`<p class="note">${voice.shown(voice.say("counted", { how: voice.of(counted.rule) }))}</p>`}
    ${itemList(scene, counted.how)}`);
  return html`${deadline === null ? nothing : one(deadline, "deadline")}${done_on === null ? nothing : one(done_on, "doneOn")}
    ${if_late.map((late) => html`<p>${voice.say("ifLate")}${voice.shown(late)}</p>`)}`;
}

/** Findings that were made, by whom and why. */
export function findings(scene: Scene, told: Told): Shown {
  if (told.findings.length === 0) return nothing;
  const { voice } = scene;
  return section(scene, "findings", html`<ul class="plain">${told.findings.map(({ name, holds, by, reasons }) => html`<li>
    <b>${voice.shown(name)}</b>${voice.english ? ": " : "："}${voice.say(holds ? "foundSo" : "foundNot")}
    ${by === null ? nothing : html`<span class="note">${voice.shown(voice.say("decidedBy", { who: by }))}</span>`}
    ${reasons === null ? nothing : html`<p class="note">${voice.shown(voice.say("reasons", { what: reasons }))}</p>`}
  </li>`)}</ul>`);
}

/** What it says itself, and what else stands behind it. */
export function provisions(scene: Scene, told: Told): Shown {
  return html`${told.basis.length === 0 ? nothing : section(scene, "basis", clauses(scene, told.basis))}
    ${told.also.length === 0 ? nothing : section(scene, "also", clauses(scene, told.also))}`;
}

function figure(scene: Scene, taken: Taken): TemplateResult {
  const { voice } = scene;
  const { name, value, from, until, published, source, confidence, check_by, overdue, unsettled, basis } = taken;
  const sure = confidence && `${scene.officer ? `${confidence.code} ` : ""}${voice.of(confidence.words)}`;
  const facts = [
    voice.span(from, until),
    published === null ? "" : voice.say("published", { day: voice.day(published) }),
    source === null ? "" : voice.say("source", { what: source }),
    check_by === null ? "" : voice.say("checkBy", { day: voice.day(check_by) }),
  ].filter((words) => words !== "");
  return html`<div class="figure">
    <dt>${voice.shown(name)}</dt>
    <dd><b>${voice.shown(value)}</b> ${sure ? html`<span class="badge ${confidence?.doubtful ? "doubtful" : ""}" part="badge">${voice.shown(sure)}</span>` : nothing}</dd>
    ${basis.length === 0 ? nothing : html`<dd>${basis.map((passage) => clause(scene, passage))}</dd>`}
    ${facts.length === 0 ? nothing : html`<dd class="note">${voice.shown(facts.join(voice.english ? "; " : "；"))}</dd>`}
    ${overdue ? html`<dd class="late">${voice.say("overdue")}</dd>` : nothing}
    ${unsettled.map((doubt) => html`<dd class="note doubt">${voice.say("doubts")}${voice.english ? ": " : "："}${voice.shown(doubt)}</dd>`)}
  </div>`;
}

/** Figures one by one. */
export function figureList(scene: Scene, taken: readonly Taken[]): TemplateResult {
  return html`<dl class="figures" part="table">${taken.map((one) => figure(scene, one))}</dl>`;
}

/** Figures, each with where it stands, since when, and how surely it is known. On paper they stand once, at the end. */
export function figures(scene: Scene, taken: readonly Taken[]): Shown {
  return folded(scene, "figures", scene.paper ? 0 : taken.length, () => figureList(scene, taken));
}

/** A reading; `brief` leaves out what the options say, and `plainly` what they would give in this case. */
export function reading(scene: Scene, { name, option, says, is_default, others, basis }: Reading, brief: boolean, plainly = false): TemplateResult {
  const { voice } = scene;
  const other = (one: Reading["others"][number]) => {
    const chosen = voice.of(one.option);
    const words = plainly ? `“${chosen}”` : one.differs === null ? voice.say("same", { option: chosen }) : voice.say("otherwise", { option: chosen, what: voice.of(one.differs) });
    return html`<li>${voice.shown(words)}${one.says === "" || brief ? nothing : html`<p class="note">${voice.shown(one.says)}</p>`}</li>`;
  };
  return html`<div class="reading">
    <p><b>${voice.shown(name)}</b>${voice.english ? ", " : "："}${voice.shown(voice.say("taken", { option: voice.of(option) }))}
      ${is_default ? html`<span class="badge" part="badge">${voice.say("byDefault")}</span>` : nothing}</p>
    ${says === "" || brief ? nothing : html`<p class="note">${voice.shown(says)}</p>`}
    <ul class="plain">${others.map(other)}</ul> ${brief ? nothing : clauses(scene, basis)}
  </div>`;
}

/** Readings that were taken, and what others would give; on paper what they say stands once, at the end. */
export function readings(scene: Scene, told: Told): Shown {
  return folded(scene, "readings", told.readings.length, () => told.readings.map((one) => reading(scene, one, scene.paper)));
}

/** Doubts about declarations, one by one. */
export function doubtList({ voice }: Scene, all: readonly Doubt[]): TemplateResult[] {
  return all.map(({ name, says }) => html`<li><b>${voice.shown(name)}</b>${voice.english ? ": " : "："}${voice.shown(says.join(voice.english ? "; " : "；"))}</li>`);
}

/** What is unsettled about the answer and about what it rests on; on paper the latter stands once, at the end. */
export function doubts(scene: Scene, told: Told): Shown {
  const others = scene.paper ? [] : told.doubts;
  const own = told.unsettled.map((words) => html`<li>${scene.voice.shown(words)}</li>`);
  return folded(scene, "doubts", own.length + others.length, () => html`<ul class="plain doubts">${own}${doubtList(scene, others)}</ul>`);
}

/** What was not answered and taken by default. */
export function defaults(scene: Scene, told: Told): Shown {
  const { voice } = scene;
  const one = ({ name, value }: Told["defaults"][number]) => html`<li>${voice.shown(name)}${voice.english ? ": " : "："}<b>${voice.shown(value)}</b></li>`;
  return folded(scene, "defaults", told.defaults.length, () => html`<ul class="used bottom">${told.defaults.map(one)}</ul>`);
}

/** What to bring, what other documents decide, remarks. */
export function remarks(scene: Scene, told: Told): Shown {
  const { voice } = scene;
  const colon = voice.english ? ": " : "：";
  const { refer_to, notes, effect, documents } = told;
  return html`
    ${documents.length === 0 ? nothing : section(scene, "documents", html`<ul class="plain">${documents.map((one) => html`<li>${voice.shown(one)}</li>`)}</ul>`)}
    ${refer_to.length === 0 ? nothing : section(scene, "referTo", clauses(scene, refer_to))}
    ${notes.length === 0 ? nothing : section(scene, "notes", notes.map((note) => html`<p class="note">${voice.shown(note)}</p>`))}
    ${effect === null ? nothing : html`<p class="note">${voice.say("effect")}${colon}${voice.shown(effect)}</p>`}
    ${scene.officer && told.package ? html`<p class="note">${voice.shown(voice.say("ruleOf", { norm: told.norm, pack: `${told.package.name} ${told.package.version}` }))}</p>` : nothing}`;
}
