// Decides the cases of a file with the built modules: `node tests/cases.mjs CASES.json ANSWERS.json`, from `www`.
//
// In come packages (a pack in base64 and rule files) and cases (facts and a question); out go the texts that the modules answer,
// to be compared with those of the program itself.

import { readFile, writeFile } from "node:fs/promises";
import * as runtime from "../dist/runtime.js";
import * as full from "../dist/full.js";
import { answered, knownSalts } from "./answered.mjs";

const [from, to] = process.argv.slice(2);
const { packages } = JSON.parse(await readFile(from, "utf8"));
const engine = await runtime.start(await readFile("dist/runtime.wasm"));
const editor = await full.FullEngine.startFull(await readFile("dist/full.wasm"));

knownSalts();
const answers = [];
for (const { pack, digest, own, others, cases } of packages) {
  const packed = engine.load(Buffer.from(pack, "base64"), digest);
  const { opened, package: read } = editor.open(own, others);
  answers.push({
    problems: opened.problems,
    packed: cases.map((one) => answered(packed, one)),
    read: cases.map((one) => answered(read, one)),
  });
}
await writeFile(to, JSON.stringify(answers));
