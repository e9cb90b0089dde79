/** `<tiaoli-calculator>`: asks, decides and explains in the page that it stands in. Nothing that is answered leaves it. */

import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import type { Answers, Package } from "../engine.js";
import { Attributes } from "./attributes.js";
import type { Case } from "./case.js";
import { guard } from "./contrast.js";
import { body } from "./body.js";
import { failedPage, skeleton, told } from "./ends.js";
import { Failure, failure, load } from "./load.js";
import { normName, opening, type Opening } from "./opening.js";
import { Keeper } from "./keeper.js";
import type { Scene } from "./pages.js";
import { printed } from "./printed.js";
import { Session } from "./session.js";
import { resultStyles } from "../result/index.js";
import { styles } from "./styles.js";
import { Walk, type Page } from "./walk.js";
import { speaker } from "./words.js";

const slowAfter = 8000;

export class TiaoliCalculator extends Attributes {
  static override styles = [...styles, ...resultStyles];
  #walk: Walk | undefined;
  #pack: Package | undefined;
  #failure: Failure | undefined;
  #given: Readonly<Record<string, unknown>> = {};
  #load = 0;
  #dayWrong = false;
  #decided: { of: Case; answers: Answers } | undefined;
  readonly #keeper = new Keeper(this);

  /** The facts of the case as typed JSON. */
  get facts(): Readonly<Record<string, unknown>> {
    return this.#walk?.session.facts ?? this.#given;
  }
  set facts(facts: Readonly<Record<string, unknown>>) {
    this.#given = facts;
    if (this.#walk) this.#walk.session.facts = facts;
    this.requestUpdate();
  }

  /** The answers for the facts as they are. */
  get result(): Answers | null {
    const session = this.#walk?.session;
    if (!session) return null;
    if (this.#decided?.of !== session.facts) this.#decided = { of: session.facts, answers: session.decide() };
    return this.#decided.answers;
  }

  /** How the answers came about, step by step. */
  get trace(): Answers["trace"] | null {
    return this.result?.trace ?? null;
  }

  /** What the pack says about itself. */
  get pack(): Package["about"] | null {
    return this.#pack?.about ?? null;
  }

  /** @internal */
  get walk() {
    return this.#walk;
  }

  /** Decides a case and shows the result. */
  evaluate(facts: Readonly<Record<string, unknown>>): Answers | null {
    this.facts = facts;
    this.#walk?.to({ at: "result" });
    return this.result;
  }

  /** Forgets all answers and begins anew. */
  reset(): void {
    this.#given = {};
    this.#keeper.forget();
    this.#walk?.clear(this.#first());
  }

  /** The answers as a file (`answers`), or the record of the decision (`record`). */
  exportRecord(kind: "answers" | "record" = "record"): Promise<string> {
    return this.#keeper.written(kind);
  }

  /** Prints the sheet with the answers, and nothing else of the page. */
  print(): void {
    printed(this, this.language);
  }

  /** Whether there was something wrong to go to. */
  focusFirstError(): boolean {
    const wrong = this.#find(".wrong input");
    wrong?.focus();
    return wrong !== null;
  }

  #find(selector: string): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>(selector);
  }

  /** Tells the host. No answers are told unless it said that it wants them. */
  tell(name: string, detail: Record<string, unknown> = {}): void {
    const exposed = this.exposeFacts && this.#walk ? { ...detail, facts: this.#walk.session.facts } : detail;
    this.dispatchEvent(new CustomEvent(name, { detail: exposed, bubbles: true, composed: true }));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#dark.addEventListener("change", this.#guard);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#dark.removeEventListener("change", this.#guard);
  }

  readonly #dark = matchMedia("(prefers-color-scheme: dark)");

  readonly #guard = () => {
    const [form, probe] = [this.#find(".form"), this.#find(".probe")];
    if (form && probe) guard(form, probe);
  };

  override willUpdate(changed: PropertyValues): void {
    if (changed.has("src") || changed.has("packDigest") || changed.has("runtime")) void this.#open();
    else if (["rule", "lifeEvent", "asOf", "lawAsOf", "mode"].some((name) => changed.has(name)) && this.#pack) this.#begin(this.#pack);
  }

  override updated(): void {
    this.#guard();
  }

  async #open(): Promise<void> {
    const mine = ++this.#load;
    this.#walk = this.#pack = this.#failure = undefined;
    const slow = setTimeout(() => this.#fail(new Failure("slow"), mine), slowAfter);
    try {
      if (!this.src) throw new Failure("missing", "src");
      const module = this.runtime ? new URL(this.runtime, document.baseURI) : new URL("./runtime.wasm", import.meta.url);
      const pack = await load(new URL(this.src, document.baseURI), this.packDigest ?? undefined, module);
      if (mine !== this.#load) return;
      this.#failure = undefined;
      this.#begin(pack);
      await this.#keeper.fromAddress();
    } catch (thrown) {
      this.#fail(failure(thrown), mine);
    } finally {
      clearTimeout(slow);
    }
  }

  #fail(why: Failure, mine: number): void {
    if (mine !== this.#load) return;
    this.#failure = why;
    this.requestUpdate();
    this.tell("policy-error", { code: why.reason });
  }

  #begin(pack: Package): void {
    this.#pack = pack;
    try {
      const day = this.asOf && this.asOf !== "ask" ? this.asOf : undefined;
      this.judge(day);
    } catch (thrown) {
      this.#walk = undefined;
      this.#fail(failure(thrown), this.#load);
      return;
    }
    this.requestUpdate();
    this.tell("policy-ready", { package: pack.about.package, pack: pack.about.pack });
  }

  /** Begins with what is given, for a day. @internal */
  judge(day: string | undefined, first = this.#first()): void {
    const today = new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Shanghai" }).format(new Date());
    const purpose = { goals: this.goals, today, ...(day ? { as_of: day } : {}), ...(this.lawAsOf ? { law_as_of: this.lawAsOf } : {}) };
    const session = new Session(this.#pack!, purpose);
    const facts = this.facts;
    if (Object.keys(facts).length > 0) session.facts = facts;
    // A small slot asks at once.
    const hurries = first.at === "start" && this.embed === "compact" && this.asOf !== "ask";
    const page = hurries ? Walk.turn(session) : first;
    this.#walk = new Walk(session, this.kind, page, (page, moved) => this.#shown(page, moved));
    if (page.at === "result") this.#tellResult();
  }

  #first(): Page {
    if (this.kind === "result") return { at: "result" };
    if (this.kind === "form") return this.asOf === "ask" && !this.#walk?.session.purpose.as_of ? { at: "day" } : { at: "form" };
    return { at: "start" };
  }

  #tellResult(): void {
    try {
      for (const { norm, outcome } of this.#walk?.account(this.officer).answers ?? []) this.tell("policy-result", { rule: norm, outcome });
    } catch (thrown) {
      this.tell("policy-error", { code: failure(thrown).reason });
    }
  }

  #shown(page: Page, moved: boolean): void {
    this.requestUpdate();
    if (moved) {
      const { answered, open } = this.#walk!.session;
      this.tell("policy-step", { index: answered.length, of: answered.length + open.length, kind: page.at });
      if (page.at === "result") this.#tellResult();
    }
    void this.updateComplete.then(() => this.#focus(moved));
  }

  #focus(moved: boolean): void {
    const urgent = this.#find("[data-summary]") ?? this.#find("[data-first]");
    if (urgent) return urgent.focus();
    if (!moved) return;
    this.#find("[data-heading]")?.focus({ preventScroll: true });
    if (this.getBoundingClientRect().top < 0) this.scrollIntoView({ block: "start" });
  }

  get #opening(): Opening {
    return opening(this.#pack!.about, this.goals, this.language);
  }

  override render(): TemplateResult {
    const speak = speaker(this.language);
    const zh = this.language === "zh";
    return html`<div class="form" part="form" lang=${zh ? "zh-Hans" : "en"}>
      <span class="probe" aria-hidden="true"></span>
      <div class="column">
        <slot name="header"></slot>
        <div class="top">
          <span class="title">${this.#pack && this.#walk?.page.at !== "start" ? this.#opening.title : nothing}</span>
          <span class="tools">
            <button class="link" type="button" aria-pressed=${this.senior} @click=${() => (this.senior = !this.senior)}>${speak("senior")}</button>
            <button class="link" type="button" lang=${zh ? "en" : "zh-Hans"} @click=${() => (this.lang = zh ? "en" : "zh-Hans")}>${zh ? "English" : "中文"}</button>
          </span>
        </div>
        ${this.#failure ? failedPage({ speak, language: this.language }, this.#failure, () => void this.#open()) : this.#walk ? this.#body(this.#walk) : skeleton({ speak })}
        <slot name="footer"></slot>
      </div>
    </div>`;
  }

  #body(walk: Walk): TemplateResult {
    const [language, speak] = [this.language, speaker(this.language)];
    const scene: Scene = { walk, language, speak, readonly: this.readonly, normName: (name) => normName(this.#pack!.about, name, language) };
    return body(scene, {
      opening: this.#opening,
      keeping: this.#keeper,
      dayWrong: this.#dayWrong,
      start: () => this.#start(walk),
      setDay: (day) => this.#setDay(day),
      print: () => this.print(),
      clear: () => this.reset(),
      told: () => told(scene, this.officer, (cite) => this.tell("policy-clause-open", { cite })),
    });
  }

  #start(walk: Walk): void {
    if (walk.session.answered.length > 0) walk.to({ at: "review" });
    else if (this.asOf === "ask") walk.to({ at: "day" });
    else walk.onward();
  }

  #setDay(day: string | undefined): void {
    this.#dayWrong = day === undefined;
    if (day === undefined) {
      this.requestUpdate();
      void this.updateComplete.then(() => this.#find("#day-box")?.focus());
      return;
    }
    this.judge(day, { at: this.kind === "form" ? "form" : "day" });
    if (this.kind === "form") this.#shown({ at: "form" }, true);
    else this.#walk?.onward();
  }
}
