/**
 * One person's answers and what is still to be asked of them. It knows no page: questions come from the engine, answers go
 * into a case, and whatever was asked once keeps its shape, so that it can be shown again and changed.
 */

import type { Question as Asked } from "../../generated/types/inquiry.js";
import { EngineError, type Account, type Answers, type Different, type Package, type Question } from "../engine.js";
import { spelt } from "./spelling.js";
import { at, having, member, paths, without, type Case, type Value } from "./case.js";

export type { Asked };

/** What is asked of a package, and for which days. */
export interface Purpose {
  goals: readonly string[];
  as_of?: string;
  law_as_of?: string;
  today: string;
}

/** An answer and the question that it answers. */
export interface Answered {
  asked: Asked;
  value: Value;
}

const tops = new Set(["判断日", "适用法日", "知悉日", "as_of", "law_as_of", "known_as_of"]);

export class Session {
  #facts: Case = {};
  /** Every question that was ever open, by path. */
  readonly #shapes = new Map<string, Asked>();
  readonly #skipped = new Set<string>();
  #open: Asked[] = [];
  #grows = false;

  constructor(
    readonly pack: Package,
    readonly purpose: Purpose,
  ) {
    this.#ask();
  }

  get facts(): Case {
    return this.#facts;
  }

  /** Takes a whole case in the place of the one before. What the engine refuses is thrown, and nothing is changed. */
  set facts(facts: Readonly<Record<string, unknown>>) {
    this.#to(spelt(facts, this.pack.about));
    this.#skipped.clear();
    this.#recover();
  }

  /** What is still to be asked of the person, in order. */
  get open(): readonly Asked[] {
    return this.#open.filter((one) => one.answer !== null && !this.#skipped.has(one.path));
  }

  /** What was left open on purpose and could still change an answer. */
  get skipped(): readonly Asked[] {
    return this.#open.filter((one) => one.answer !== null && this.#skipped.has(one.path));
  }

  /** Whether answers may raise further questions. */
  get grows(): boolean {
    return this.#grows;
  }

  /** What was answered, as it was asked: lists before their members. */
  get answered(): Answered[] {
    const found: Answered[] = [];
    for (const path of paths(this.#facts)) {
      const asked = this.#shapes.get(path);
      const value = at(this.#facts, path);
      if (asked !== undefined && value !== undefined) found.push({ asked, value });
    }
    return found;
  }

  /** Every question that is answered or open, in the order in which it was first asked. */
  get all(): Asked[] {
    const open = new Set(this.#open.map(({ path }) => path));
    return [...this.#shapes.values()].filter(({ path, answer }) => answer !== null && (open.has(path) || this.value(path) !== undefined));
  }

  /** Answers whose questions are not known: those that this package never asks for these goals. */
  get unasked(): string[] {
    return [...paths(this.#facts)].filter((path) => !this.#shapes.has(path) && !tops.has(path));
  }

  shape(path: string): Asked | undefined {
    return this.#shapes.get(path);
  }

  value(path: string): Value | undefined {
    return at(this.#facts, path);
  }

  /** Answers questions. What the engine refuses is thrown, and nothing is changed. */
  answer(answers: ReadonlyMap<string, Value>): void {
    let facts = this.#facts;
    for (const [path, value] of answers) facts = having(facts, path, value);
    this.#to(facts);
    for (const path of answers.keys()) this.#skipped.delete(path);
  }

  /** Leaves a question open. */
  skip(path: string): void {
    if (this.value(path) !== undefined) this.#to(having(this.#facts, path, undefined));
    this.#skipped.add(path);
  }

  /** Asks again what was left open. */
  resume(): void {
    this.#skipped.clear();
  }

  /** One more member of a list; its place. */
  add(list: string): number {
    const members = this.members(list);
    this.#to(having(this.#facts, list, [...members, {}]));
    this.#skipped.delete(list);
    return members.length;
  }

  /** Takes a member out of a list; those behind it move up. */
  remove(list: string, place: number): void {
    const rest = this.members(list).filter((_, other) => other !== place);
    const facts = having(this.#facts, list, rest.length > 0 ? rest : undefined);
    const moved = [...this.#shapes].flatMap(([path, asked]) => {
      const now = without(path, list, place);
      return now === undefined ? [] : [[now, now === path ? asked : { ...asked, path: now }] as const];
    });
    const skipped = [...this.#skipped].flatMap((path) => without(path, list, place) ?? []);
    this.#shapes.clear();
    for (const [path, asked] of moved) this.#shapes.set(path, asked);
    this.#skipped.clear();
    for (const path of skipped) this.#skipped.add(path);
    this.#to(facts);
  }

  members(list: string): readonly Value[] {
    const value = this.value(list);
    return Array.isArray(value) ? value : [];
  }

  /** What a member of a list was asked and what it can be asked first. */
  of(list: string, place: number): Asked[] {
    const inside = (path: string) => {
      const found = member(path);
      return found?.list === list && found.place === place;
    };
    const known = this.answered.filter(({ asked }) => inside(asked.path)).map(({ asked }) => asked);
    const first = this.#open.find((one) => one.answer !== null && inside(one.path));
    return known.length === 0 && first ? [first] : known;
  }

  get question(): Question {
    return { ...this.purpose };
  }

  decide(): Answers {
    return this.pack.decide(this.#facts, { ...this.question, explained: true });
  }

  /** The answers told as sentences. */
  why(officer: boolean): Account {
    return this.pack.why(this.#facts, { ...this.question, explained: true }, officer ? "officer" : "citizen");
  }

  /** What would have to be different, of one or two facts. */
  whatIf(norm: string, instance: string | null): Different {
    const question = { ...this.question, goals: [norm] };
    return this.pack.whatIf(this.#facts, question, { instance: instance ?? undefined, size: 2, runs: 3000 });
  }

  /** The case without what is sensitive, and without what nobody here can say whether it is. */
  get shareable(): { facts: Case; leftOut: number } {
    let facts = this.#facts;
    let leftOut = 0;
    for (const path of [...paths(this.#facts)]) {
      const value = at(this.#facts, path);
      if (tops.has(path) || Array.isArray(value) || this.#shapes.get(path)?.sensitive === false) continue;
      facts = having(facts, path, undefined);
      leftOut += 1;
    }
    return { facts, leftOut };
  }

  #to(facts: Case): void {
    const before = this.#facts;
    this.#facts = facts;
    try {
      this.#ask();
    } catch (thrown) {
      this.#facts = before;
      throw thrown;
    }
  }

  #ask(): void {
    const inquiry = this.pack.ask(this.#facts, this.question);
    this.#open = inquiry.questions;
    this.#grows = inquiry.may_grow;
    for (const one of inquiry.questions) this.#shapes.set(one.path, one);
  }

  /** Finds out how answers that came from elsewhere were asked: with the lists alone nearly everything is open. */
  #recover(): void {
    const learn = (facts: Case) => {
      for (const one of this.pack.ask(facts, this.question).questions) {
        if (!this.#shapes.has(one.path)) this.#shapes.set(one.path, one);
      }
    };
    let bare: Case = {};
    for (const path of paths(this.#facts)) {
      const value = at(this.#facts, path);
      if (Array.isArray(value)) bare = having(bare, path, value.map(() => ({})));
    }
    try {
      learn({});
      learn(bare);
      for (const path of this.unasked.slice(0, 40)) learn(having(this.#facts, path, undefined));
    } catch (thrown) {
      // Without one answer the others may make no case; then that answer keeps its bare name.
      if (!(thrown instanceof EngineError)) throw thrown;
    }
  }
}
