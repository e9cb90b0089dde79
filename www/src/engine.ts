/**
 * The engine in a page, without any page: packs in, answers out.
 *
 * Everything happens in the module's own memory; nothing is sent anywhere. What cannot be answered is thrown as an
 * {@link EngineError}. A module that crashed is started again with the packages that it had.
 */

import type { Account } from "../generated/types/account.js";
import type { Answers } from "../generated/types/answers.js";
import type { Brief } from "../generated/types/brief.js";
import type { Inquiry } from "../generated/types/inquiry.js";
import type { DecisionRecord } from "../generated/types/record.js";
import type { Different } from "../generated/types/what-if.js";

export type { Account, Answers, Brief, DecisionRecord, Different, Inquiry };

/** Words in both languages. */
export interface Words {
  zh: string;
  en: string;
}

/** What is wrong with a rule file or with facts, and where. */
export interface Problem {
  code: string;
  severity: "error" | "warning" | "hint";
  message: Words;
  place: null | {
    file?: string;
    line: number;
    character: number;
    end_line?: number;
    end_character?: number;
    words?: string;
  };
  /** Where in the facts. */
  path?: string;
  ways_out: Words[];
  provision?: Words | null;
}

/** Why there is no answer. */
export type Code =
  | "argument"
  | "not_loaded"
  | "goal"
  | "day"
  | "time"
  | "facts"
  | "unsound"
  | "stopped"
  /** The browser gives no random bytes for the salts of a record. */
  | "random"
  /** The pack is not the one that is wanted. */
  | "digest"
  /** Of packs. */
  | "foreign"
  | "truncated"
  | "newer"
  | "older"
  | "too_large"
  | "damaged"
  | "broken"
  /** Of formatting. */
  | "unsafe"
  /** Of records. */
  | "not_a_record"
  | "version"
  | "block"
  | "cut"
  | "twice"
  | "number"
  | "json"
  /** Of what is at hand beside a record. */
  | "key"
  | "digest_written"
  /** The module crashed; it is started again when something is asked next. */
  | "crashed"
  /** The module crashed and could not be started again. */
  | "lost";

/** Why there is no answer, in both languages. */
export class EngineError extends Error {
  override readonly name = "EngineError";
  constructor(
    readonly code: Code,
    readonly says: Words,
    readonly problems: readonly Problem[] = [],
  ) {
    super(`${says.zh} / ${says.en}`);
  }
}

/** What is asked of a case. Days are written `2024-06-15`. */
export interface Question {
  /** Names of norms, definitions or questionnaires; without any, the rights. */
  goals?: readonly string[];
  /** All norms, where no goal is named. */
  everything?: boolean;
  as_of?: string;
  law_as_of?: string;
  known_as_of?: string;
  /** Taken for 判断日 where neither the question nor the case gives one: the engine knows no clock. */
  today: string;
  /** Whether reasons and the trace are wanted. */
  explained?: boolean;
}

/** To whom a decision is told. An auditor has records, and the page that verifies them. */
export type Reader = "citizen" | "officer";

/** How what would have to be different is looked for. */
export interface Search {
  /** For whom alone, as answers write it: `家庭.子女[0]`. */
  instance?: string;
  /** What would lose a right rather than gain it. */
  lose?: boolean;
  /** How many facts may change together; 3 where nothing is said. */
  size?: number;
  /** How many times the case may be run; 20,000 where nothing is said. A search that was cut short says so. */
  runs?: number;
  /** How many later days are tried; 366 where nothing is said. */
  days?: number;
}

/** Facts of a case: JSON text, or the value that it stands for. */
export type Facts = string | Readonly<Record<string, unknown>>;

/** What a package says about itself. */
export interface About {
  version: number;
  package: { name: string; version: string; title: Words };
  /** The digests of the pack, as `tiaoli build` prints them. */
  pack: null | Digests;
  questionnaires: {
    name: string;
    alias: string | null;
    audience: string | null;
    introduction: string | null;
    goals: { name: string; alias: string | null }[];
  }[];
  /** The JSON Schema (2020-12) of the facts. */
  facts: Record<string, unknown>;
}

/** Both digests of the same bytes. */
export interface Digests {
  sha256: string;
  sm3: string;
}

/** How a light stands. */
export type State = "green" | "red" | "not_judged";

/** What one light shows. */
export interface Light {
  light: string;
  state: State;
  says: Words;
  places: Words[];
}

/** What came of looking at a record: what `tiaoli verify --json` prints. */
export interface Verified extends Digests {
  version: number;
  /** Whether no light is red. */
  holds: boolean;
  layer: string;
  kind: string;
  lights: Light[];
}

/** What came of deciding again. */
export interface Replayed {
  version: number;
  holds: boolean;
  /** The first place that differs. */
  path: string | null;
  says: Words;
}

/** What the engine needs of the module's generated JavaScript. */
export interface Bindings {
  default(init: { module_or_path: ModuleSource }): Promise<unknown>;
  __wbg_reset_state(): void;
  load(pack: Uint8Array, digest?: string | null): string;
  describe(name: string): unknown;
  decide(name: string, facts: string, question: Question): string;
  brief(name: string, facts: string, question: Question): string;
  ask(name: string, facts: string, question: Question): string;
  why(name: string, facts: string, question: Question, reader: Reader): string;
  what_if(name: string, facts: string, question: Question, search: Search): string;
  record(name: string, facts: string, question: Question, recordedAt?: string | null): string;
  read_record(record: Uint8Array): string;
  verify(name: string, record: Uint8Array): string;
  replay(name: string, record: Uint8Array): string;
}

/** Where the module comes from: its address, its bytes, or the compiled module. */
export type ModuleSource = string | URL | Response | BufferSource | WebAssembly.Module;

/** A running module. One script has one. */
export class Engine<B extends Bindings = Bindings> {
  /** How each package was brought in, to bring it in again. */
  readonly #loaded = new Map<string, () => string>();
  #crashed = false;

  protected constructor(protected readonly bindings: B) {}

  /** Starts a module. */
  static async start(bindings: Bindings, source: ModuleSource): Promise<Engine> {
    await bindings.default({ module_or_path: source });
    return new Engine(bindings);
  }

  /**
   * Reads a pack. With a digest, any other pack is refused.
   *
   * @throws EngineError why the pack is not used
   */
  load(pack: Uint8Array, digest?: string): Package {
    const bytes = pack.slice();
    return new Package(this, this.keep(() => this.bindings.load(bytes, digest)));
  }

  /**
   * Reads a record strictly.
   *
   * @throws EngineError why it is none
   */
  readRecord(record: string | Uint8Array): DecisionRecord {
    return JSON.parse(this.call((to) => to.read_record(bytesOf(record)))) as DecisionRecord;
  }

  /** Brings a package in, now and after every crash. */
  protected keep(bring: () => string): string {
    const name = this.call(bring);
    this.#loaded.set(name, bring);
    return name;
  }

  /**
   * Calls the module. What it refuses is thrown. One that crashed is started again first.
   *
   * @internal
   */
  call<T>(ask: (to: B) => T): T {
    if (this.#crashed) this.#restart();
    try {
      return ask(this.bindings);
    } catch (thrown) {
      if (isRefusal(thrown)) {
        throw new EngineError(thrown.code, thrown.message, thrown.problems);
      }
      // Its memory is as it happened to be, so the whole module goes, before anything else is asked of it.
      this.#crashed = true;
      throw crashed(thrown);
    }
  }

  #restart(): void {
    try {
      this.bindings.__wbg_reset_state();
      for (const bring of this.#loaded.values()) bring();
      this.#crashed = false;
    } catch (thrown) {
      throw lost(thrown);
    }
  }
}

/** A package in the module. It holds nothing that must be given back. */
export class Package {
  readonly about: About;

  /** @internal */
  constructor(
    private readonly engine: Engine,
    /** The name under which the module holds it. */
    private readonly name: string,
  ) {
    this.about = engine.call((to) => to.describe(name)) as About;
  }

  /** Decides a case. */
  decide(facts: Facts, question: Question): Answers {
    return JSON.parse(this.decideText(facts, question)) as Answers;
  }

  /** The same as the text that `tiaoli decide --json` prints, byte for byte; `tiaoli explain --json` where reasons are wanted. */
  decideText(facts: Facts, question: Question): string {
    return this.engine.call((to) => to.decide(this.name, textOf(facts), question));
  }

  /** Decides a case briefly. */
  brief(facts: Facts, question: Question): Brief {
    return JSON.parse(this.briefText(facts, question)) as Brief;
  }

  /** The same as the line that `tiaoli decide --brief` prints, byte for byte. */
  briefText(facts: Facts, question: Question): string {
    return this.engine.call((to) => to.brief(this.name, textOf(facts), question));
  }

  /** What is still to be asked: what can no longer change an answer is not. */
  ask(facts: Facts, question: Question): Inquiry {
    return JSON.parse(this.askText(facts, question)) as Inquiry;
  }

  /** The same as the text that `tiaoli ask --json` prints, byte for byte. */
  askText(facts: Facts, question: Question): string {
    return this.engine.call((to) => to.ask(this.name, textOf(facts), question));
  }

  /** Decides a case and tells it to a reader: conclusions as sentences, reasons in the numbering of the provisions. */
  why(facts: Facts, question: Question, reader: Reader): Account {
    return JSON.parse(this.whyText(facts, question, reader)) as Account;
  }

  /** The same as the text that `tiaoli why --json` prints, byte for byte. */
  whyText(facts: Facts, question: Question, reader: Reader): string {
    return this.engine.call((to) => to.why(this.name, textOf(facts), question, reader));
  }

  /** What would have to be different for another answer, each change proven by running it. */
  whatIf(facts: Facts, question: Question, search: Search = {}): Different {
    return JSON.parse(this.whatIfText(facts, question, search)) as Different;
  }

  /** The same as the text that `tiaoli what-if --json` prints, byte for byte. */
  whatIfText(facts: Facts, question: Question, search: Search = {}): string {
    return this.engine.call((to) => to.what_if(this.name, textOf(facts), question, search));
  }

  /** Decides a case and writes down what came of it: the bytes to keep. With a time, the record says when it was written. */
  record(facts: Facts, question: Question, recordedAt?: Date): string {
    const at = recordedAt?.toISOString().replace(/\.\d+Z$/, "Z");
    return this.engine.call((to) => to.record(this.name, textOf(facts), question, at));
  }

  /** Looks at a record with this package. */
  verify(record: string | Uint8Array): Verified {
    return JSON.parse(this.engine.call((to) => to.verify(this.name, bytesOf(record)))) as Verified;
  }

  /** Makes the decision of a record again with this package. */
  replay(record: string | Uint8Array): Replayed {
    return JSON.parse(this.engine.call((to) => to.replay(this.name, bytesOf(record)))) as Replayed;
  }
}

function textOf(facts: Facts): string {
  return typeof facts === "string" ? facts : JSON.stringify(facts);
}

function bytesOf(text: string | Uint8Array): Uint8Array {
  return typeof text === "string" ? new TextEncoder().encode(text) : text;
}

interface Refusal {
  code: Code;
  message: Words;
  problems?: Problem[];
}

function isRefusal(thrown: unknown): thrown is Refusal {
  if (typeof thrown !== "object" || thrown === null || thrown instanceof Error) return false;
  return "code" in thrown && "message" in thrown;
}

function crashed(thrown: unknown): EngineError {
  const why = thrown instanceof Error ? thrown.message : String(thrown);
  return new EngineError("crashed", {
    zh: `程序出错，这一次没有结果（${why}）；程序会重新启动，可以继续操作`,
    en: `the program failed and gives no answer to this (${why}); it starts again, go on`,
  });
}

function lost(thrown: unknown): EngineError {
  const why = thrown instanceof Error ? thrown.message : String(thrown);
  return new EngineError("lost", {
    zh: `程序出错，没有能够重新启动（${why}）；请再试一次，或者重新打开本页`,
    en: `the program failed and did not start again (${why}); try again, or open this page again`,
  });
}
