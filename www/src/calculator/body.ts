/** The page that is shown, between what stands above and below every page. */

import { html, nothing, type TemplateResult } from "lit";
import { EngineError } from "../engine.js";
import { dayPage, footer, resultPage, startPage, type Keeping } from "./ends.js";
import type { Opening } from "./opening.js";
import { formPage, memberPage, questionPage, reviewPage, type Scene } from "./pages.js";
import { inWords } from "./words.js";

/** What pages may ask of the element. */
export interface Desk {
  opening: Opening;
  keeping: Keeping & { notice(scene: Scene): unknown };
  dayWrong: boolean;
  start(): void;
  setDay(day: string | undefined): void;
  print(): void;
  clear(): void;
  /** The answers. */
  told(): TemplateResult;
}

export function body(scene: Scene, desk: Desk): TemplateResult {
  const { walk, speak } = scene;
  const { page, told } = walk;
  return html`
    ${walk.hasBack ? html`<div class="back"><button class="link" part="button" type="button" @click=${() => walk.back()}><span aria-hidden="true">‹ </span>${speak("back")}</button></div>` : nothing}
    ${desk.keeping.notice(scene)}
    <p class="hidden" role="status">${told ? speak(told.sentence, told.parts) : ""}</p>
    ${shown(scene, desk)}
    ${page.at === "question" || page.at === "member" ? progress(scene) : nothing}
    <slot name="help"></slot>
    ${footer(scene)}
  `;
}

function progress({ walk, speak }: Scene): TemplateResult {
  const { open, answered, grows } = walk.session;
  const says = open.length === 0 ? speak("noneLeft") : speak(grows ? "growing" : "atMost", { n: open.length });
  return html`<div class="progress" part="progress">
    <span role="status">${says}</span>
    ${answered.length > 0 && !walk.fromReview ? html`<span class="tools">
      <button class="link" type="button" @click=${() => walk.to({ at: "review" })}>${speak("review")}</button>
      <button class="link" type="button" @click=${() => walk.to({ at: "result" })}>${speak("seeNow")}</button>
    </span>` : nothing}
  </div>`;
}

function shown(scene: Scene, desk: Desk): TemplateResult {
  const { walk } = scene;
  const { page, session } = walk;
  const { opening, keeping } = desk;
  switch (page.at) {
    case "start":
      return startPage(scene, opening, keeping, desk.start);
    case "day":
      return dayPage(scene, session.purpose.as_of ?? session.purpose.today, desk.dayWrong, desk.setDay);
    case "question": {
      const asked = session.shape(page.path);
      return asked ? questionPage(scene, asked) : reviewPage(scene);
    }
    case "member":
      return memberPage(scene, page.list, page.place);
    case "form":
      return formPage(scene, html`<h2 tabindex="-1" data-heading>${opening.title}</h2><slot name="intro"><p>${opening.introduction}</p></slot>`);
    case "review":
      return reviewPage(scene);
    case "result":
      try {
        return resultPage(scene, desk.told(), keeping, desk.print, desk.clear);
      } catch (thrown) {
        if (!(thrown instanceof EngineError)) throw thrown;
        const { speak, language } = scene;
        return html`<div class="page"><h2 tabindex="-1" data-heading>${speak("failed")}</h2><p class="notice" role="alert">${inWords(thrown.says, language)}</p></div>`;
      }
  }
}
