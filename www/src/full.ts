/** The engine with the parser, the checker and the formatter: rule files in. */

import * as bindings from "../generated/full.js";
import { Engine, Package, type Bindings, type ModuleSource, type Problem, type Words } from "./engine.js";

export * from "./engine.js";

/** A package as rule files. */
export interface PackageFiles {
  name: string;
  version: string;
  title: Words;
  /** The names of the packages that its manifest names. */
  dependencies?: readonly string[];
  /** The text of `tiaoli.toml`; records name its digest. */
  manifest?: string;
  /** Rule files, by path. */
  rules: Readonly<Record<string, string>>;
  /** Instrument texts, by path. */
  texts?: Readonly<Record<string, string>>;
}

/** What came of opening a package. */
export interface Opened {
  package: string;
  sound: boolean;
  problems: Problem[];
}

interface FullBindings extends Bindings {
  open(own: PackageFiles, others: readonly PackageFiles[]): unknown;
  problems(name: string, today: string): unknown;
  format(path: string, text: string, english?: boolean | null): string;
}

/** A running module that reads rule files. */
export class FullEngine extends Engine<FullBindings> {
  /** Starts the full module. */
  static async startFull(source: ModuleSource): Promise<FullEngine> {
    await bindings.default({ module_or_path: source });
    return new FullEngine(bindings);
  }

  /** Reads and checks a package, in the place of one of the same name. A package with errors decides nothing. */
  open(own: PackageFiles, others: readonly PackageFiles[] = []): { opened: Opened; package: Package } {
    let opened: Opened | undefined;
    const name = this.keep(() => {
      opened = this.bindings.open(own, others) as Opened;
      return opened.package;
    });
    return { opened: opened as unknown as Opened, package: new Package(this, name) };
  }

  /** What is wrong with a package that was opened, with the warnings and hints of a review on this day. */
  problems(name: string, today: string): Problem[] {
    return this.call((to) => to.problems(name, today)) as Problem[];
  }

  /** Formats a rule file; its keywords are kept as they are, or written in English or in Chinese. */
  format(path: string, text: string, keywords?: "zh" | "en"): string {
    const english = keywords === undefined ? undefined : keywords === "en";
    return this.call((to) => to.format(path, text, english));
  }
}
