/** The calculator on paper: while it prints, the host page has the paper's margins, and what is not the calculator is away. */

import { paper } from "../result/styles.js";
import type { Language } from "./values.js";
import { speaker } from "./words.js";

export function printed(calculator: HTMLElement, language: Language): void {
  const sheet = new CSSStyleSheet();
  const others = ":not(:has([data-printed]), [data-printed], [data-printed] *)";
  sheet.replaceSync(`${paper(speaker(language)("paperAdvice"))} @media print { body ${others} { display: none !important; } }`);
  calculator.dataset["printed"] = "";
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  const done = () => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet);
    delete calculator.dataset["printed"];
  };
  addEventListener("afterprint", done, { once: true });
  window.print();
}
