/** A person's way through the form: which page is shown, what is wrong on it, and where it leads next. */

import { EngineError, type Account, type Words } from "../engine.js";
import type { Value } from "./case.js";
import { member } from "./case.js";
import { readField } from "./fields.js";
import type { Asked, Session } from "./session.js";
import type { Sentence } from "./words.js";

export type Page =
  | { at: "start" }
  | { at: "day" }
  | { at: "question"; path: string }
  | { at: "member"; list: string; place: number }
  | { at: "form" }
  | { at: "review" }
  | { at: "result" };

/** What is wrong with an answer: a sentence of the form, or the words of the engine. */
export type Wrong = Sentence | Words;

export type Mode = "wizard" | "form" | "result";

export class Walk {
  page: Page;
  /** What is wrong, by path. */
  readonly errors = new Map<string, Wrong>();
  /** What is told once, on the page that is shown next. */
  told: { sentence: Sentence; parts?: Record<string, string | number> } | undefined;
  /** Whether clearing is to be confirmed. */
  clearing = false;
  readonly #before: Page[] = [];
  #account: { of: unknown; officer: boolean; account: Account } | undefined;

  constructor(
    readonly session: Session,
    readonly mode: Mode,
    starts: Page,
    private readonly shown: (page: Page, moved: boolean) => void,
  ) {
    this.page = starts;
  }

  /** Where a person goes who is asked in turn. */
  static turn({ open }: Session): Page {
    return open[0] ? { at: "question", path: open[0].path } : { at: "result" };
  }

  get hasBack(): boolean {
    return this.#before.length > 0;
  }

  /** Whether an answer is changed from the review rather than given in turn. */
  get fromReview(): boolean {
    return this.#before.some(({ at }) => at === "review" || at === "result");
  }

  to(page: Page, keep = true): void {
    if (keep) this.#before.push(this.page);
    this.#show(page);
  }

  back(): void {
    let page = this.#before.pop();
    // A member that was removed meanwhile cannot be shown again.
    while (page?.at === "member" && page.place >= this.session.members(page.list).length) page = this.#before.pop();
    this.#show(page ?? this.page);
  }

  /** The next page in turn. */
  onward(): void {
    if (this.mode === "form") return this.to({ at: "result" });
    this.to(Walk.turn(this.session));
  }

  /** After an answer: back to the review where it was changed there, else to what is asked next. */
  after(): void {
    if (!this.fromReview) return this.onward();
    let page = this.#before.pop();
    while (page && page.at !== "review" && page.at !== "result") page = this.#before.pop();
    this.#show(page ?? this.page);
  }

  /** Takes what was written into the questions of a page. Whether everything was in order. */
  take(form: HTMLFormElement, questions: readonly Asked[], mayBeEmpty: boolean): boolean {
    this.errors.clear();
    const answers = new Map<string, Value>();
    for (const asked of questions) {
      const { value, empty, wrong } = readField(form, asked);
      if (value !== undefined) answers.set(asked.path, value);
      else if (wrong && !(empty && mayBeEmpty)) this.errors.set(asked.path, wrong);
      else if (empty && this.session.value(asked.path) !== undefined) this.session.skip(asked.path);
    }
    if (this.errors.size === 0) this.#answer(answers);
    if (this.errors.size > 0) this.shown(this.page, false);
    return this.errors.size === 0;
  }

  /** Takes one answer as far as it is whole, without complaint. */
  takeQuietly(form: HTMLFormElement, asked: Asked): void {
    const { value, empty } = readField(form, asked);
    if (value === undefined && !empty) return;
    if (value !== undefined) {
      this.errors.delete(asked.path);
      this.#answer(new Map([[asked.path, value]]));
    } else if (this.session.value(asked.path) !== undefined) {
      this.session.skip(asked.path);
    }
    this.shown(this.page, false);
  }

  /** Goes on asking, and does not come back to the review. */
  goOn(): void {
    this.#before.length = 0;
    this.onward();
  }

  skip(asked: Asked): void {
    this.errors.clear();
    this.session.skip(asked.path);
    this.after();
  }

  /** Says that a list has no members. */
  none(asked: Asked): void {
    this.session.answer(new Map([[asked.path, []]]));
    this.after();
  }

  add(list: string): void {
    const place = this.session.add(list);
    this.errors.clear();
    if (this.session.of(list, place).length === 0) return this.shown(this.page, false);
    if (this.mode === "form") return this.shown(this.page, false);
    this.to({ at: "member", list, place });
  }

  remove(list: string, place: number, name: string): void {
    this.session.remove(list, place);
    if (this.page.at === "member") this.back();
    else this.shown(this.page, true);
    this.told = { sentence: "removed", parts: { of: name } };
  }

  /** Opens the question of a path, wherever it is asked. */
  open(path: string): void {
    if (!this.session.shape(path)?.answer) return;
    this.to({ at: "question", path });
  }

  /** Asks whether all answers are to be cleared, or no longer. */
  askClearing(ask: boolean): void {
    this.clearing = ask;
    this.shown(this.page, false);
  }

  /** Begins anew. */
  clear(to: Page): void {
    this.session.facts = {};
    this.errors.clear();
    this.clearing = false;
    this.#before.length = 0;
    this.#show(to);
  }

  /** The answers told as sentences, worked out once for each state of the facts. */
  account(officer: boolean): Account {
    const of = this.session.facts;
    if (this.#account?.of !== of || this.#account.officer !== officer) {
      this.#account = { of, officer, account: this.session.why(officer) };
    }
    return this.#account.account;
  }

  #answer(answers: ReadonlyMap<string, Value>): void {
    try {
      this.session.answer(answers);
    } catch (thrown) {
      if (!(thrown instanceof EngineError) || thrown.code !== "facts") throw thrown;
      for (const problem of thrown.problems) {
        const path = problem.path ?? "";
        const of = answers.has(path) ? path : [...answers.keys()].find((known) => member(known)?.list === path);
        const asked = of ?? [...answers.keys()][0];
        if (asked !== undefined) this.errors.set(asked, problem.message);
      }
    }
  }

  #show(page: Page): void {
    this.errors.clear();
    this.clearing = false;
    this.told = undefined;
    this.page = page;
    this.shown(page, true);
  }
}
