/** What a person asked to keep: files, links, records; and what came back from them. */

import { html, nothing } from "lit";
import { EngineError, type Words } from "../engine.js";
import { having, type Case } from "./case.js";
import type { TiaoliCalculator } from "./element.js";
import type { Keeping } from "./ends.js";
import { download, fromFile, fromLink, linked, toFile, toLink, type Kept } from "./keep.js";
import type { Scene } from "./pages.js";
import type { Page } from "./walk.js";
import type { Session } from "./session.js";
import { type Sentence } from "./words.js";

interface Notice {
  sentence: Sentence;
  parts?: Record<string, string | number>;
  /** Paths of answers that were not taken. */
  paths?: string[];
  /** What the engine says of it. */
  said?: Words | undefined;
}

export class Keeper implements Keeping {
  #link: { of: Case; link: NonNullable<Keeping["link"]> } | undefined;
  #notices: Notice[] = [];
  /** The page that was shown when something came back; on the next one it is known. */
  #told: Page | undefined;

  constructor(private readonly of: TiaoliCalculator) {}

  /** A link to the answers as they are; one to earlier answers is gone. */
  get link(): Keeping["link"] {
    return this.#link?.of === this.#session?.facts ? this.#link?.link : undefined;
  }

  get permalink(): Keeping["permalink"] {
    const wanted = this.of.permalink;
    return wanted === "off" || wanted === "file" ? wanted : "fragment";
  }

  readonly saveFile = (): void => {
    void this.written("answers").then((text) => download("tiaoli-answers.json", text));
  };

  readonly saveRecord = (): void => {
    const refused = (thrown: unknown) => this.#tell({ sentence: "noRecord", said: thrown instanceof EngineError ? thrown.says : undefined });
    void this.written("record").then((text) => download("tiaoli-record.json", text), refused);
  };

  readonly makeLink = (withSensitive: boolean): void => {
    const session = this.#session;
    if (!session) return;
    const { facts, leftOut } = withSensitive ? { facts: session.facts, leftOut: 0 } : session.shareable;
    void toLink(this.#kept(session, facts), new URL(location.href)).then((href) => {
      this.#link = { of: session.facts, link: { href, leftOut, copied: false } };
      this.of.requestUpdate();
      void this.of.updateComplete.then(() => this.of.renderRoot.querySelector<HTMLElement>("#link-box")?.focus());
    });
  };

  readonly copyLink = (): void => {
    const { link } = this;
    if (!link) return;
    this.of.renderRoot.querySelector<HTMLInputElement>("#link-box")?.select();
    void navigator.clipboard?.writeText(link.href).then(() => {
      if (this.#link?.link === link) this.#link = { ...this.#link, link: { ...link, copied: true } };
      this.of.requestUpdate();
    }, () => undefined);
  };

  readonly openFile = (file: File): void => {
    void fromFile(file).then((kept) => this.#take(kept, "notAnswers"));
  };

  /** What was made of the answers: the file to keep them in, or the record of the decision. */
  async written(kind: "answers" | "record"): Promise<string> {
    const session = this.#session;
    if (!session) throw new DOMException("there is no pack yet", "InvalidStateError");
    if (kind === "answers") return toFile(this.#kept(session, session.facts));
    return session.pack.record(session.facts, session.question, new Date());
  }

  /** Takes answers out of the address, where it holds some. */
  async fromAddress(): Promise<void> {
    if (this.permalink !== "fragment" || !linked(location.hash)) return;
    this.#take(await fromLink(location.hash), "brokenLink");
  }

  forget(): void {
    this.#notices = [];
    this.#link = undefined;
  }

  /** What came of opening a file or a link. */
  notice({ speak, walk, language }: Scene) {
    if (this.#notices.length === 0 || walk.page !== this.#told) return nothing;
    return html`<div class="notice" role="status">
      ${this.#notices.map(({ sentence, parts, paths, said }) => html`<p>${speak(sentence, parts)}${paths?.join("、") ?? ""}${said?.[language] ?? ""}</p>`)}
    </div>`;
  }

  get #session(): Session | undefined {
    return this.of.walk?.session;
  }

  #kept(session: Session, facts: Case): Kept {
    const { about } = session.pack;
    const { as_of } = session.purpose;
    return { version: 1, pack: about.pack?.sha256 ?? null, rules: `${about.package.name} ${about.package.version}`, goals: session.purpose.goals, ...(as_of ? { as_of } : {}), facts };
  }

  #tell(notice: Notice): void {
    this.#notices = [notice];
    this.#told = this.of.walk?.page;
    this.of.requestUpdate();
  }

  #take(kept: Kept | undefined, otherwise: Sentence): void {
    this.forget();
    if (!kept) return this.#tell({ sentence: otherwise });
    try {
      this.#bring(kept);
    } catch (thrown) {
      if (!(thrown instanceof EngineError)) throw thrown;
      this.#tell({ sentence: otherwise });
    }
  }

  #bring(kept: Kept): void {
    const own = this.#session?.pack.about.pack?.sha256 ?? null;
    this.#notices = [{ sentence: "restored" }];
    if (kept.pack !== own) {
      this.#notices.push({ sentence: "outdated", parts: { digest: `${String(kept.pack).replace("sha256:", "").slice(0, 16)}…` } });
      this.of.tell("policy-pack-outdated", { made_with: kept.pack, pack: own });
    }
    const dropped = this.#fit(kept);
    if (dropped.length > 0) this.#notices.push({ sentence: "dropped", parts: { n: dropped.length }, paths: dropped });
    this.of.walk?.to({ at: "review" });
    this.#told = this.of.walk?.page;
  }

  /** Brings facts in; those that do not fit are left out, and said. */
  #fit(kept: Kept): string[] {
    const dropped: string[] = [];
    let { facts } = kept;
    for (let tries = 0; tries < 50; tries += 1) {
      try {
        this.of.judge(kept.as_of ?? this.#session?.purpose.as_of, { at: "start" });
        this.of.facts = facts;
        return dropped;
      } catch (thrown) {
        if (!(thrown instanceof EngineError) || thrown.code !== "facts") throw thrown;
        const paths = [...new Set(thrown.problems.flatMap(({ path }) => path || []))];
        const fewer = paths.reduce((rest, path) => having(rest, path, undefined), facts);
        if (JSON.stringify(fewer) === JSON.stringify(facts)) break;
        dropped.push(...paths);
        facts = fewer;
      }
    }
    this.of.facts = {};
    return [...dropped, ...Object.keys(facts)];
  }
}
