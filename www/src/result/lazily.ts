/** Parts of a page that are made when somebody opens them: an account of eighty answers has tens of thousands of lines. */

import { noChange, nothing } from "lit";
import { AsyncDirective, directive } from "lit/async-directive.js";
import type { ChildPart, PartInfo } from "lit/directive.js";

type Make = () => unknown;

class Lazily extends AsyncDirective {
  #make: Make = () => nothing;
  #details: HTMLDetailsElement | undefined;
  #made = false;

  constructor(part: PartInfo) {
    super(part);
  }

  render(_make: Make): unknown {
    return noChange;
  }

  override update(part: ChildPart, [make]: [Make]): unknown {
    this.#make = make;
    if (this.#details === undefined) {
      this.#details = part.parentNode as HTMLDetailsElement;
      this.#details.addEventListener("toggle", this.#open);
    }
    this.#made ||= this.#details.open;
    return this.#made ? make() : nothing;
  }

  #open = (): void => {
    if (this.#made || !this.#details?.open) return;
    this.#made = true;
    this.setValue(this.#make());
  };

  override disconnected(): void {
    this.#details?.removeEventListener("toggle", this.#open);
  }

  override reconnected(): void {
    this.#details?.addEventListener("toggle", this.#open);
  }
}

/** What stands in a `<details>`, made when it is first opened. It is the only child of it besides the summary. */
export const lazily = directive(Lazily);
