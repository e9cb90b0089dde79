/** What the person has: files that were dropped or chosen, or that stand in the page. */

/** The longest file that is read, as on the command line. */
export const LONGEST = 16 * 1024 * 1024;

/** The first bytes of a pack. */
const PACK = [0xe6, 0x9d, 0xa1, 0xe7, 0x90, 0x86, 0x1a, 0x0a];

export type Kind = "record" | "pack" | "key";

/** A file. */
export interface Given {
  name: string;
  bytes: Uint8Array;
}

/** What a page was made with; everything in base64. */
interface Kept {
  record: string;
  pack: string;
  keys: string[];
}

/** What a file is, by how it begins. What is neither a pack nor a key is taken for a record, and refused as one. */
export function kindOf(bytes: Uint8Array): Kind {
  if (PACK.every((byte, place) => bytes[place] === byte)) return "pack";
  const head = new TextDecoder().decode(bytes.subarray(0, 200)).trimStart();
  return head.startsWith("-----BEGIN") ? "key" : "record";
}

/** Base64 to bytes, without asking anything of the network. */
export function bytesOfBase64(text: string): Uint8Array<ArrayBuffer> {
  const letters = atob(text);
  const bytes = new Uint8Array(letters.length);
  for (let place = 0; place < letters.length; place += 1) bytes[place] = letters.charCodeAt(place);
  return bytes;
}

/** The text of a block of data in the page. */
export function block(id: string): unknown {
  return JSON.parse(document.getElementById(id)?.textContent ?? "null");
}

/** The files that the page was made with; none where it is empty. */
export function embedded(): Given[] {
  const kept = block("kept") as Kept | null;
  if (kept === null) return [];
  const record = { name: "record.json", bytes: bytesOfBase64(kept.record) };
  const pack = { name: "rules.pack", bytes: bytesOfBase64(kept.pack) };
  const keys = kept.keys.map((key, place) => ({ name: `key-${place + 1}.pem`, bytes: bytesOfBase64(key) }));
  return [pack, ...keys, record];
}
