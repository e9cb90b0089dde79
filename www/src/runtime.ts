/** The engine that decides: packs in, no parser. */

import * as bindings from "../generated/runtime.js";
import { Engine, type ModuleSource } from "./engine.js";

export * from "./engine.js";

/** Starts the runtime module. */
export function start(source: ModuleSource): Promise<Engine> {
  return Engine.start(bindings, source);
}
