/** How answers look. Colours come from the form where the view is in one, else from the host's properties, else from a safe set. */

import { css } from "lit";
import { sheetStyles } from "./paper.js";

export { paper } from "./paper.js";

const colours = css`
  .answers {
    --d-text: #17212b; --d-bg: #ffffff; --d-accent: #0b57a4; --d-ok: #0a6b3d; --d-no: #b0211a; --d-wait: #7d4e00;
    --d-quiet: #4a5866; --d-soft: #f3f6f9; --d-line: #d3dbe3;
    --r-text: var(--_text, var(--pc-color-text, var(--d-text))); --r-bg: var(--_bg, var(--pc-color-bg, var(--d-bg)));
    --r-accent: var(--_accent, var(--pc-color-accent, var(--d-accent)));
    --r-ok: var(--_ok, var(--pc-color-ok, var(--d-ok))); --r-no: var(--_no, var(--pc-color-no, var(--d-no)));
    --r-wait: var(--_wait, var(--pc-color-wait, var(--d-wait)));
    --r-quiet: color-mix(in srgb, var(--r-text) 76%, var(--r-bg)); --r-soft: color-mix(in srgb, var(--r-text) 4.5%, var(--r-bg));
    --r-line: color-mix(in srgb, var(--r-text) 17%, var(--r-bg)); --r-on: var(--r-bg);
    --r-radius: var(--_radius, var(--pc-radius, 0.4em)); --r-gap: var(--_gap, var(--pc-gap, 1.5em));
    --r-focus: var(--_focus, var(--pc-focus, #ffb81c));
    color: var(--r-text); overflow-wrap: anywhere; line-height: 1.6; min-width: 0;
    display: grid; grid-template-columns: minmax(0, 1fr); gap: calc(var(--r-gap) * 1.6);
  }
  @media (prefers-color-scheme: dark) {
    .answers {
      --d-text: #e9eef3; --d-bg: #131a21; --d-accent: #8cc2ff; --d-ok: #74d6a0; --d-no: #ff9c94; --d-wait: #f3c46b;
    }
  }
  .answers [data-outcome="holds"] { --r-tone: var(--r-ok); }
  .answers [data-outcome="pending"], .answers [data-outcome="awaits_finding"] { --r-tone: var(--r-wait); }
  .answers [data-outcome="fails"], .answers [data-outcome="faulty"] { --r-tone: var(--r-no); }
  .answers [data-outcome="not_applicable"] { --r-tone: var(--r-quiet); }
  .answers [data-mark="holds"] { --r-mark: var(--r-ok); }
  .answers [data-mark="fails"], .answers [data-mark="fault"] { --r-mark: var(--r-no); }
  .answers [data-mark="open"] { --r-mark: var(--r-wait); }
  .answers [data-mark="not_judged"], .answers [data-mark="value"] { --r-mark: var(--r-quiet); }
`;

const base = css`
  .answers *, .answers *::before, .answers *::after { box-sizing: border-box; }
  .answers :is(h3, h4, h5, p, ul, dl, dd, blockquote, figure) { margin: 0; padding: 0; font: inherit; }
  .answers ul { list-style: none; }
  .answers .vh { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  .answers .note, .answers .label { color: var(--r-quiet); font-size: 0.88em; }
  .answers b { font-weight: 650; }
  .answers svg { flex: none; fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
  .answers svg .full { fill: currentColor; }
  .answers svg .on { stroke: var(--r-on); stroke-width: 2.4; }
  .answers svg .dashed { stroke-dasharray: 3.2 2.8; }
  .answers .sign { width: 1.7em; height: 1.7em; color: var(--r-tone); }
  .answers .tick { width: 1.15em; height: 1.15em; margin-top: 0.22em; color: var(--r-mark); stroke-width: 2.8; }
  .answers :is(button, summary, h3, h4):focus-visible, .answers dialog :focus-visible {
    outline: 3px solid var(--r-focus); outline-offset: 0; box-shadow: 0 0 0 5px var(--r-text); border-radius: 0.15em;
  }
  .answers h3:focus { outline: none; }
  .answers button { font: inherit; cursor: pointer; color: inherit; }
  .answers button.plain, .answers button.go {
    min-height: 2.6em; padding: 0.35em 1.1em; border: 2px solid var(--r-accent); border-radius: var(--r-radius);
    background: none; color: var(--r-accent); font-weight: 600; width: fit-content;
  }
  .answers button.go { background: var(--r-accent); color: var(--r-on); }
  .answers button.plain:hover { background: var(--r-soft); }
  .answers button.clause {
    border: 0; background: none; padding: 0.1em 0; min-height: 1.6em; color: var(--r-accent); text-align: start; font-weight: 400; display: inline;
    text-decoration: underline; text-decoration-thickness: 0.06em; text-underline-offset: 0.22em;
  }
  .answers button.clause:hover { text-decoration-thickness: 0.13em; }
  .answers .badge {
    display: inline-block; font-size: 0.8em; line-height: 1.5; padding: 0.05em 0.6em; border-radius: 1em;
    border: 1px solid var(--r-line); color: var(--r-quiet);
  }
  .answers .badge.sure { color: var(--r-ok); border-color: currentColor; }
  .answers .badge.doubtful { color: var(--r-wait); border-color: currentColor; border-style: dashed; }
  .answers .count { color: var(--r-quiet); font-weight: 400; font-size: 0.85em; margin-inline-start: 0.35em; font-variant-numeric: tabular-nums; }
  .answers .chip { display: inline-block; font-size: 0.85em; line-height: 1.5; padding: 0.05em 0.6em; border-radius: 0.3em; background: color-mix(in srgb, var(--r-text) 9%, var(--r-bg)); color: var(--r-text); }
`;

const overview = css`
  .answers .overview ul { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 9em), 1fr)); gap: 0.6em; }
  .answers .overview button {
    width: 100%; min-height: 3.2em; display: flex; align-items: center; gap: 0.5em; text-align: start; padding: 0.45em 0.75em; font-weight: 500; height: 100%;
    border: 1px solid var(--r-line); border-radius: var(--r-radius); background: var(--r-soft);
  }
  .answers .overview button:hover { border-color: var(--r-tone); }
  .answers .overview .sign { width: 1.4em; height: 1.4em; }
  .answers .overview .says { flex: 1; line-height: 1.3; font-size: 0.92em; min-width: 0; }
  .answers .overview b { font-size: 1.25em; font-variant-numeric: tabular-nums; }
  .answers .overview .note { margin-top: 0.8em; }
  .answers .group { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.5em; }
  .answers h3 { font-size: 1.28em; font-weight: 650; line-height: 1.35; scroll-margin-top: 1em; }
  .answers .lead { color: var(--r-quiet); }
  .answers .cards { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.9em; margin-top: 0.5em; }
  .answers .whole > summary h3 { display: inline; }
  .answers .whole > .lead, .answers .whole > .cards { margin-top: 0.6em; }
`;

const card = css`
  .answers .card {
    display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.55em; padding: 0.95em 1.1em 0.75em;
    border: 1px solid var(--r-line); border-radius: calc(var(--r-radius) * 1.6); background: var(--r-bg);
  }
  .answers .card[data-outcome="pending"] { border: 1.5px dashed var(--r-tone); }
  .answers .card[data-outcome="awaits_finding"] { border: 2px dotted var(--r-tone); }
  .answers .card:is([data-outcome="fails"], [data-outcome="faulty"], [data-outcome="not_applicable"]) { background: var(--r-soft); }
  .answers .card > header { display: flex; flex-wrap: wrap; gap: 0.2em 0.6em; align-items: flex-start; border: 0; padding: 0; }
  .answers .card > header > div { min-width: min(100%, 6.5em); flex: 1; display: flex; flex-wrap: wrap; gap: 0.15em 0.7em; align-items: center; }
  .answers .card > header .sign { width: 1.5em; height: 1.5em; margin-top: 0.05em; }
  .answers :is(h4, .need .asks)::first-letter { text-transform: uppercase; }
  .answers h4 { font-size: 1.08em; font-weight: 650; line-height: 1.45; }
  .answers .chips { display: flex; flex-wrap: wrap; gap: 0.3em; }
  .answers .badge.state { color: var(--r-tone); border-color: currentColor; font-weight: 600; margin-top: 0.2em; flex: 0 1 auto; }
  .answers .conclusion { font-size: 0.97em; }
  .answers .amount + .conclusion { color: var(--r-quiet); font-size: 0.92em; }
  .answers .amount { line-height: 1.25; font-variant-numeric: tabular-nums; }
  .answers .amount .label { display: block; line-height: 1.5; }
  .answers .amount .value { font-size: 1.75em; font-weight: 700; letter-spacing: -0.01em; color: var(--r-tone); }
  .answers .amount .unit { font-weight: 500; }
  .answers .each { display: grid; gap: 0.9em; }
  .answers .each > li { display: grid; gap: 0.4em; justify-items: start; }
  .answers .each > li > div { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 9.5em), 1fr)); gap: 0.5em 1.2em; width: 100%; }
  .answers .each .value { font-size: 1.45em; }
  .answers .from { display: flex; gap: 0.1em 0.7em; align-items: baseline; font-size: 0.88em; }
  .answers .from .label { font-size: 1em; flex: none; }
  .answers .from .clause { min-width: 0; }
  .answers .item > .from { flex-wrap: wrap; }
  .answers .needs { display: grid; gap: 0.7em; }
  .answers .need { display: grid; gap: 0.25em; justify-items: start; padding: 0.75em 0.95em; border-radius: var(--r-radius); background: var(--r-soft); }
  .answers .need .asks { font-weight: 600; }
  .answers .need .who { font-size: 0.94em; }
  .answers .need button { margin-top: 0.35em; }
  .answers .behind { border-top: 1px solid var(--r-line); margin-top: 0.1em; }
  .answers .behind > .fold { border-bottom: 1px solid var(--r-line); }
  .answers .behind > .fold:last-child { border-bottom: 0; margin-bottom: -0.45em; }
  .answers .each-why { padding-bottom: 0.4em; }
  .answers .each-why > .fold { border-top: 1px solid var(--r-line); }
  .answers .fold > summary {
    cursor: pointer; list-style: none; display: flex; align-items: center; gap: 0.5em; min-height: 2.6em; padding: 0.25em 0; color: var(--r-accent); font-weight: 500;
  }
  .answers .fold > summary::-webkit-details-marker { display: none; }
  .answers .fold > summary::before {
    content: ""; flex: none; width: 0.5em; height: 0.5em; margin: 0 0.25em 0 0.1em; border: solid currentColor; border-width: 0 0.13em 0.13em 0; transform: rotate(-45deg);
  }
  .answers .fold[open] > summary::before { transform: rotate(45deg) translate(-0.1em, -0.1em); }
  .answers .fold > summary:hover { text-decoration: underline; text-underline-offset: 0.25em; }
  .answers .fold.small > summary { min-height: 2.2em; font-size: 0.92em; }
  .answers .whole > summary { color: inherit; }
  .answers .whom { color: var(--r-quiet); font-weight: 400; font-size: 0.92em; }
  @media (prefers-reduced-motion: no-preference) {
    .answers .fold > summary::before { transition: transform 0.15s ease; }
  }
`;

const reasons = css`
  .answers .why { display: grid; grid-template-columns: minmax(0, 1fr); gap: 1.15em; padding: 0.3em 0 1.1em; }
  .answers .part { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.45em; }
  .answers details.part { border-top: 1px solid var(--r-line); gap: 0; margin-bottom: -0.9em; }
  .answers h5 { font-size: 0.92em; font-weight: 650; color: var(--r-quiet); }
  .answers .head { font-weight: 500; }
  .answers .items { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.65em; }
  .answers .item { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.25em; }
  .answers .item > .line { display: flex; gap: 0.5em; align-items: flex-start; }
  .answers .item > .line > span:last-child { min-width: 0; }
  .answers .item > :not(.line) { margin-inline-start: min(1.65em, 9vw); }
  .answers .item .item .item > :not(.line) { margin-inline-start: min(0.6em, 2vw); }
  .answers .item .item .item .item .item .item > :not(.line) { margin-inline-start: 0; }
  .answers .item > .items { margin-top: 0.35em; }
  .answers .item .kind { color: var(--r-quiet); }
  .answers .used { display: grid; gap: 0.1em; font-size: 0.94em; }
  .answers .used > li { padding-inline-start: 0.8em; border-inline-start: 2px solid var(--r-line); }
  .answers .used .name { color: var(--r-quiet); }
  .answers .equals { font-size: 1.05em; }
  .answers .plain, .answers .ways { display: grid; gap: 0.4em; }
  .answers :is(ul.plain, .ways) > li { padding-inline-start: 1em; position: relative; }
  .answers :is(ul.plain, .ways) > li::before { content: ""; position: absolute; inset-inline-start: 0.15em; top: 0.68em; width: 0.32em; height: 0.32em; border-radius: 50%; background: var(--r-quiet); }
  .answers .clauses { display: grid; gap: 0.3em; }
  .answers .figures { display: grid; grid-template-columns: minmax(0, 1fr); padding-bottom: 0.9em; }
  .answers .figure { display: grid; gap: 0.1em; padding: 0.65em 0; border-bottom: 1px solid var(--r-line); }
  .answers .figure:last-child { border-bottom: 0; }
  .answers .figure dt { color: var(--r-quiet); font-size: 0.94em; }
  .answers .figure .late { color: var(--r-wait); font-weight: 600; font-size: 0.9em; }
  .answers .doubt, .answers .doubts { color: var(--r-text); }
  .answers :is(.doubts, .bottom) { padding-bottom: 0.9em; }
  .answers .reading { display: grid; gap: 0.3em; padding: 0.65em 0; border-bottom: 1px solid var(--r-line); }
  .answers .reading:last-child { border-bottom: 0; }
  .answers .changes { display: grid; gap: 0.6em; padding: 0.2em 0 1em; }
  .answers .fixed { display: grid; gap: 0.4em; color: var(--r-quiet); border-inline-start: 2px dotted var(--r-quiet); padding-inline-start: 0.8em; }
  .answers .busy { color: var(--r-quiet); padding-bottom: 1em; }
`;

const dialog = css`
  .answers dialog.passage {
    width: min(36em, calc(100vw - 1.5em)); max-width: none; max-height: min(88vh, 50em); overflow: auto; overscroll-behavior: contain; margin: auto; padding: 0;
    border: 1px solid var(--r-line); border-radius: calc(var(--r-radius) * 2); color: var(--r-text); background: var(--r-bg); box-shadow: 0 1em 3em rgb(0 0 0 / 0.3);
  }
  .answers dialog::backdrop { background: rgb(8 14 20 / 0.55); }
  .answers .inside { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.85em; padding: 1.3em 1.4em; }
  .answers .inside h4 { font-size: 1.15em; }
  .answers .inside h4:focus { outline: none; box-shadow: none; }
  .answers .kicker { color: var(--r-quiet); font-size: 0.88em; margin-bottom: -0.6em; }
  .answers .where { display: flex; flex-wrap: wrap; gap: 0.3em 0.8em; align-items: center; margin-top: -0.5em; }
  .answers .rows > div { display: grid; grid-template-columns: 5.5em minmax(0, 1fr); gap: 0.8em; padding: 0.35em 0; border-bottom: 1px solid var(--r-line); }
  .answers .rows dt { color: var(--r-quiet); font-size: 0.92em; }
  .answers .quote { padding: 0.9em 1.1em; background: var(--r-soft); border-inline-start: 3px solid var(--r-accent); border-radius: 0 var(--r-radius) var(--r-radius) 0; font-size: 1.05em; line-height: 1.8; }
  .answers mark { color: inherit; background: none; text-decoration: underline wavy var(--r-wait) 0.09em; text-underline-offset: 0.25em; }
  .answers .absent { color: var(--r-quiet); }
  .answers .errata { display: grid; gap: 0.6em; font-size: 0.94em; }
  .answers .errata > li { padding-inline-start: 0.8em; border-inline-start: 2px dashed var(--r-wait); }
  .answers .buttons { display: flex; flex-wrap: wrap; gap: 0.7em; position: sticky; bottom: 0; background: var(--r-bg); padding: 0.7em 0 1.1em; margin-bottom: -1.1em; }
  .answers .status:empty { display: none; }
  .answers [data-citation]:not(.vh) { padding: 0.6em 0.8em; background: var(--r-soft); user-select: all; }
`;

const screen = css`
  .answers .print-sheet { display: none; }
  @media (forced-colors: active) {
    .answers .card { border-color: CanvasText; }
  }
`;

/** The styles of the view. */
export const resultStyles = [colours, base, overview, card, reasons, dialog, screen, sheetStyles];
