/** What would have to be different: searched when somebody asks, each change proven by running it. */

import { html, noChange, nothing, type TemplateResult } from "lit";
import { AsyncDirective, directive } from "lit/async-directive.js";
import type { Told } from "../../generated/types/account.js";
import type { Change, Different as Found } from "../../generated/types/what-if.js";
import type { Scene } from "./scene.js";
import type { Voice } from "./words.js";

type Answer = Found["answers"][number] | NonNullable<Told["different"]>;

/** How many ways are shown; all of them to an officer. */
const FEW = 4;

function sentence(way: readonly Change[], aim: Answer["aim"], voice: Voice): string {
  const changes = way.map(({ words }) => voice.of(words)).join(voice.say("and"));
  return voice.say("ifSo", { changes }) + voice.say(aim === "gain" ? "gains" : "loses");
}

function ways(found: Answer, all: Change[][], scene: Scene): TemplateResult | typeof nothing {
  if (all.length === 0) return nothing;
  const { voice } = scene;
  const shown = scene.officer ? all : all.slice(0, FEW);
  const one = (way: Change[]) => {
    const who = voice.list([...new Set(way.flatMap(({ decided_by }) => decided_by))]);
    return html`<li>${voice.shown(sentence(way, found.aim, voice))}${who === "" ? nothing : html`<span class="note">${voice.shown(voice.say("decidedBy", { who }))}</span>`}</li>`;
  };
  const more = all.length - shown.length;
  return html`<ul class="ways">${shown.map(one)}</ul>${more > 0 ? html`<p class="note">${voice.say("moreWays", { n: more })}</p>` : nothing}`;
}

function lead(found: Answer, voice: Voice): TemplateResult {
  if (found.found === "already") return html`<p>${voice.say("already")}</p>`;
  if (found.found === "ways") return html`<p>${found.size === 1 ? voice.say("oneEnough") : voice.say("together", { n: found.size ?? 0 })}</p>`;
  if (found.found === "not_up_to") return html`<p>${found.size ? voice.say("notUpTo", { n: found.size }) : voice.say("notYet")}</p>`;
  if (found.deciding.length === 0) return html`<p>${voice.say("decidedByRules")}</p>`;
  return html`<p>${voice.say("decidedByThese")}</p><ul class="used">${found.deciding.map((one) => html`<li>${voice.shown(one)}</li>`)}</ul>`;
}

/** What a search found. */
export function changes(found: Answer, scene: Scene): TemplateResult {
  const { voice } = scene;
  return html`<div class="changes" data-found=${found.found}>
    ${lead(found, voice)} ${ways(found, found.ways, scene)}
    ${found.from_day === null ? nothing : html`<p>${voice.say("later", { day: voice.day(found.from_day) })}</p>`}
    ${found.fixed.length === 0 ? nothing : html`<div class="fixed"><p>${voice.say("fixed")}</p>${ways(found, found.fixed, scene)}</div>`}
    <p class="note">${voice.say(found.cut ? "cut" : "proven")}</p>
  </div>`;
}

type State = { at: "searching" } | { at: "failed" } | { at: "found"; answer: Answer };

class Searched extends AsyncDirective {
  #scene!: Scene;
  #told!: Told;
  #state: State | undefined;

  render(_scene: Scene, _told: Told): unknown {
    return noChange;
  }

  override update(_part: unknown, [scene, told]: [Scene, Told]): unknown {
    // Another account is another question.
    if (told !== this.#told) this.#state = undefined;
    [this.#scene, this.#told] = [scene, told];
    if (this.#state === undefined) void this.#search();
    return this.#shown();
  }

  async #search(): Promise<void> {
    const [asked, scene] = [this.#told, this.#scene];
    this.#state = asked.different === null ? { at: "searching" } : { at: "found", answer: asked.different };
    if (asked.different !== null || scene.whatIf === undefined) return;
    let state: State = { at: "failed" };
    try {
      const { answers } = await scene.whatIf(asked.norm, asked.instance_path);
      const answer = answers.find(({ norm, instance_path }) => norm === asked.norm && instance_path === asked.instance_path);
      if (answer !== undefined) state = { at: "found", answer };
    } catch {
      // The sentence below says so, and offers to try again.
    }
    if (asked !== this.#told) return;
    this.#state = state;
    this.setValue(this.#shown());
  }

  #again = (): void => {
    void this.#search();
    this.setValue(this.#shown());
  };

  #shown(): TemplateResult {
    const { voice } = this.#scene;
    const state = this.#state;
    if (state?.at === "found") return html`<div role="status">${changes(state.answer, this.#scene)}</div>`;
    if (state?.at !== "failed") return html`<p role="status" class="busy">${voice.say("searching")}</p>`;
    return html`<p role="status">${voice.say("searchFailed")}</p><button type="button" class="plain" @click=${this.#again}>${voice.say("retry")}</button>`;
  }
}

/** Starts the search where it is shown. */
export const searched = directive(Searched);

/** Whether there is anything to search, or anything was found. */
export function searchable(scene: Scene, told: Told): boolean {
  return told.outcome !== "holds" && (told.different !== null || scene.whatIf !== undefined);
}
