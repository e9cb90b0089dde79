/** Signs that say by their shape, and by their colour, what stands beside them in words. */

import { html, svg, type TemplateResult } from "lit";
import type { Mark } from "../../generated/types/account.js";
import type { Outcome } from "./group.js";

const tick = svg`<path d="M6.4 12.4l3.7 3.7 7.5-8"/>`;
const cross = svg`<path d="M8 8l8 8M16 8l-8 8"/>`;
const asks = svg`<path d="M9.3 9.4a2.8 2.8 0 1 1 4.1 2.6c-.9.5-1.4 1-1.4 2M12 17.2v.1"/>`;
const dash = svg`<path d="M8 12h8"/>`;
const alarm = svg`<path d="M12 7.5v5.5M12 16.6v.1"/>`;

const shapes: Record<Outcome, TemplateResult> = {
  holds: svg`<circle class="full" cx="12" cy="12" r="10"/><g class="on">${tick}</g>`,
  pending: svg`<circle class="dashed" cx="12" cy="12" r="9.5"/>${asks}`,
  awaits_finding: svg`<path d="M6.5 3h11M6.5 21h11M8 3c0 5 8 5 8 9s-8 4-8 9M16 3c0 5-8 5-8 9s8 4 8 9"/>`,
  fails: svg`<rect x="2.5" y="2.5" width="19" height="19" rx="3"/>${cross}`,
  faulty: svg`<path d="M12 2.8l9.7 17.6H2.3z"/>${alarm}`,
  not_applicable: svg`<circle cx="12" cy="12" r="9.5"/>${dash}`,
};

const marks: Record<Mark, TemplateResult> = { holds: tick, fails: cross, open: asks, not_judged: dash, fault: alarm, value: svg`<circle class="full" cx="12" cy="12" r="2"/>` };

const drawn = (shape: TemplateResult, kind: string, name: string): TemplateResult =>
  html`<svg class=${kind} data-sign=${name} viewBox="0 0 24 24" aria-hidden="true" focusable="false">${shape}</svg>`;

/** The sign of an outcome. */
export const outcomeSign = (outcome: Outcome): TemplateResult => drawn(shapes[outcome], "sign", outcome);

/** The sign before a condition. */
export const markSign = (mark: Mark): TemplateResult => drawn(marks[mark], "tick", mark);
