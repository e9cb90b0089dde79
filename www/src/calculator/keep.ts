/** Answers as a file and as the part of a link after `#`. Neither is made before somebody asks for it. */

import type { Case } from "./case.js";

/** Answers, with the pack that they were given for. */
export interface Kept {
  version: 1;
  /** The SHA-256 of the pack. */
  pack: string | null;
  rules: string;
  goals: readonly string[];
  as_of?: string;
  facts: Case;
}

const mark = "tiaoli=";
/** More than anybody can answer. */
const greatest = 1 << 20;

function read(text: string): Kept | undefined {
  let kept: unknown;
  try {
    kept = JSON.parse(text);
  } catch {
    return undefined;
  }
  const { version, facts, pack, goals, rules, as_of } = (kept ?? {}) as Partial<Kept>;
  const day = as_of === undefined || (typeof as_of === "string" && /^\d{4}-\d\d-\d\d$/.test(as_of));
  const sound = version === 1 && typeof facts === "object" && facts !== null && !Array.isArray(facts) && day;
  if (!sound || !Array.isArray(goals) || goals.some((goal) => typeof goal !== "string")) return undefined;
  return { version, facts, goals, pack: typeof pack === "string" ? pack : null, rules: String(rules), ...(as_of === undefined ? {} : { as_of }) };
}

/** The bytes of a file with answers. */
export function toFile(kept: Kept): string {
  return `${JSON.stringify(kept, null, 2)}\n`;
}

export async function fromFile(file: Blob): Promise<Kept | undefined> {
  return file.size > greatest ? undefined : read(await file.text());
}

async function through(bytes: Uint8Array<ArrayBuffer>, way: CompressionStream | DecompressionStream): Promise<Uint8Array<ArrayBuffer>> {
  const out: Uint8Array[] = [];
  let length = 0;
  const reader = new Blob([bytes]).stream().pipeThrough(way).getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    length += next.value.length;
    if (length > greatest) {
      await reader.cancel();
      throw new RangeError("too large");
    }
    out.push(next.value);
  }
  return new Uint8Array(await new Blob(out as Uint8Array<ArrayBuffer>[]).arrayBuffer());
}

/** The link to a page with answers in it, after the `#` and so never sent anywhere. */
export async function toLink(kept: Kept, page: URL): Promise<string> {
  const bytes = await through(new TextEncoder().encode(JSON.stringify(kept)), new CompressionStream("deflate-raw"));
  const letters = btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
  const link = new URL(page);
  link.hash = mark + letters;
  return link.href;
}

/** Whether an address holds answers. */
export function linked(fragment: string): boolean {
  return fragment.startsWith(`#${mark}`);
}

export async function fromLink(fragment: string): Promise<Kept | undefined> {
  try {
    const letters = atob(fragment.slice(mark.length + 1).replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
    return read(new TextDecoder().decode(await through(bytes, new DecompressionStream("deflate-raw"))));
  } catch {
    return undefined;
  }
}

/** Hands a file to the person. */
export function download(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const anchor = document.createElement("a");
  anchor.href = address;
  anchor.download = name;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
