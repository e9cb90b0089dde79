/** How the form looks. Colours come from the host's custom properties where those can be read, else from the safe set. */

import { css } from "lit";

const colours = css`
  :host {
    --safe-text: #17212b; --safe-bg: #ffffff; --safe-accent: #0b57a4; --safe-ok: #0a6b3d; --safe-no: #b0211a; --safe-wait: #7d4e00;
    --soft: #f2f5f8; --line: #cdd6df; --box: #6b7a89; --quiet: #4a5866;
    --_text: var(--pc-color-text, var(--safe-text)); --_bg: var(--pc-color-bg, var(--safe-bg)); --_accent: var(--pc-color-accent, var(--safe-accent));
    --_ok: var(--pc-color-ok, var(--safe-ok)); --_no: var(--pc-color-no, var(--safe-no)); --_wait: var(--pc-color-wait, var(--safe-wait));
    --_focus: var(--pc-focus, #ffb81c); --_radius: var(--pc-radius, 0.4em); --_gap: var(--pc-gap, 1.5em);
    display: block; container-type: inline-size; color-scheme: light dark;
    font: 400 var(--pc-font-size, 1.125rem) / 1.6 var(--pc-font, system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif);
  }
  @media (prefers-color-scheme: dark) {
    :host {
      --safe-text: #e9eef3; --safe-bg: #131a21; --safe-accent: #8cc2ff; --safe-ok: #74d6a0; --safe-no: #ff9c94; --safe-wait: #f3c46b;
      --soft: #1d262f; --line: #3a4652; --box: #8fa0b0; --quiet: #b3c0cc;
    }
  }
  :host([hidden]) { display: none; }
  :host([senior]) { font-size: calc(var(--pc-font-size, 1.125rem) * 1.3); }
  .form {
    --on-accent: #ffffff; color: var(--_text); background: var(--_bg); padding: clamp(1em, 4cqi, 2.5em); position: relative; overflow-wrap: anywhere;
  }
  .form[data-on-accent="dark"] { --on-accent: #10181f; }
  .form[data-unsafe~="theme"] {
    --_text: var(--safe-text); --_bg: var(--safe-bg); --_accent: var(--safe-accent); --_ok: var(--safe-ok); --_no: var(--safe-no); --_wait: var(--safe-wait);
  }
  .form[data-unsafe~="accent"] { --_accent: var(--safe-accent); }
  .form[data-unsafe~="ok"] { --_ok: var(--safe-ok); }
  .form[data-unsafe~="no"] { --_no: var(--safe-no); }
  .form[data-unsafe~="wait"] { --_wait: var(--safe-wait); }
  .probe { position: absolute; visibility: hidden; }
  .probe[data-colour="text"] { color: var(--_text); }
  .probe[data-colour="bg"] { color: var(--_bg); }
  .probe[data-colour="accent"] { color: var(--_accent); }
  .probe[data-colour="ok"] { color: var(--_ok); }
  .probe[data-colour="no"] { color: var(--_no); }
  .probe[data-colour="wait"] { color: var(--_wait); }
`;

const frame = css`
  *, *::before, *::after { box-sizing: border-box; }
  h2, h3, p, ul, ol, dl, dd, fieldset, legend { margin: 0; padding: 0; border: 0; }
  .column { max-width: 42em; margin: 0 auto; display: grid; gap: var(--_gap); grid-template-columns: minmax(0, 1fr); }
  .page { display: grid; gap: var(--_gap); grid-template-columns: minmax(0, 1fr); }
  .top { display: flex; flex-wrap: wrap; gap: 0.4em 1em; align-items: baseline; justify-content: space-between; border-bottom: 1px solid var(--line); padding-bottom: 0.7em; }
  .top .title { font-weight: 600; }
  .tools { display: flex; flex-wrap: wrap; gap: 0.25em 0.9em; }
  h2 { font-size: 1.5em; line-height: 1.35; font-weight: 650; letter-spacing: -0.005em; }
  h2:focus { outline: none; }
  h3 { font-size: 1.1em; font-weight: 650; }
  .opening { font-size: 1.08em; }
  .quiet, .foot { color: var(--quiet); font-size: 0.86em; }
  .foot { border-top: 1px solid var(--line); padding-top: 0.9em; display: grid; gap: 0.2em; }
  .hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  .progress { color: var(--quiet); font-size: 0.92em; display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0.2em 1em; align-items: baseline; }
  .notice { border-left: 0.3em solid var(--_accent); background: var(--soft); padding: 0.8em 1em; }
  .wrongs { border: 0.2em solid var(--_no); padding: 0.9em 1.1em; border-radius: var(--_radius); display: grid; gap: 0.4em; }
  .wrongs h2 { font-size: 1.1em; }
  .wrongs ul { padding-left: 1.2em; }
  .wrongs a { color: var(--_no); font-weight: 600; }
  .actions { display: flex; flex-wrap: wrap; gap: 0.8em 1.4em; align-items: center; }
  button:not(.answers *), .file { font: inherit; cursor: pointer; border-radius: var(--_radius); min-height: 2.75em; padding: 0.5em 1.2em; border: 2px solid var(--_accent); background: none; color: var(--_accent); font-weight: 600; }
  button.primary { background: var(--_accent); color: var(--on-accent); }
  button.primary:hover { filter: brightness(0.92); }
  button.secondary:hover, .file:hover { background: var(--soft); }
  button.link { border: 0; padding: 0.2em 0; min-height: 1.9em; font-weight: 500; text-decoration: underline; text-underline-offset: 0.2em; text-align: start; }
  button.link:hover { text-decoration-thickness: 0.13em; }
  button.danger { color: var(--_no); border-color: var(--_no); }
  .file { display: inline-flex; align-items: center; position: relative; }
  .file input { position: absolute; inset: 0; opacity: 0; width: 100%; cursor: pointer; }
  .file.bare { border-color: transparent; text-decoration: underline; text-underline-offset: 0.2em; padding-inline: 0; font-weight: 500; }
  :is(button, a, input, summary, .wrongs):focus-visible, .file:focus-within, .choice:focus-within {
    outline: 3px solid var(--_focus); outline-offset: 0; box-shadow: 0 0 0 5px var(--_text); border-radius: 0.15em;
  }
  .choice:focus-within input { outline: none; box-shadow: none; }
  :host([senior]) :is(button, .file) { min-height: 3em; }
  /* Nothing for a moment, then a sketch of the first question. */
  .skeleton { display: grid; gap: 1em; animation: appear 1ms 300ms both; }
  @keyframes appear { from { visibility: hidden; } }
  .skeleton i { display: block; height: 1.3em; border-radius: 0.3em; background: var(--soft); }
  .skeleton i:first-child { width: 70%; height: 1.9em; }
  .skeleton i:nth-child(2) { width: 45%; }
  @media (prefers-reduced-motion: no-preference) {
    .skeleton i { animation: breathe 1.6s ease-in-out infinite alternate; }
    @keyframes breathe { to { opacity: 0.45; } }
  }
`;

const questions = css`
  .field { display: grid; gap: 0.7em; min-width: 0; }
  fieldset { min-width: 0; display: grid; gap: 0.7em; }
  .field legend { margin-bottom: 0.35em; }
  .field legend, .field label[part] { display: block; padding: 0; }
  .field .whose { display: block; color: var(--quiet); font-size: 0.95rem; font-size: max(0.62em, 0.85rem); font-weight: 500; }
  .many .field .whose { display: none; }
  .many .field .wording { font-weight: 600; }
  .field.wrong { border-left: 0.3em solid var(--_no); padding-left: 1em; }
  .error { color: var(--_no); font-weight: 600; }
  .hint { color: var(--quiet); display: grid; gap: 0.15em; }
  div.hint:not(:has(p)) { display: none; }
  .choices { display: grid; gap: 0.6em; }
  .choice { display: flex; align-items: center; gap: 0.8em; padding: 0.7em 1em; border: 1px solid var(--box); border-radius: var(--_radius); cursor: pointer; min-height: 3em; }
  .choice:hover { background: var(--soft); }
  .choice:has(:checked) { border-color: var(--_accent); box-shadow: inset 0 0 0 1px var(--_accent); background: var(--soft); }
  .choice:focus-within:not(:has(:focus:not(:focus-visible))) { box-shadow: 0 0 0 5px var(--_text); }
  .choice:has(:focus:not(:focus-visible)) { outline: none; box-shadow: none; }
  .choice input { width: 1.35em; height: 1.35em; margin: 0; accent-color: var(--_accent); flex: none; }
  .many .choices.short { grid-template-columns: repeat(2, minmax(0, 9em)); }
  input[type="text"] { font: inherit; color: var(--_text); background: var(--_bg); border: 2px solid var(--box); border-radius: var(--_radius); padding: 0.45em 0.7em; min-height: 2.75em; width: 100%; max-width: 100%; }
  .numeral { display: flex; gap: 0.6em; align-items: center; }
  .numeral input[type="text"] { width: 11em; }
  .wrong input[type="text"] { border-color: var(--_no); }
  .read-back { min-height: 1.6em; color: var(--quiet); font-variant-numeric: tabular-nums; }
  .many .read-back:empty { min-height: 0; margin-top: -0.7em; }
  .dates { display: flex; flex-wrap: wrap; gap: 0.9em; }
  .dates .box { display: grid; gap: 0.2em; }
  .dates input[type="text"] { width: 4em; }
  .dates .year input[type="text"] { width: 6.2em; }
  .reason summary { cursor: pointer; color: var(--_accent); width: fit-content; padding: 0.2em 0; }
  .reason p { color: var(--quiet); padding: 0.3em 0 0 1.1em; }
  .members { list-style: none; display: grid; gap: 0; border-top: 1px solid var(--line); }
  .members > li, .given > div { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0.1em 1em; padding: 0.8em 0; border-bottom: 1px solid var(--line); align-items: baseline; }
  .members .tells { color: var(--quiet); }
  .members .tools { display: flex; gap: 1em; grid-row: 1 / span 2; grid-column: 2; }
  .given dt { color: var(--quiet); font-size: 0.95em; }
  .given dd { grid-column: 1; font-weight: 600; }
  .given dd.tool { grid-column: 2; grid-row: 1 / span 2; align-self: center; font-weight: 400; }
  .set { display: grid; gap: 0.6em; }
  .many .set { gap: 1.8em; border-top: 2px solid var(--line); padding-top: 1.2em; }
  .keep { border-top: 1px solid var(--line); padding-top: var(--_gap); display: grid; gap: 1em; }
  .keep .check { display: flex; gap: 0.6em; align-items: flex-start; }
  .keep .check input { width: 1.3em; height: 1.3em; margin-top: 0.15em; flex: none; accent-color: var(--_accent); }
  .keep .linked { display: grid; gap: 0.5em; }
  @container (max-width: 30em) {
    h2 { font-size: 1.3em; }
    .members > li, .given > div { grid-template-columns: minmax(0, 1fr); }
    .members .tools, .given dd.tool { grid-column: 1; grid-row: auto; }
    .actions > button, .actions > .file { width: 100%; justify-content: center; }
    .actions > button.link { width: auto; }
  }
  :host([embed="compact"]) { --pc-gap: 1em; font-size: var(--pc-font-size, 1rem); }
  :host([embed="compact"]) .form { padding: 1em; }
  @media print {
    .tools, .actions, .keep, .progress, .back { display: none; }
    .form { padding: 0; background: none; }
    .form:has(.print-sheet) :is(.top, .foot, .ends > :not(.answers)) { display: none; }
    .column { max-width: none; display: block; }
  }
`;

export const styles = [colours, frame, questions];
