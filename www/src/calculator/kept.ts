/** A box whose text stays as it was written as long as it says the same. */

import { noChange } from "lit";
import { Directive, directive, type DirectiveParameters, type ElementPart } from "lit/directive.js";

class Kept extends Directive {
  #last: string | undefined;

  override render(_value: string, _reads: (text: string) => string | undefined): unknown {
    return noChange;
  }

  override update(part: ElementPart, [value, reads]: DirectiveParameters<this>): unknown {
    const box = part.element as HTMLInputElement;
    if (value !== this.#last && reads(box.value) !== reads(value)) box.value = value;
    this.#last = value;
    return noChange;
  }
}

/** Puts a value into a box when it is another than before, unless what stands there reads the same. */
export const kept = directive(Kept);
