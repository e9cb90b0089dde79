/** Where the form begins and ends: the start, the day, the result, what can be kept of it, and what is shown without an engine. */

import { html, nothing, type TemplateResult } from "lit";
import { resultView } from "../result/index.js";
import type { Failure } from "./load.js";
import type { Opening } from "./opening.js";
import { memberName, summary, type Scene } from "./pages.js";
import { day, dayParts, sayDay } from "./values.js";
import { inWords, type Sentence } from "./words.js";

/** What a person can keep. */
export interface Keeping {
  permalink: "off" | "fragment" | "file";
  /** A link that was made. */
  link: { href: string; leftOut: number; copied: boolean } | undefined;
  saveFile(): void;
  openFile(file: File): void;
  saveRecord(): void;
  makeLink(withSensitive: boolean): void;
  copyLink(): void;
}

export function startPage({ walk, speak }: Scene, opening: Opening, keeping: Keeping, begin: () => void): TemplateResult {
  return html`<div class="page">
    <h2 tabindex="-1" data-heading>${opening.title}</h2>
    <slot name="intro">
      ${opening.introduction === "" ? nothing : html`<p class="opening">${opening.introduction}</p>`}
      ${opening.audience === "" ? nothing : html`<p class="quiet">${opening.audience}</p>`}
    </slot>
    <p class="notice">${speak("stays")}</p>
    <div class="actions">
      <button class="primary" part="button primary" type="button" @click=${begin}>${speak(walk.session.answered.length > 0 ? "review" : "start")}</button>
      ${fileButton(speak("openFile"), keeping, true)}
    </div>
  </div>`;
}

function fileButton(label: string, keeping: Keeping, plain = false): TemplateResult {
  const chosen = (event: Event) => {
    const box = event.currentTarget as HTMLInputElement;
    const file = box.files?.[0];
    if (file) keeping.openFile(file);
    box.value = "";
  };
  return html`<label class="file ${plain ? "bare" : ""}">${label}<input type="file" accept=".json,application/json" @change=${chosen} /></label>`;
}

/** For which day it is judged. */
export function dayPage(scene: Scene, written: string, wrong: boolean, take: (day: string | undefined) => void): TemplateResult {
  const { speak } = scene;
  const parts = dayParts(written) ?? ["", "", ""];
  const names = ["year", "month", "date"] as const;
  const sent = (event: SubmitEvent) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget as HTMLFormElement);
    const [year, month, date] = names.map((name) => String(given.get(name) ?? ""));
    take(day(year!, month!, date!));
  };
  const pasted = (event: ClipboardEvent) => {
    const found = dayParts(event.clipboardData?.getData("text") ?? "");
    const all = (event.currentTarget as HTMLElement).querySelectorAll("input");
    if (!found) return;
    event.preventDefault();
    for (const [place, box] of all.entries()) box.value = found[place] ?? "";
  };
  const box = (name: (typeof names)[number], place: number) => html`<label class="box ${name}"><span>${speak(name)}</span>
    <input type="text" inputmode="numeric" autocomplete="off" name=${name} id=${place === 0 ? "day-box" : `day-box${place}`} .value=${parts[place]!} aria-invalid=${wrong ? "true" : nothing} /></label>`;
  return html`<form class="page" novalidate @submit=${sent}>
    ${summary(scene)}
    <div class="field ${wrong ? "wrong" : ""}" part="field"><fieldset aria-describedby="day-hint ${wrong ? "day-error" : ""}">
      <legend part="question"><h2 tabindex="-1" data-heading>${speak("asOf")}</h2></legend>
      <div class="hint" part="hint" id="day-hint"><p>${speak("asOfHint")}</p><p>${speak("dateHint")}</p></div>
      ${wrong ? html`<p class="error" part="error" role="alert" id="day-error">✘ ${speak("enterDay")}</p>` : nothing}
      <div class="dates" @paste=${pasted}>${names.map(box)}</div>
    </fieldset></div>
    <div class="actions"><button class="primary" part="button primary" type="submit">${speak("next")}</button></div>
  </form>`;
}

/** The answers, and what can be done with them. */
export function resultPage(scene: Scene, told: TemplateResult, keeping: Keeping, print: () => void, clear: () => void): TemplateResult {
  const { walk, speak, readonly } = scene;
  const left = walk.session.open.length + walk.session.skipped.length;
  const goOn = () => {
    walk.session.resume();
    walk.goOn();
  };
  return html`<div class="page ends">
    <h2 tabindex="-1" data-heading>${speak("result")}</h2>
    ${left === 0 || readonly ? nothing : html`<div class="notice">
      <p>${speak("resultOpen", { n: left })}</p>
      <button class="link" type="button" @click=${goOn}>${speak("goOn", { n: left })}</button>
    </div>`}
    <slot name="before-result"></slot>
    ${told}
    <slot name="actions"></slot>
    <div class="actions">
      ${readonly ? nothing : html`<button class="primary" part="button primary" type="button" @click=${() => walk.to({ at: "review" })}>${speak("change")}</button>`}
      <button class="secondary" part="button" type="button" @click=${print}>${speak("print")}</button>
    </div>
    <p class="quiet">${speak("advice")}</p>
    ${keep(scene, keeping)}
    ${readonly ? nothing : clearing(scene, clear)}
  </div>`;
}

function clearing({ walk, speak }: Scene, clear: () => void): TemplateResult {
  const ask = (ask: boolean) => () => walk.askClearing(ask);
  if (!walk.clearing) return html`<div class="actions"><button class="link danger" part="button" type="button" @click=${ask(true)}>${speak("again")}</button></div>`;
  return html`<div class="actions" role="group" aria-label=${speak("againSure")}>
    <strong>${speak("againSure")}</strong>
    <button class="danger" part="button" type="button" data-first @click=${clear}>${speak("againYes")}</button>
    <button class="secondary" part="button" type="button" @click=${ask(false)}>${speak("againNo")}</button>
  </div>`;
}

function keep({ speak, walk }: Scene, keeping: Keeping): TemplateResult {
  const make = (event: Event) => {
    const box = (event.currentTarget as HTMLElement).closest(".keep")?.querySelector<HTMLInputElement>(".check input");
    keeping.makeLink(box?.checked ?? false);
  };
  const { link } = keeping;
  const { leftOut } = walk.session.shareable;
  return html`<section class="keep">
    <h3>${speak("keep")}</h3>
    <p class="hint">${speak("keepHint")}</p>
    <div class="actions">
      <button class="secondary" part="button" type="button" @click=${keeping.saveFile}>${speak("saveFile")}</button>
      ${fileButton(speak("openFile"), keeping)}
      <button class="secondary" part="button" type="button" @click=${keeping.saveRecord}>${speak("saveRecord")}</button>
    </div>
    ${keeping.permalink !== "fragment" ? nothing : html`
      ${leftOut === 0 ? nothing : html`<label class="check"><input type="checkbox" /><span>${speak("withSensitive")}</span></label>`}
      <div class="actions"><button class="secondary" part="button" type="button" @click=${make}>${speak("makeLink")}</button></div>`}
    ${link ? html`<div class="linked">
      <label for="link-box">${speak("link")}</label>
      <input type="text" id="link-box" readonly .value=${link.href} @focus=${(event: Event) => (event.currentTarget as HTMLInputElement).select()} />
      <div class="actions"><button class="secondary" type="button" @click=${keeping.copyLink}>${speak(link.copied ? "copied" : "copy")}</button></div>
      <p class="quiet" role="status">${link.leftOut > 0 ? speak("leftOut", { n: link.leftOut }) : ""}</p>
    </div>` : nothing}
  </section>`;
}

/** Why there is no calculator, and the guide of the host in its place. */
export function failedPage({ speak, language }: Pick<Scene, "speak" | "language">, failure: Failure, retry: () => void): TemplateResult {
  const sentence: Record<Failure["code"], Sentence> = {
    blocked: "blocked", unreachable: "unreachable", refused: "refused", crashed: "crashed", slow: "slow", missing: "unreachable",
  };
  const again = failure.code === "unreachable" || failure.code === "crashed";
  return html`<div class="page" data-failure=${failure.code}>
    <div class="notice" role="alert">
      <p><strong>${speak(failure.code === "slow" ? "loading" : "failed")}</strong></p>
      <p>${speak(sentence[failure.code])}</p>
      ${failure.says ? html`<p class="quiet">${inWords(failure.says, language)}</p>` : nothing}
    </div>
    ${again ? html`<div class="actions"><button class="secondary" part="button" type="button" @click=${retry}>${speak("retry")}</button></div>` : nothing}
    <slot name="fallback"><p>${speak("noGuide")}</p></slot>
  </div>`;
}

/** The first question before there is one. */
export function skeleton({ speak }: Pick<Scene, "speak">): TemplateResult {
  return html`<div class="page" role="status"><span class="hidden">${speak("loading")}</span><div class="skeleton" aria-hidden="true"><i></i><i></i><i></i><i></i></div></div>`;
}

/** The answers, each with its reasons, in the view that they have. */
export function told(scene: Scene, officer: boolean, cited: (cite: string) => void): TemplateResult {
  const { walk, language } = scene;
  const { session } = walk;
  const { package: own, pack } = session.pack.about;
  return resultView({
    account: walk.account(officer),
    lang: language,
    officer,
    pack: { name: own.name, version: own.version, sha256: pack?.sha256 ?? "", sm3: pack?.sm3 ?? "" },
    ...(scene.readonly ? {} : { pending: (path) => walk.open(path) }),
    whatIf: async (norm, instance) => {
      // What is shown meanwhile is shown first.
      await new Promise((shown) => setTimeout(shown));
      return session.whatIf(norm, instance);
    },
    onClauseOpen: cited,
    called: (path, words) => called(scene, path) ?? words[language],
  });
}

/** What the form calls a member of a list. */
function called(scene: Scene, path: string): string | undefined {
  const [, list, place] = /^(.*)\[(\d+)\]$/s.exec(path) ?? [];
  return list !== undefined && scene.walk.session.shape(list) ? memberName(scene, list, Number(place)) : undefined;
}

/** On which day and by which rules it was judged. */
export function footer({ walk, speak, language }: Scene): TemplateResult {
  const asking = walk.page.at !== "start";
  const { pack, purpose } = walk.session;
  const { package: own, pack: digests } = pack.about;
  const on = purpose.as_of ?? purpose.today;
  return html`<div class="foot">
    <p>${speak("onDay", { day: sayDay(on, language) })} · ${speak("versionOf", { name: inWords(own.title, language), version: own.version })}</p>
    ${digests ? html`<p>${speak("digest", { digest: `${digests.sha256.replace("sha256:", "").slice(0, 16)}…` })}</p>` : nothing}
    ${asking ? html`<p>${speak("stays")}</p>` : nothing}
  </div>`;
}
