/** The engine as an auditor uses it: a record with whatever is at hand. */

import * as bindings from "../../generated/runtime.js";
import { Engine, type Bindings, type DecisionRecord, type Digests, type ModuleSource, type Package, type Replayed, type Verified } from "../engine.js";

/** What is at hand beside a record. */
export interface Beside {
  /** The SHA-256 under which the module holds the pack. */
  package: string | null;
  /** Public keys in PEM. */
  keys: readonly string[];
  /** A digest that was kept apart. */
  digest: string | null;
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

  audit(record: Uint8Array, beside: Beside): Verified {
    return JSON.parse(this.auditText(record, beside)) as Verified;
  }

  replay(record: Uint8Array, held: Package): Replayed {
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
