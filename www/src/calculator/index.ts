/** Defines `<tiaoli-calculator>`. */

import { TiaoliCalculator } from "./element.js";

export { TiaoliCalculator };
export type { Case } from "./case.js";
export type { Mode } from "./walk.js";

declare global {
  interface HTMLElementTagNameMap {
    "tiaoli-calculator": TiaoliCalculator;
  }
}

if (!customElements.get("tiaoli-calculator")) customElements.define("tiaoli-calculator", TiaoliCalculator);
