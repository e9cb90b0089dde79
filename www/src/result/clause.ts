/** Provisions: a button in the text, and the dialog with the words of the provision that it opens. */

import { html, nothing, render, type TemplateResult } from "lit";
import type { Account, Erratum, Passage } from "../../generated/types/account.js";
import type { Scene } from "./scene.js";
import type { Voice } from "./words.js";

/** What the view calls its dialog. */
export const DIALOG = "answers-clause";

type Cited = Account["documents"][number];

/** 《title》 and place, as a citation. */
export function cite({ title, path }: Passage, voice: Voice): string {
  const place = voice.of(path);
  return `《${title}》${voice.english && place !== "" ? ", " : ""}${place}`;
}

/** The citation that is copied: title, number, place and words. */
function citation(passage: Passage, voice: Voice): string {
  const number = passage.number === null ? "" : `（${passage.number}）`;
  const quote = passage.quote === null ? "" : `${voice.english ? ": " : "："}“${passage.quote}”`;
  return `《${passage.title}》${number}${voice.of(passage.path)}${quote}`;
}

/** A provision in the text. */
export function clause(scene: Scene, passage: Passage): TemplateResult {
  const { voice } = scene;
  const words = voice.shown(cite(passage, voice));
  if (scene.paper) return html`<span class="cite">${words}</span>`;
  const open = (event: Event) => opened(scene, passage, event.currentTarget as HTMLElement);
  return html`<button type="button" class="clause" part="clause" aria-haspopup="dialog" @click=${open}>${words}</button>`;
}

/** Several provisions. */
export function clauses(scene: Scene, passages: readonly Passage[]): TemplateResult | typeof nothing {
  if (passages.length === 0) return nothing;
  return html`<ul class="clauses">${passages.map((passage) => html`<li>${clause(scene, passage)}</li>`)}</ul>`;
}

function opened(scene: Scene, passage: Passage, from: HTMLElement): void {
  const dialog = (from.getRootNode() as ShadowRoot | Document).getElementById(DIALOG) as HTMLDialogElement | null;
  if (dialog === null) return;
  render(body(scene, passage, dialog), dialog);
  dialog.addEventListener("close", () => from.focus(), { once: true });
  dialog.showModal();
  scene.onClauseOpen?.(cite(passage, scene.voice));
}

/** The dialog, empty until a provision is opened. */
export function clauseDialog(): TemplateResult {
  // A press beside the words closes it.
  const beside = (event: Event) => {
    if (event.target === event.currentTarget) (event.currentTarget as HTMLDialogElement).close();
  };
  return html`<dialog id=${DIALOG} class="passage" part="clause" aria-labelledby="${DIALOG}-title" @click=${beside}></dialog>`;
}

function body(scene: Scene, passage: Passage, dialog: HTMLDialogElement): TemplateResult {
  const { voice } = scene;
  const copy = () => copied(passage, dialog, voice);
  return html`<div class="inside">
    <p class="kicker">${voice.say("clause")}</p>
    <h4 id="${DIALOG}-title" tabindex="-1" autofocus>${voice.shown(`《${passage.title}》`)}</h4>
    <p class="where">${voice.of(passage.path) || voice.say("whole")} ${badge(passage, voice)}</p>
    ${quoted(passage, voice)} ${errata(passage, voice)} ${particulars(scene, passage)}
    <div class="buttons">
      <button type="button" class="go" data-copy @click=${copy}>${voice.say("copy")}</button>
      <button type="button" class="plain" data-close @click=${() => dialog.close()}>${voice.say("close")}</button>
    </div>
    <p class="status" role="status"></p>
    <p class="vh" data-citation>${citation(passage, voice)}</p>
  </div>`;
}

/** Whether the words were compared with the text that the rules hold. */
export function badge(passage: Passage, voice: Voice): TemplateResult | typeof nothing {
  if (passage.verified) return html`<span class="badge sure" part="badge">✓ ${voice.say("verified")}</span>`;
  return passage.quote === null ? html`<span class="badge" part="badge">${voice.say("notHeld")}</span>` : nothing;
}

/** The document that a passage stands in. */
export function documentOf(account: Account, passage: Passage): Cited | undefined {
  return account.documents.find(({ title, number }) => title === passage.title && number === passage.number);
}

function particulars(scene: Scene, passage: Passage): TemplateResult {
  const { voice } = scene;
  const of = documentOf(scene.account, passage);
  const rows: [string, string][] = [
    [voice.say("number"), passage.number ?? ""],
    [voice.say("issuers"), voice.list(of?.issuers ?? [])],
    [voice.say("dated"), of?.dated ? voice.day(of.dated) : ""],
    [voice.say("publishedOn"), of?.published ? voice.day(of.published) : ""],
    [voice.say("inForceSpan"), voice.span(of?.from ?? null, of?.until ?? null)],
    [voice.say("sourceDigest"), (scene.officer && of?.digest) || ""],
  ];
  const shown = rows.filter(([, value]) => value !== "");
  return html`<dl class="rows">${shown.map(([name, value]) => html`<div><dt>${name}</dt><dd>${voice.shown(value)}</dd></div>`)}</dl>`;
}

/** The words of a provision to the letter; what an erratum is about is marked. */
export function quoted(passage: Passage, voice: Voice): TemplateResult {
  if (passage.quote === null) {
    return html`<p class="absent">${voice.say("notHeldSays")}</p>`;
  }
  return html`<blockquote class="quote" lang="zh-Hans" data-quote>${marked(passage.quote, passage.errata)}</blockquote>`;
}

function marked(quote: string, errata: readonly Erratum[]): unknown[] {
  const slips = errata.flatMap(({ wording }) => wording).filter((slip) => slip !== "" && quote.includes(slip));
  const first = slips.sort((one, other) => quote.indexOf(one) - quote.indexOf(other))[0];
  if (first === undefined) return [quote];
  const at = quote.indexOf(first);
  return [quote.slice(0, at), html`<mark>${first}</mark>`, ...marked(quote.slice(at + first.length), errata)];
}

/** What is wrong in the text, and what it presumably says. */
export function errata({ errata: found }: Passage, voice: Voice): TemplateResult | typeof nothing {
  if (found.length === 0) return nothing;
  const one = ({ name, presumed, grounds, confidence, effect }: Erratum) => html`<li>
    <strong>${voice.say("erratum")} ${name}</strong>
    ${presumed === null ? nothing : html`<p>${voice.shown(voice.say("presumed", { what: presumed }))}</p>`}
    ${grounds === null ? nothing : html`<p>${voice.shown(voice.say("grounds", { what: grounds }))}</p>`}
    ${confidence === null ? nothing : html`<p>${voice.shown(voice.say("confidence", { what: confidence }))}</p>`}
    ${effect === null ? nothing : html`<p>${voice.shown(voice.say("matters", { what: effect }))}</p>`}
  </li>`;
  return html`<ul class="errata">${found.map(one)}</ul>`;
}

/** Copies a citation; where the browser does not allow it, selects it, so that a key does. */
async function copied(passage: Passage, dialog: HTMLDialogElement, voice: Voice): Promise<void> {
  const status = dialog.querySelector("[role=status]")!;
  try {
    await navigator.clipboard.writeText(citation(passage, voice));
    status.textContent = voice.say("copied");
  } catch {
    const place = dialog.querySelector<HTMLElement>("[data-citation]")!;
    place.classList.remove("vh");
    getSelection()?.selectAllChildren(place);
    status.textContent = voice.say("selected");
  }
}
