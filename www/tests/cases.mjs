// Decides the cases of a file with the built modules: `node tests/cases.mjs CASES.json ANSWERS.json`, from `www`.
//
// In come packages (a pack in base64 and rule files) and cases (facts and a question); out go the texts that the modules answer,
// to be compared with those of the program itself.

import { readFile, writeFile } from "node:fs/promises";
import * as runtime from "../dist/runtime.js";
import * as full from "../dist/full.js";

const [from, to] = process.argv.slice(2);
const { packages } = JSON.parse(await readFile(from, "utf8"));
const engine = await runtime.start(await readFile("dist/runtime.wasm"));
const editor = await full.FullEngine.startFull(await readFile("dist/full.wasm"));

// Salts are random; here they are those of the program that the answers are compared with.
Object.defineProperty(globalThis.crypto, "getRandomValues", { value: (bytes) => bytes.forEach((_, at) => { bytes[at] = at % 32 === 0 ? (at / 32) % 256 : 7; }) ?? bytes });
const at = new Date("2026-01-02T03:04:05Z");
const answers = [];
for (const { pack, digest, own, others, cases } of packages) {
  const packed = engine.load(Buffer.from(pack, "base64"), digest);
  const { opened, package: read } = editor.open(own, others);
  const of = (held, { facts, question, record }) => ({
    decided: held.decideText(facts, question),
    brief: held.briefText(facts, question),
    ask: held.askText(facts, question),
    record: held.record(facts, question, at),
    verified: held.verify(record).holds,
    replayed: held.replay(record).holds,
  });
  answers.push({
    problems: opened.problems,
    packed: cases.map((one) => of(packed, one)),
    read: cases.map((one) => of(read, one)),
  });
}
await writeFile(to, JSON.stringify(answers));
