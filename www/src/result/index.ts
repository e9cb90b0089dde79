/** How answers are shown: an overview, a card for each right with its reasons, the provisions, and a sheet for printing. */

import { html, nothing, type TemplateResult } from "lit";
import { cards, outcomeName } from "./card.js";
import { clauseDialog } from "./clause.js";
import { groups, type Group } from "./group.js";
import { lazily } from "./lazily.js";
import type { ResultOptions, Scene } from "./scene.js";
import { printed } from "./sheet.js";
import { outcomeSign } from "./signs.js";
import { Voice } from "./words.js";

export type { ResultOptions } from "./scene.js";
export { resultStyles } from "./styles.js";

/** The view of an account, to be put into the one shadow root of the form, with {@link resultStyles} beside it. */
export function resultView(options: ResultOptions): TemplateResult {
  const scene: Scene = { ...options, voice: new Voice(options.lang), paper: false };
  const found = groups(options.account);
  return html`<div class="answers" part="result" lang=${options.lang === "zh" ? "zh-Hans" : "en"}>
    ${overview(scene, found)}
    ${found.map((group) => shownGroup(scene, group))}
    ${clauseDialog()} ${printed(scene)}
  </div>`;
}

/** Goes to the heading of a group; a link after # leads nowhere inside a shadow root. */
function goTo(group: string) {
  return (event: Event) => {
    const root = (event.currentTarget as HTMLElement).getRootNode() as ShadowRoot;
    const heading = root.getElementById(`answers-${group}`);
    heading?.closest("details")?.setAttribute("open", "");
    heading?.scrollIntoView({ block: "start" });
    heading?.focus({ preventScroll: true });
  };
}

function overview(scene: Scene, found: readonly Group[]): TemplateResult {
  const { voice, account } = scene;
  if (found.length === 0) return html`<p class="empty">${voice.say("nothing")}</p>`;
  const law = account.law_as_of === account.as_of ? "" : (voice.english ? ", " : "，") + voice.say("lawDay", { day: voice.day(account.law_as_of) });
  const one = ({ id, outcome, cards: all, rights }: Group) => html`<li><button type="button" data-outcome=${outcome} @click=${goTo(id)}>
    ${outcomeSign(outcome)}<span class="says">${outcomeName(scene, outcome, rights)}</span><b>${all.length}</b></button></li>`;
  return html`<nav class="overview" aria-label=${voice.say("tally")}>
    <ul>${found.map(one)}</ul>
    <p class="note">${voice.say("day", { day: voice.day(account.as_of) })}${law}</p>
  </nav>`;
}

function shownGroup(scene: Scene, { id: group, outcome, cards: all, rights }: Group): TemplateResult {
  const { voice } = scene;
  const about = voice.say(`about_${outcome}`);
  const id = `answers-${group}`;
  const name = outcomeName(scene, outcome, rights);
  const body = () => html`<div class="cards">${cards(scene, all, rights)}</div>`;
  const lead = about === "" ? nothing : html`<p class="lead">${about}</p>`;
  // What does not apply to somebody is there, and out of the way.
  if (outcome === "not_applicable") {
    return html`<section class="group" data-outcome=${outcome} aria-labelledby=${id}><details class="fold whole">
      <summary><h3 id=${id} tabindex="-1">${name} <span class="count">${all.length}</span></h3></summary>${lazily(() => html`${lead}${body()}`)}
    </details></section>`;
  }
  return html`<section class="group" data-outcome=${outcome} aria-labelledby=${id}>
    <h3 id=${id} tabindex="-1">${name} <span class="count">${all.length}</span></h3>${lead}${body()}
  </section>`;
}
