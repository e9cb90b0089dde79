/** The answers on paper: A4 in the type sizes of official documents, every reason open. It is made when somebody prints. */

import { html, noChange, nothing, type TemplateResult } from "lit";
import { AsyncDirective, directive } from "lit/async-directive.js";
import type { Passage, Told } from "../../generated/types/account.js";
import { named, needs, outcomeName, why } from "./card.js";
import { changes } from "./change.js";
import { badge, cite, errata, quoted } from "./clause.js";
import { doubtList, figureList, reading } from "./grounds.js";
import { groups, type Card, type Group } from "./group.js";
import { failingList } from "./reasons.js";
import type { Scene } from "./scene.js";
import { outcomeSign } from "./signs.js";
import { paper } from "./styles.js";
import type { Sentence, Voice } from "./words.js";

/** 一, 二 … of the parts of a document. */
const PLACES = "一二三四五六七八九十";

function chinese(place: number): string {
  if (place <= 10) return PLACES[place - 1] ?? String(place);
  const [tens, ones] = [Math.floor(place / 10), place % 10];
  return `${tens === 1 ? "" : (PLACES[tens - 1] ?? "")}十${ones === 0 ? "" : (PLACES[ones - 1] ?? "")}`;
}

const part = (place: number, voice: Voice): string => (voice.english ? `${place}. ` : `${chinese(place)}、`);
const item = (place: number, voice: Voice): string => (voice.english ? `(${place}) ` : `（${chinese(place)}）`);

function particulars({ account, pack, voice }: Scene): TemplateResult {
  const { as_of, law_as_of, known_as_of } = account;
  const rows = [
    [voice.say("asOf"), voice.day(as_of)],
    [voice.say("lawAsOf"), voice.day(law_as_of)],
    ...(known_as_of === as_of ? [] : [[voice.say("knownAsOf"), voice.day(known_as_of)]]),
    [voice.say("rules"), `${pack.name} ${pack.version}`],
    [`${voice.say("digest")} SM3`, pack.sm3.replace(/^sm3:/, "")],
    [`${voice.say("digest")} SHA-256`, pack.sha256.replace(/^sha256:/, "")],
  ];
  return html`<dl class="rows">${rows.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}

/** The reasons of one, with what is missing and what would change it. */
function reasonsOf(scene: Scene, told: Told, several: boolean): TemplateResult {
  const { voice } = scene;
  return html`<div class="one">${several ? html`<h5 class="whose">${voice.shown(named(scene, told))}</h5>` : nothing}
    <p class="conclusion">${voice.shown(told.conclusion)}</p>
    ${needs(scene, [told])} ${why(scene, told)}
    ${told.different === null ? nothing : html`<section class="part"><h5>${voice.say("different")}</h5>${changes(told.different, scene)}</section>`}</div>`;
}

function right(scene: Scene, card: Card, place: number, rights: boolean): TemplateResult {
  const { voice } = scene;
  const several = card.members.length > 1;
  return html`<article class="entry" data-outcome=${card.outcome} data-norm=${card.members[0]?.norm ?? ""}>
    <h4>${outcomeSign(card.outcome)}<span>${item(place, voice)}${voice.shown(card.name)}</span><span class="state">${outcomeName(scene, card.outcome, rights)}</span></h4>
    ${card.members.map((told) => reasonsOf(scene, told, several))}
  </article>`;
}

/** What holds, with what it gives, and in a line each what does not; before the reasons. */
function summary(scene: Scene, found: readonly Group[]): TemplateResult {
  const { voice } = scene;
  const granted = ({ grants, deeds }: Told) => {
    const all = [...grants.map(({ words }) => voice.of(words)), ...deeds.map(({ verb, words }) => `${voice.of(verb)}${voice.english ? " " : ""}${words}`)];
    return all.join(voice.english ? "; " : "；");
  };
  const row = ({ name, members, alike }: Card) => {
    const each = (told: Told) => `${named(scene, told)}${voice.english ? ": " : "："}${granted(told)}`;
    const whose = voice.list(members.map((told) => named(scene, told)).filter((words) => words !== ""));
    const what = alike || members.every((told) => granted(told) === granted(members[0]!)) ? [granted(members[0]!)] : members.map(each);
    return html`<tr><td>${voice.shown(name)}</td><td>${voice.shown(whose)}</td><td>${what.map((words) => html`<p>${voice.shown(words)}</p>`)}</td></tr>`;
  };
  const held = found.filter(({ outcome }) => outcome === "holds");
  const others = found.filter(({ outcome }) => outcome !== "holds");
  return html`${held.map(({ cards, rights }) => html`<table class="summary" part="table">
      <thead><tr><th scope="col">${outcomeName(scene, "holds", rights)}</th><th scope="col">${voice.say("whom")}</th><th scope="col">${voice.say("granting")}</th></tr></thead>
      <tbody>${cards.map(row)}</tbody>
    </table>`)}
    ${others.map(({ outcome, cards, rights }) => html`<p class="others">${outcomeSign(outcome)} <b>${outcomeName(scene, outcome, rights)}</b>${voice.english ? ": " : "："}${voice.shown(voice.list(cards.map(({ name }) => voice.of(name))))}</p>`)}`;
}

/** What does not apply needs no more than why not. */
function outside(scene: Scene, cards: readonly Card[]): TemplateResult {
  const { voice } = scene;
  const one = ({ name, members }: Card) => members.map((told) => html`<div class="entry aside" data-outcome="not_applicable" data-norm=${told.norm}>
    <p><b>${voice.shown(name)}</b>${told.instance === null ? nothing : html` <span class="chip">${voice.shown(named(scene, told))}</span>`}</p>
    ${failingList(scene, told.failing)}</div>`);
  return html`${cards.map(one)}`;
}

/** Each of a list once, by what makes it the same. */
function once<T>(all: readonly T[], key: (one: T) => string): T[] {
  return [...new Map(all.map((one) => [key(one), one])).values()];
}

/** Every provision that something rests on, once, with its words. */
function quotes(scene: Scene): TemplateResult[] {
  const { voice, account } = scene;
  const all = account.answers.flatMap(({ basis, also }) => [...basis, ...also]).filter(({ quote }) => quote !== null);
  return once<Passage>(all, ({ title, id, quote }) => `${title} ${id} ${quote}`).map((passage) => html`<div class="entry quotation">
    <p><b>${voice.shown(cite(passage, voice))}</b>${passage.number === null ? nothing : html`（${passage.number}）`} ${badge(passage, voice)}</p>
    ${quoted(passage, voice)} ${errata(passage, voice)}
  </div>`);
}

/** What stands behind several answers, said once. */
function annexes(scene: Scene, place: number): TemplateResult[] {
  const { voice, account } = scene;
  const figures = once(account.answers.flatMap((told) => told.figures), ({ name, from, value }) => `${name.zh} ${from} ${value.zh}`);
  const doubts = once(account.answers.flatMap((told) => told.doubts), ({ kind, name }) => `${kind} ${name.zh}`);
  const readings = once(account.answers.flatMap((told) => told.readings), ({ name, option }) => `${name.zh} ${option.zh}`);
  const parts: [Sentence, unknown][] = [];
  const quotations = quotes(scene);
  if (quotations.length > 0) parts.push(["quoted", quotations]);
  if (figures.length > 0) parts.push(["figures", figureList(scene, figures)]);
  if (readings.length > 0) parts.push(["readings", readings.map((one) => reading(scene, one, false, true))]);
  if (doubts.length > 0) parts.push(["doubts", html`<ul class="plain doubts">${doubtList(scene, doubts)}</ul>`]);
  return parts.map(([title, body], at) => html`<section class="group annex"><h3>${part(place + at, voice)}${voice.say(title)}</h3>${body}</section>`);
}

/** The sheet. */
export function sheet(given: Scene): TemplateResult {
  const scene: Scene = { ...given, paper: true };
  const { voice, account } = scene;
  const found = groups(account);
  const group = ({ outcome, cards, rights }: Group, place: number) => html`<section class="group">
    <h3>${part(place + 1, voice)}${outcomeName(scene, outcome, rights)}${voice.english ? ` (${cards.length})` : `（${cards.length}项）`}</h3>
    ${outcome === "not_applicable" ? outside(scene, cards) : cards.map((card, at) => right(scene, card, at + 1, rights))}
  </section>`;
  return html`<div class="print-sheet" part="print-sheet">
    <p class="advice">${voice.say("advice")}</p>
    <h2>${voice.shown(account.title)}</h2>
    ${particulars(scene)} ${summary(scene, found)}
    ${found.map(group)} ${annexes(scene, found.length + 1)}
    <p class="closing">${voice.say("adviceLong")}</p>
  </div>`;
}

class Printed extends AsyncDirective {
  #scene!: Scene;
  #page: CSSStyleSheet | undefined;
  #listening = false;

  render(_scene: Scene): unknown {
    return noChange;
  }

  override update(_part: unknown, [scene]: [Scene]): unknown {
    this.#scene = scene;
    this.#listen();
    return this.#page === undefined ? nothing : sheet(scene);
  }

  #listen(): void {
    if (this.#listening) return;
    this.#listening = true;
    addEventListener("beforeprint", this.#before);
    addEventListener("afterprint", this.#after);
  }

  // Margins belong to the page, which no shadow root can speak of; they are there while it is printed.
  #before = (): void => {
    if (this.#page !== undefined) return;
    this.#page = new CSSStyleSheet();
    this.#page.replaceSync(paper(this.#scene.voice.say("advice")));
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, this.#page];
    this.setValue(sheet(this.#scene));
  };

  #after = (): void => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== this.#page);
    this.#page = undefined;
    this.setValue(nothing);
  };

  override disconnected(): void {
    this.#listening = false;
    removeEventListener("beforeprint", this.#before);
    removeEventListener("afterprint", this.#after);
    if (this.#page !== undefined) this.#after();
  }

  override reconnected(): void {
    this.#listen();
  }
}

/** The sheet while it is printed, nothing else. */
export const printed = directive(Printed);
