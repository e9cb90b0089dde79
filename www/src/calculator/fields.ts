/** Boxes for answers: what they look like and how they are read. Label, hint, error and box stand in one root. */

import { html, nothing, type TemplateResult } from "lit";
import { kept } from "./kept.js";
import type { Asked } from "./session.js";
import type { Value } from "./case.js";
import { day, dayParts, named, number, readBack, type Language } from "./values.js";
import { inWords, type Sentence, type Speak } from "./words.js";

/** How a field is shown. */
export interface Shown {
  asked: Asked;
  value: Value | undefined;
  /** What is wrong with what was written. */
  error: string | undefined;
  language: Language;
  speak: Speak;
  /** Whether the question is the heading of its page. */
  alone: boolean;
  /** To whom the question belongs, where it stands in a list. */
  whose: string;
  /** What an answer can change, by name. */
  changes: readonly string[];
  readonly: boolean;
}

export const idOf = (path: string) => `q-${path.replace(/\s/g, "_")}`;

/** The question as a sentence, or its name. */
export function questionOf(asked: Asked, language: Language): string {
  return inWords(asked.question ?? asked.name, language);
}

/** A question with its boxes. */
export function field(shown: Shown): TemplateResult {
  const { asked, error, alone } = shown;
  const id = idOf(asked.path);
  const grouped = asked.answer?.type !== "number" && asked.answer?.type !== "text";
  const heading = questionOf(asked, shown.language);
  const described = [`${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  const after = html`
    <div class="hint" part="hint" id="${id}-hint">${hints(shown)}</div>
    ${error ? html`<p class="error" part="error" id="${id}-error"><span aria-hidden="true">✘ </span>${error}</p>` : nothing}
  `;
  const whose = shown.whose === "" ? nothing : html`<span class="whose">${shown.whose}</span>`;
  if (grouped) {
    const legend = html`${whose} <span class="wording">${heading}</span>`;
    return html`<div class="field ${error ? "wrong" : ""}" part="field" data-path=${asked.path}>
      <fieldset aria-describedby=${described}>
        <legend part="question">${alone ? html`<h2 tabindex="-1" data-heading>${legend}</h2>` : legend}</legend>
        ${after} ${boxes(shown, id, "")}
      </fieldset>
    </div>`;
  }
  const label = html`<label for="${id}-box" part="question">${whose} <span class="wording">${heading}</span></label>`;
  return html`<div class="field ${error ? "wrong" : ""}" part="field" data-path=${asked.path}>
    ${alone ? html`<h2 tabindex="-1" data-heading>${label}</h2>` : label} ${after} ${boxes(shown, id, described)}
  </div>`;
}

function hints({ asked, language, speak }: Shown) {
  const line = (sentence: Sentence, words: string) => (words === "" ? nothing : html`<p>${speak(sentence)}${words}</p>`);
  return html`
    ${asked.answer?.type === "date" ? html`<p>${speak("dateHint")}</p>` : nothing} ${line("evidence", inWords(asked.evidence, language))}
    ${line("sharedBy", asked.shared_by ?? "")} ${line("otherwise", inWords(asked.default, language))}
    ${asked.sensitive ? html`<p class="private"><span aria-hidden="true">● </span>${speak("sensitive")}</p>` : nothing}
  `;
}

/** What an answer can change, folded. */
export function reasons({ changes, speak, language }: Pick<Shown, "changes" | "speak" | "language">) {
  if (changes.length === 0) return nothing;
  const few = changes.slice(0, 8).join(language === "zh" ? "、" : ", ");
  const more = changes.length > 8 ? ` ${speak("more", { n: changes.length })}` : "";
  return html`<details class="reason"><summary>${speak("whyAsked")}</summary><p>${speak("changes")}${few}${more}</p></details>`;
}

function boxes(shown: Shown, id: string, described: string) {
  const { asked, value, language, speak, readonly } = shown;
  const answer = asked.answer;
  const wrong = shown.error ? "true" : nothing;
  const option = (of: string, label: string, chosen: boolean, place: number) => html`<label class="choice">
    <input type="radio" name=${asked.path} id="${id}-box${place === 0 ? "" : place}" value=${of} ?checked=${chosen} ?disabled=${readonly} />
    <span>${label}</span>
  </label>`;
  switch (answer?.type) {
    case "yes_no":
      return html`<div class="choices short">
        ${option("true", speak("yes"), isYes(value), 0)} ${option("false", speak("no"), value !== undefined && !isYes(value), 1)}
      </div>`;
    case "choice":
      return html`<div class="choices">
        ${answer.options.map((one, place) => option(one.name, named(one, language), value === one.name || value === one.alias, place))}
      </div>`;
    case "date": {
      const parts = (typeof value === "string" && dayParts(value)) || ["", "", ""];
      const box = (name: "year" | "month" | "date", part: string, place: number) => html`<label class="box ${name}">
        <span>${speak(name)}</span>
        <input type="text" inputmode="numeric" autocomplete="off" name="${asked.path}|${name}" id="${id}-box${place === 0 ? "" : place}"
          ${kept(part, digits)} aria-invalid=${wrong} ?readonly=${readonly} @paste=${pasted} />
      </label>`;
      return html`<div class="dates">${box("year", parts[0]!, 0)} ${box("month", parts[1]!, 1)} ${box("date", parts[2]!, 2)}</div>`;
    }
    case "number": {
      const unit = answer.unit[language];
      const read = (text: string) => {
        const found = number(text, answer.unit);
        return found === undefined ? "" : readBack(found, answer.unit, language);
      };
      const said = (event: InputEvent) => {
        if (event.isComposing) return;
        const box = event.currentTarget as HTMLInputElement;
        const out = box.closest(".field")?.querySelector("output");
        if (out) out.textContent = read(box.value);
      };
      const text = typeof value === "string" ? value : "";
      return html`<div class="numeral">
          <input type="text" inputmode="decimal" autocomplete="off" spellcheck="false" id="${id}-box" name=${asked.path} ${kept(text, (written) => number(written, answer.unit))}
            aria-describedby="${described} ${id}-unit" aria-invalid=${wrong} ?readonly=${readonly} @input=${said} @compositionend=${said} />
          <span class="unit" id="${id}-unit">${unit}</span>
        </div>
        <output class="read-back" for="${id}-box" aria-live="polite" .textContent=${text === "" ? "" : read(text)}></output>`;
    }
    default:
      return html`<input class="text" type="text" autocomplete="off" id="${id}-box" name=${asked.path} .value=${typeof value === "string" ? value : ""}
        aria-describedby=${described} aria-invalid=${wrong} ?readonly=${readonly} />`;
  }
}

/** A part of a day: 01 is 1. */
const digits = (text: string) => (text === "" ? text : String(Number(text.normalize("NFKC"))));

function isYes(value: Value | undefined): boolean {
  return value === true || value === "true" || value === "是";
}

/** A whole day that is pasted into one box fills all three. */
function pasted(event: ClipboardEvent): void {
  const parts = dayParts(event.clipboardData?.getData("text") ?? "");
  const all = (event.currentTarget as HTMLElement).closest(".dates")?.querySelectorAll("input");
  if (!parts || !all) return;
  event.preventDefault();
  for (const [place, box] of all.entries()) box.value = parts[place] ?? "";
}

/** What was written into the boxes of a question: a value, nothing, or what is wrong. */
export function readField(form: HTMLFormElement, asked: Asked): { value?: Value; empty: boolean; wrong?: Sentence } {
  const given = new FormData(form);
  const text = (name: string) => String(given.get(name) ?? "").trim();
  switch (asked.answer?.type) {
    case "yes_no": {
      const chosen = text(asked.path);
      return chosen === "" ? { empty: true, wrong: "chooseOne" } : { empty: false, value: chosen === "true" };
    }
    case "choice": {
      const chosen = text(asked.path);
      return chosen === "" ? { empty: true, wrong: "chooseOne" } : { empty: false, value: chosen };
    }
    case "date": {
      const [year, month, date] = [text(`${asked.path}|year`), text(`${asked.path}|month`), text(`${asked.path}|date`)] as const;
      const written = day(year, month, date);
      return written ? { empty: false, value: written } : { empty: year + month + date === "", wrong: "enterDate" };
    }
    case "number": {
      const written = text(asked.path);
      const found = number(written, asked.answer.unit);
      return found === undefined ? { empty: written === "", wrong: "enterNumber" } : { empty: false, value: found };
    }
    default: {
      const written = text(asked.path);
      return written === "" ? { empty: true, wrong: "enterText" } : { empty: false, value: written };
    }
  }
}
