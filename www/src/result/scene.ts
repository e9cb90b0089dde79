/** What the view is given, and what its parts hand on to each other. */

import type { Account, Told, Words } from "../../generated/types/account.js";
import type { Different } from "../../generated/types/what-if.js";
import type { Language, Voice } from "./words.js";

/** What the view shows, and what it may ask of its host. */
export interface ResultOptions {
  account: Account;
  lang: Language;
  /** Opens the question of a path. Without it no button offers that. */
  pending?: (path: string) => void;
  /** Searches what would have to be different. Without it only what the account says itself is shown. */
  whatIf?: (norm: string, instancePath: string | null) => Promise<Different>;
  /** Somebody opened a provision: 《title》 and place. */
  onClauseOpen?: (cite: string) => void;
  /** Whether an officer reads: package names, codes and every line. */
  officer?: boolean;
  /** What the sheet names as its rules. */
  pack: { name: string; version: string; sha256: string; sm3: string };
  /** What the host calls a member of a list, such as 孩子 1; else the account's words are used. */
  called?: (path: string, words: Words) => string;
}

/** What parts of the view need. */
export interface Scene extends ResultOptions {
  voice: Voice;
  /** Whether it is for paper: everything open, nothing to press. */
  paper: boolean;
}

/** Something missing. */
export type Next = Told["next"][number];
