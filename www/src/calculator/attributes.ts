/** What a page writes on the element, and what follows from it. */

import { LitElement } from "lit";
import type { Language } from "./values.js";
import type { Mode } from "./walk.js";

export class Attributes extends LitElement {
  static override properties = {
    src: {}, packDigest: { attribute: "pack-digest" }, rule: {}, lifeEvent: { attribute: "life-event" },
    asOf: { attribute: "as-of" }, lawAsOf: { attribute: "law-as-of" }, mode: {}, lang: {}, runtime: {}, audience: {},
    readonly: { type: Boolean }, embed: {}, senior: { type: Boolean, reflect: true }, permalink: {}, exposeFacts: { type: Boolean, attribute: "expose-facts" },
  };

  declare src: string | null;
  declare packDigest: string | null;
  declare rule: string | null;
  declare lifeEvent: string | null;
  declare asOf: string | null;
  declare lawAsOf: string | null;
  declare mode: Mode | null;
  declare lang: string;
  /** Where the module is, if not beside the script. */
  declare runtime: string | null;
  /** `officer` for the explanations of those who decide. */
  declare audience: string | null;
  declare readonly: boolean;
  declare embed: string | null;
  declare senior: boolean;
  declare permalink: string | null;
  declare exposeFacts: boolean;

  get officer(): boolean {
    return this.audience === "officer";
  }

  get language(): Language {
    const lang = this.lang || this.closest("[lang]")?.getAttribute("lang") || "zh-Hans";
    return lang.toLowerCase().startsWith("en") ? "en" : "zh";
  }

  /** Norms, definitions or questionnaires, parted by commas or blanks. */
  get goals(): string[] {
    return (this.rule ?? this.lifeEvent ?? "").split(/[,，、\s]+/).filter((goal) => goal !== "");
  }

  get kind(): Mode {
    return this.mode === "form" || this.mode === "result" ? this.mode : "wizard";
  }
}
