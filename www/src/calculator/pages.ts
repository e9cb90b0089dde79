/** The pages of the form. Each is one form element with one heading, which takes the focus when the page opens. */

import { html, nothing, type TemplateResult } from "lit";
import { keyed } from "lit/directives/keyed.js";
import { repeat } from "lit/directives/repeat.js";
import { member, type Value } from "./case.js";
import { field, idOf, questionOf, reasons } from "./fields.js";
import type { Asked } from "./session.js";
import { named, say, type Language } from "./values.js";
import type { Walk, Wrong } from "./walk.js";
import { type Speak } from "./words.js";

/** What pages are made of. */
export interface Scene {
  walk: Walk;
  language: Language;
  speak: Speak;
  readonly: boolean;
  /** What a norm is called in the language of the page. */
  normName: (name: string) => string;
}

/** The name of a member of a list: 儿童 1. */
export function memberName({ walk, language }: Scene, list: string, place: number): string {
  const answer = walk.session.shape(list)?.answer;
  const name = answer?.type === "list" ? named(answer.of, language) : (list.split(".").at(-1) ?? list);
  return `${name} ${place + 1}`;
}

export function whose(scene: Scene, path: string): string {
  const found = member(path);
  return found ? memberName(scene, found.list, found.place) : "";
}

function told(wrong: Wrong | undefined, { speak, language }: Scene): string | undefined {
  return typeof wrong === "object" ? wrong[language] : wrong && speak(wrong);
}

function shownField(scene: Scene, asked: Asked, alone: boolean): TemplateResult {
  const { walk, language, speak, readonly } = scene;
  const error = told(walk.errors.get(asked.path), scene);
  const changes = asked.changes.map(scene.normName);
  const value = walk.session.value(asked.path);
  return field({ asked, value, error, language, speak, alone, whose: whose(scene, asked.path), changes, readonly });
}

/** What is wrong on the page, each with a link to its field. */
export function summary(scene: Scene): TemplateResult | typeof nothing {
  const { walk, speak, language } = scene;
  if (walk.errors.size === 0) return nothing;
  const go = (path: string) => (event: Event) => {
    event.preventDefault();
    const root = (event.currentTarget as HTMLElement).getRootNode() as ShadowRoot;
    root.getElementById(`${idOf(path)}-box`)?.focus();
  };
  const rows = [...walk.errors].map(([path, wrong]) => {
    const asked = walk.session.shape(path);
    const of = walk.errors.size > 1 && asked ? `${questionOf(asked, language)} ` : "";
    return html`<li><a href="#${idOf(path)}-box" @click=${go(path)}>${of}${told(wrong, scene)}</a></li>`;
  });
  return html`<div class="wrongs" role="alert" tabindex="-1" data-summary>
    <h2>${speak("problems", { n: walk.errors.size })}</h2>
    <ul>${rows}</ul>
  </div>`;
}

function sent(handle: (form: HTMLFormElement) => void) {
  return (event: SubmitEvent) => {
    event.preventDefault();
    handle(event.currentTarget as HTMLFormElement);
  };
}

/** One question. */
export function questionPage(scene: Scene, asked: Asked): TemplateResult {
  const { walk, speak, readonly } = scene;
  if (asked.answer?.type === "list") return listPage(scene, asked);
  const take = (form: HTMLFormElement) => walk.take(form, [asked], false) && walk.after();
  const leads = !walk.fromReview ? "next" : walk.session.value(asked.path) === undefined ? "saveNew" : "save";
  const changes = asked.changes.map(scene.normName);
  return keyed(asked.path, html`<form class="page" novalidate @submit=${sent(take)}>
    ${summary(scene)} ${shownField(scene, asked, true)} ${reasons({ ...scene, changes })}
    <div class="actions">
      <button class="primary" part="button primary" type="submit" ?disabled=${readonly}>${speak(leads)}</button>
      <button class="link" part="button" type="button" @click=${() => walk.skip(asked)} ?disabled=${readonly}>${speak("unknown")}</button>
    </div>
  </form>`) as unknown as TemplateResult;
}

/** The members of a list, each with what is known of it. */
function members(scene: Scene, list: string): TemplateResult | typeof nothing {
  const { walk, speak, language, readonly } = scene;
  const all = walk.session.members(list);
  if (all.length === 0) return nothing;
  const row = (_: Value, place: number) => {
    const name = memberName(scene, list, place);
    const known = walk.session.answered.filter(({ asked }) => {
      const found = member(asked.path);
      return found?.list === list && found.place === place;
    });
    // A yes alone says nothing.
    const telling = known.filter(({ value }) => typeof value !== "boolean");
    const says = telling.slice(0, 3).map(({ asked, value }) => say(value, asked.answer, language)).join(" · ");
    return html`<li>
      <strong>${name}</strong><span class="tells">${says || speak("notYet")}</span>
      ${readonly ? nothing : html`<span class="tools">
        <button class="link" type="button" @click=${() => walk.to({ at: "member", list, place })}>${speak("edit")}<span class="hidden"> ${name}</span></button>
        <button class="link" type="button" @click=${() => walk.remove(list, place, name)}>${speak("remove")}<span class="hidden"> ${name}</span></button>
      </span>`}
    </li>`;
  };
  return html`<ol class="members">${all.map(row)}</ol>`;
}

function listPage(scene: Scene, asked: Asked): TemplateResult {
  const { walk, speak, language } = scene;
  const answer = asked.answer;
  if (answer?.type !== "list") return html``;
  const count = walk.session.members(asked.path).length;
  const of = named(answer.of, language);
  const add = () => walk.add(asked.path);
  const go = () => (count > 0 ? walk.after() : add());
  return keyed(asked.path, html`<form class="page" novalidate @submit=${sent(go)}>
    <div class="field" part="field" data-path=${asked.path}>
      <h2 tabindex="-1" data-heading part="question">${questionOf(asked, language)}</h2>
      <p class="hidden" role="status">${speak("count", { n: count })}</p>
    </div>
    ${members(scene, asked.path)} ${count >= answer.greatest ? html`<p class="quiet">${speak("full", { n: answer.greatest })}</p>` : nothing}
    ${count === 0
      ? html`<div class="actions">
          <button class="primary" part="button primary" type="submit">${speak("addFirst", { of })}</button>
          <button class="secondary" part="button" type="button" @click=${() => walk.none(asked)}>${speak("none")}</button>
          <button class="link" part="button" type="button" @click=${() => walk.skip(asked)}>${speak("unknown")}</button>
        </div>`
      : html`<div class="actions">
          ${count < answer.greatest ? html`<button class="secondary" part="button" type="button" @click=${add}>${speak("addMore", { of })}</button>` : nothing}
          <button class="primary" part="button primary" type="submit">${speak(walk.fromReview ? "done" : "next")}</button>
        </div>`}
  </form>`) as unknown as TemplateResult;
}

/** One member of a list: what it was asked, or what it is asked first. */
export function memberPage(scene: Scene, list: string, place: number): TemplateResult {
  const { walk, speak } = scene;
  const asked = walk.session.of(list, place);
  const name = memberName(scene, list, place);
  const take = (form: HTMLFormElement) => walk.take(form, asked, true) && walk.back();
  return keyed(`${list}[${place}]`, html`<form class="page many" novalidate @submit=${sent(take)}>
    ${summary(scene)}
    <h2 tabindex="-1" data-heading>${name}</h2>
    ${asked.map((one) => shownField(scene, one, false))}
    <div class="actions">
      <button class="primary" part="button primary" type="submit">${speak("done")}</button>
      <button class="link danger" part="button" type="button" @click=${() => walk.remove(list, place, name)}>${speak("remove")}</button>
    </div>
  </form>`) as unknown as TemplateResult;
}

/** Questions by whom they are about: nobody in a list first, then member by member. */
function groups(some: Iterable<Asked>): Map<string, Asked[]> {
  const found = new Map<string, Asked[]>([["", []]]);
  for (const asked of some) {
    const of = member(asked.path);
    const key = of ? `${of.list}[${of.place}]` : "";
    found.set(key, [...(found.get(key) ?? []), asked]);
  }
  return found;
}

/** All questions on one page. */
export function formPage(scene: Scene, head: unknown): TemplateResult {
  const { walk, speak, language, readonly } = scene;
  const all = walk.session.all;
  const take = (form: HTMLFormElement) => walk.take(form, all.filter(({ answer }) => answer?.type !== "list"), true) && walk.onward();
  const changed = (event: Event) => {
    const path = (event.target as HTMLElement).closest<HTMLElement>("[data-path]")?.dataset["path"];
    const asked = all.find((one) => one.path === path);
    const form = event.currentTarget as HTMLFormElement;
    if (asked && asked.answer?.type !== "list") walk.takeQuietly(form, asked);
  };
  const one = (asked: Asked) => {
    if (asked.answer?.type !== "list") return shownField(scene, asked, false);
    const { answer, path } = asked;
    const count = walk.session.members(path).length;
    const of = named(answer.of, language);
    return html`<div class="field" data-path=${path}>
      <p><span class="wording">${questionOf(asked, language)}</span></p>
      ${members(scene, path)}
      ${count < answer.greatest && !readonly
        ? html`<div class="actions"><button class="secondary" type="button" @click=${() => walk.add(path)}>${speak(count === 0 ? "addFirst" : "addMore", { of })}</button></div>`
        : nothing}
    </div>`;
  };
  const section = ([key, some]: [string, Asked[]]) => {
    const name = some[0] && key !== "" ? whose(scene, some[0].path) : "";
    return html`<section class="set">${name === "" ? nothing : html`<h3>${name}</h3>`}${repeat(some, ({ path }) => path, one)}</section>`;
  };
  return html`<form class="page many" novalidate @submit=${sent(take)} @change=${changed}>
    ${summary(scene)} ${head}
    <p class="hint">${speak("formHint")}</p>
    ${repeat(groups(all), ([key]) => key, section)}
    <div class="actions"><button class="primary" part="button primary" type="submit">${speak("seeResult")}</button></div>
  </form>`;
}

/** All answers, each with the way to change it. */
export function reviewPage(scene: Scene): TemplateResult {
  const { walk, speak, language, readonly } = scene;
  const { answered, skipped, open, unasked } = walk.session;
  const change = (asked: Asked, words: "edit" | "answerNow") => readonly ? nothing : html`<dd class="tool">
    <button class="link" type="button" @click=${() => walk.open(asked.path)}>${speak(words)}<span class="hidden"> ${questionOf(asked, language)}</span></button>
  </dd>`;
  const values = new Map(answered.map(({ asked, value }) => [asked.path, value]));
  const row = (asked: Asked) => html`<div>
    <dt>${questionOf(asked, language)}</dt><dd>${say(values.get(asked.path) ?? "", asked.answer, language)}</dd>${change(asked, "edit")}
  </div>`;
  const section = ([, some]: [string, Asked[]]) => {
    if (some.length === 0) return nothing;
    const name = whose(scene, some[0]!.path);
    return html`<section class="set">${name === "" ? nothing : html`<h3>${name}</h3>`}<dl class="given">${some.map(row)}</dl></section>`;
  };
  return html`<div class="page">
    <h2 tabindex="-1" data-heading>${speak("review")}</h2>
    <p class="hint">${answered.length === 0 ? speak("reviewEmpty") : speak("reviewHint")}</p>
    ${[...groups(answered.map(({ asked }) => asked))].map(section)}
    ${skipped.length === 0 ? nothing : html`<section class="set"><h3>${speak("skippedOnes")}</h3>
      <dl class="given">${skipped.map((asked) => html`<div><dt>${whose(scene, asked.path)} ${questionOf(asked, language)}</dt>${change(asked, "answerNow")}</div>`)}</dl>
    </section>`}
    ${unasked.length === 0 ? nothing : html`<p class="quiet">${speak("others", { n: unasked.length })}</p>`}
    <div class="actions">
      <button class="primary" part="button primary" type="button" @click=${() => walk.to({ at: "result" })}>${speak("seeResult")}</button>
      ${open.length > 0 && !readonly ? html`<button class="secondary" part="button" type="button" @click=${() => walk.goOn()}>${speak("goOn", { n: open.length })}</button>` : nothing}
    </div>
  </div>`;
}
