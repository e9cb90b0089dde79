/** The engine as an auditor uses it: a record with whatever is at hand. */

import * as bindings from "../../generated/runtime.js";
import { Engine, type Bindings, type DecisionRecord, type ModuleSource, type Package, type Words } from "../engine.js";

/** How a light stands. */
export type State = "green" | "red" | "not_judged";

/** What one light shows. */
export interface Light {
  light: string;
  state: State;
  says: Words;
  places: Words[];
}

/** What `tiaoli verify --json` prints. */
export interface Audited {
  version: number;
  holds: boolean;
  layer: string;
  kind: string;
  sha256: string;
  sm3: string;
  lights: Light[];
}

/** The digests of some bytes. */
export interface Digests {
  sha256: string;
  sm3: string;
}

/** What is at hand beside a record. */
export interface Beside {
  /** The SHA-256 under which the module holds the pack. */
  package: string | null;
  /** Public keys in PEM. */
  keys: readonly string[];
  /** A digest that was kept apart. */
  digest: string | null;
}

/** What came of deciding again. */
export interface Again {
  holds: boolean;
  path: string | null;
  says: Words;
}

interface AuditBindings extends Bindings {
  audit(record: Uint8Array, beside: Beside): string;
  digests(bytes: Uint8Array): unknown;
  key_id(pem: string): string;
}

/** A running module that looks at records. */
export class Auditor extends Engine<AuditBindings> {
  /** Starts the module. */
  static async startAuditor(source: ModuleSource): Promise<Auditor> {
    await bindings.default({ module_or_path: source });
    return new Auditor(bindings as unknown as AuditBindings);
  }

  /** The text that `tiaoli verify --json` prints, byte for byte. */
  auditText(record: Uint8Array, beside: Beside): string {
    return this.call((to) => to.audit(record, beside));
  }

  audit(record: Uint8Array, beside: Beside): Audited {
    return JSON.parse(this.auditText(record, beside)) as Audited;
  }

  replay(record: Uint8Array, held: Package): Again {
    return held.replay(record);
  }

  read(record: Uint8Array): DecisionRecord {
    return this.readRecord(record);
  }

  digests(bytes: Uint8Array): Digests {
    return this.call((to) => to.digests(bytes)) as Digests;
  }

  /** The digest by which signatures name a key. */
  keyId(pem: string): string {
    return this.call((to) => to.key_id(pem));
  }
}
