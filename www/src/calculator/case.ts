/** Facts of a case as a tree, by paths such as `家庭.子女[2].身高`. Nothing is changed in place: what comes out is another case. */

/** A value as it stands in a case. */
export type Value = string | boolean | readonly Value[] | { readonly [name: string]: Value };
/** A case. */
export type Case = { readonly [name: string]: Value };

/** The steps of a path: names, and places in lists. */
export function steps(path: string): (string | number)[] {
  return [...path.matchAll(/([^.[\]]+)|\[(\d+)\]/g)].map(([, name, place]) => name ?? Number(place));
}

/** What stands at a path. */
export function at(facts: Case, path: string): Value | undefined {
  let here: Value | undefined = facts;
  for (const step of steps(path)) {
    if (typeof here !== "object") return undefined;
    here = Array.isArray(here) ? here[step as number] : own(here as Case, String(step));
  }
  return here;
}

/** The case with a value at a path; without a value, with nothing there. */
export function having(facts: Case, path: string, value: Value | undefined): Case {
  return put(facts, steps(path), value) as Case;
}

/** Every value of a case that is no list and no object, with its path; and every list. */
export function* paths(here: Value, path = ""): Generator<string> {
  if (typeof here !== "object") {
    yield path;
  } else if (Array.isArray(here)) {
    yield path;
    for (const [place, one] of here.entries()) yield* paths(one, `${path}[${place}]`);
  } else {
    for (const [name, one] of Object.entries(here)) yield* paths(one, path === "" ? name : `${path}.${name}`);
  }
}

/** The path after a member of a list was taken out: of a later member, the one before; of the member itself, none. */
export function without(path: string, list: string, place: number): string | undefined {
  if (!path.startsWith(`${list}[`)) return path;
  const [, number = "", rest = ""] = /^(\d+)\](.*)$/s.exec(path.slice(list.length + 1)) ?? [];
  if (Number(number) === place) return undefined;
  return Number(number) < place ? path : `${list}[${Number(number) - 1}]${rest}`;
}

/** The list and the place of the innermost member that a path goes through. */
export function member(path: string): { list: string; place: number } | undefined {
  const found = /^(.*)\[(\d+)\][^[\]]*$/s.exec(path);
  return found ? { list: found[1]!, place: Number(found[2]) } : undefined;
}

function own(here: Case, name: string): Value | undefined {
  return Object.hasOwn(here, name) ? here[name] : undefined;
}

function put(here: Value | undefined, path: readonly (string | number)[], value: Value | undefined): Value | undefined {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (typeof step === "number") {
    const list = Array.isArray(here) ? [...(here as Value[])] : [];
    list[step] = put(list[step], rest, value) ?? {};
    return list;
  }
  const all = (typeof here === "object" && !Array.isArray(here) ? here : {}) as Case;
  const { [step]: before, ...others } = all;
  const after = put(before, rest, value);
  const empty = after === undefined || (rest.length > 0 && typeof after === "object" && !Array.isArray(after) && Object.keys(after).length === 0);
  return empty && typeof rest[0] !== "number" ? others : { ...all, [step]: after! };
}
