/** One right as a card: the conclusion first, then what to do, then why, for those who open it. */

import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { Told } from "../../generated/types/account.js";
import { searchable, searched } from "./change.js";
import { clause } from "./clause.js";
import { amount, readable, whom, type Amount, type Card, type Outcome } from "./group.js";
import { computed, days, defaults, doubts, figures, findings, provisions, readings, remarks, section } from "./grounds.js";
import { lazily } from "./lazily.js";
import { exceptionList, failingList, itemList } from "./reasons.js";
import type { Next, Scene } from "./scene.js";
import { outcomeSign } from "./signs.js";

type Shown = TemplateResult | typeof nothing;

/** For whom an answer is; nothing where it is for all. */
export function named(scene: Scene, { instance, instance_path }: Told): string {
  if (instance === null) return "";
  return (instance_path !== null && scene.called?.(instance_path, instance)) || whom(instance, scene.lang);
}

/** Whom something missing is about, where it is somebody of a list. */
function about(scene: Scene, path: string): string {
  const told = scene.account.answers.find(({ instance_path }) => instance_path !== null && path.startsWith(`${instance_path}.`));
  return told === undefined ? "" : named(scene, told);
}

/** How an outcome is called for people. */
export function outcomeName(scene: Scene, outcome: Outcome, rights: boolean): string {
  return scene.voice.say(outcome === "holds" && rights ? "holds_right" : outcome);
}

function large(scene: Scene, { label, before, value, after }: Amount, named: boolean): Shown {
  if (value === "") return nothing;
  const [, figure = value, unit = ""] = /^([\d.,～~％%–-]+)\s*(.*)$/.exec(readable(value)) ?? [];
  const { voice } = scene;
  return html`<p class="amount">${label === "" || !named ? nothing : html`<span class="label">${voice.shown(label)}</span> `}${before === "" ? nothing : html`<span class="unit">${voice.shown(before)} </span>`}<span class="value">${figure}</span><span class="unit">${voice.english ? " " : ""}${voice.shown(unit)}${
    after === "" ? nothing : html`${voice.english ? ", " : "，"}${voice.shown(after)}`
  }</span></p>`;
}

function amounts(scene: Scene, told: Told): Shown[] {
  // The sentence below one amount says what it is.
  return told.grants.map((grant) => large(scene, amount(grant, scene.lang), told.grants.length > 1));
}

/** What is granted to each, where that differs. */
function each(scene: Scene, members: readonly Told[]): TemplateResult {
  const { voice } = scene;
  const row = (told: Told) => html`<li><span class="chip">${voice.shown(named(scene, told))}</span>
    <div>${told.grants.some(({ value }) => value !== null) ? amounts(scene, told) : html`<p class="conclusion">${voice.shown(told.conclusion)}</p>`}</div></li>`;
  return html`<ul class="each">${members.map(row)}</ul>`;
}

function conclusion(scene: Scene, { members, outcome, alike }: Card): TemplateResult {
  const { voice } = scene;
  const [first] = members;
  if (members.length === 1 && first) return html`<p class="conclusion">${voice.shown(first.conclusion)}</p>`;
  if (outcome !== "holds") {
    return html`<p class="conclusion">${voice.say(`all_${outcome === "fails" ? "fail" : outcome}`)}</p>`;
  }
  const what = (first?.grants ?? []).map(({ words }) => voice.of(words)).join(voice.english ? "; " : "；");
  const granted = !alike || what === "" ? (voice.english ? "." : "。") : voice.say("granted", { what });
  return html`<p class="conclusion">${voice.shown(voice.say("all_hold") + granted)}</p>`;
}

/** One thing that is missing: the question and the way to it, or who decides it and by what. */
function missing(scene: Scene, next: Next): TemplateResult {
  const { voice, pending, paper } = scene;
  const finding = next.kind === "finding";
  const who = next.by.length > 0 ? voice.say("decidedBy", { who: voice.list(next.by) }) : voice.say("decider");
  const asks = voice.of(next.question) || voice.of(next.name);
  const { path } = next;
  const whose = about(scene, path);
  return html`<li class="need" data-kind=${next.kind}>
    ${whose === "" ? nothing : html`<span class="chip">${voice.shown(whose)}</span>`}
    <p class="asks">${voice.shown(asks)}</p>
    ${finding ? html`<p class="who">${voice.shown(who)}</p>` : nothing}
    ${next.kind === "bounds" ? html`<p class="note">${voice.say("bounds")}</p>` : nothing}
    ${next.kind === "calendar" ? html`<p class="note">${voice.say("calendar")}</p>` : nothing}
    ${next.evidence === null ? nothing : html`<p class="note">${voice.shown(voice.say("evidence", { what: voice.of(next.evidence) }))}</p>`}
    ${pending && !paper && !finding && next.kind !== "calendar" ? html`<button type="button" class="plain" data-path=${path} @click=${() => pending(path)}>${voice.say("answer")}<span class="vh"> ${whose} ${asks}</span></button>` : nothing}
  </li>`;
}

/** What is missing for all of them, each thing once. */
export function needs(scene: Scene, members: readonly Told[], few = Infinity): Shown {
  const all = [...new Map(members.flatMap(({ next }) => next).map((next) => [`${next.kind} ${next.path}`, next])).values()];
  if (all.length === 0) return nothing;
  const shown = all.slice(0, few);
  const rest = all.slice(few);
  return html`<ul class="needs">${shown.map((next) => missing(scene, next))}</ul>
    ${rest.length === 0 ? nothing : html`<details class="fold small"><summary>${scene.voice.say("more", { n: rest.length })}</summary>${lazily(() => html`<ul class="needs">${rest.map((next) => missing(scene, next))}</ul>`)}</details>`}`;
}

/** Everything behind an answer. */
export function why(scene: Scene, told: Told): TemplateResult {
  const { voice } = scene;
  // What an open answer needs stands above its reasons already.
  const above = scene.paper || told.outcome === "pending" || told.outcome === "awaits_finding";
  const conditions = itemList(scene, told.conditions);
  const failing = told.conditions.length > 0 ? nothing : failingList(scene, told.failing);
  return html`<div class="why">
    ${told.conditions.length === 0 && told.failing.length === 0 ? nothing : section(scene, "conditions", html`${told.head === null ? nothing : html`<p class="head">${voice.shown(told.head)}${voice.english ? ":" : "："}</p>`}${conditions}${failing}`)}
    ${told.exceptions.length === 0 ? nothing : section(scene, "exceptions", exceptionList(scene, told.exceptions))}
    ${told.signs.length === 0 ? nothing : section(scene, "signs", itemList(scene, told.signs))}
    ${told.deeds.length === 0 ? nothing : section(scene, "deeds", html`<ul class="plain">${told.deeds.map(({ verb, words }) => html`<li>${voice.shown(verb)}${voice.english ? " " : ""}${voice.shown(words)}</li>`)}</ul>`)}
    ${above || told.next.length === 0 ? nothing : section(scene, "needs", needs(scene, [told]))}
    ${computed(scene, told)} ${days(scene, told)} ${findings(scene, told)} ${provisions(scene, told)} ${remarks(scene, told)}
    ${defaults(scene, told)} ${figures(scene, told.figures)} ${readings(scene, told)} ${doubts(scene, told)}
  </div>`;
}

function behind(scene: Scene, card: Card): TemplateResult {
  const { voice } = scene;
  const asks = (told: Told) => html`<details class="fold" data-fold="different"><summary>${voice.say("different")}</summary>${lazily(() => searched(scene, told))}</details>`;
  const [only] = card.members;
  if (card.members.length === 1 && only) {
    return html`<div class="behind">
      <details class="fold" data-fold="why"><summary>${voice.say(`why_${card.outcome}`)}</summary>${lazily(() => why(scene, only))}</details>
      ${searchable(scene, only) ? asks(only) : nothing}
    </div>`;
  }
  const one = (told: Told) => html`${told.outcome === "holds" ? nothing : html`<p class="conclusion">${voice.shown(told.conclusion)}</p>`}${why(scene, told)}${searchable(scene, told) ? asks(told) : nothing}`;
  return html`<div class="behind">${card.members.map((told) => html`<details class="fold" data-fold="why">
    <summary>${voice.say(`why_${card.outcome}`)}<span class="whom">${voice.shown(named(scene, told))}</span></summary>${lazily(() => html`<div class="each-why">${one(told)}</div>`)}</details>`)}</div>`;
}

/** The most that a card of many answers fails by, without opening it. */
function atOnce(scene: Scene, { members, outcome, alike }: Card): Shown {
  if (outcome === "pending") return needs(scene, members, 1);
  if (outcome === "awaits_finding") return needs(scene, members);
  const failing = members[0]?.failing ?? [];
  return (outcome === "fails" || outcome === "not_applicable") && alike ? failingList(scene, failing, members.length === 1) : nothing;
}

/** The card. */
export function cardOf(scene: Scene, card: Card, rights: boolean): TemplateResult {
  const { voice } = scene;
  const { members, outcome, alike, name } = card;
  const id = `answers-${card.key}`.replace(/\s/g, "_");
  const chips = members.map((told) => named(scene, told)).filter((words) => words !== "");
  const held = outcome === "holds";
  const basis = members[0]?.basis[0];
  return html`<article class="card" part="result" data-outcome=${outcome} data-norm=${members[0]?.norm ?? ""} aria-labelledby=${id}>
    <header>
      ${outcomeSign(outcome)}
      <div>
        <h4 id=${id}>${voice.shown(name)}</h4>
        ${chips.length === 0 || (held && !alike) ? nothing : html`<p class="chips">${chips.map((words) => html`<span class="chip">${voice.shown(words)}</span>`)}</p>`}
      </div>
      <span class="badge state" part="badge">${outcomeName(scene, outcome, rights)}</span>
    </header>
    ${held ? (alike ? amounts(scene, members[0]!) : each(scene, members)) : nothing}
    ${held && !alike ? nothing : conclusion(scene, card)}
    ${atOnce(scene, card)}
    ${basis === undefined ? nothing : html`<p class="from"><span class="label">${voice.say("basis")}</span>${clause(scene, basis)}</p>`}
    ${behind(scene, card)}
  </article>`;
}

/** The cards of a group. */
export function cards(scene: Scene, all: readonly Card[], rights: boolean): unknown {
  return repeat(all, ({ key }) => key, (card) => cardOf(scene, card, rights));
}
