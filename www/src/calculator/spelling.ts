/** Facts as their own package spells them: what a host wrote under an alias stands under its name, and numbers are text. */

import type { About } from "../engine.js";
import type { Case, Value } from "./case.js";

interface Schema {
  $ref?: string;
  anyOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
  /** Two spellings of one name exclude each other. */
  allOf?: { not?: { required?: string[] } }[];
  $defs?: Record<string, Schema>;
}

/** The facts under the names that questions have. What the package does not know stays as it is, for the engine to refuse. */
export function spelt(facts: Readonly<Record<string, unknown>>, { facts: schema }: Pick<About, "facts">): Case {
  return one(facts, schema as Schema, schema as Schema) as Case;
}

function one(value: unknown, schema: Schema | undefined, root: Schema): Value {
  const of = settled(schema, root, Array.isArray(value));
  if (Array.isArray(value)) return value.map((item) => one(item, of?.items, root));
  if (typeof value === "number") return String(value);
  if (typeof value !== "object" || value === null) return value as Value;
  const names = new Map((of?.allOf ?? []).flatMap(({ not }) => (not?.required?.length === 2 ? [[not.required[1]!, not.required[0]!] as const] : [])));
  const entries = Object.entries(value).map(([name, part]) => [names.get(name) ?? name, one(part, of?.properties?.[name], root)] as const);
  return Object.fromEntries(entries);
}

/** The schema behind a reference, and of two ways the one that fits. */
function settled(schema: Schema | undefined, root: Schema, listed: boolean): Schema | undefined {
  if (schema?.$ref) {
    const name = decodeURIComponent(schema.$ref.slice("#/$defs/".length)).replaceAll("~1", "/").replaceAll("~0", "~");
    return settled(root.$defs?.[name], root, listed);
  }
  if (!schema?.anyOf || schema.properties) return schema;
  return settled(schema.anyOf.find((way) => (way.items !== undefined) === listed), root, listed);
}
