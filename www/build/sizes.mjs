// Sizes of what a page loads, raw and as brotli sends it, against the budgets. Exits with 1 where a ceiling is broken.

import { readdir, readFile } from "node:fs/promises";
import { brotliCompressSync, constants } from "node:zlib";
import { budgets } from "./budgets.mjs";

const packs = (await readdir("dist/packs")).sort().map((name) => `packs/${name}`);
const files = ["tiaoli-calculator.js", "runtime.js", "runtime.wasm", "full.js", "full.wasm", ...packs];
const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 };
let broken = false;

for (const file of files) {
  const bytes = await readFile(`dist/${file}`);
  const sent = brotliCompressSync(bytes, { params }).length;
  const line = [`${String(bytes.length).padStart(9)} raw ${String(sent).padStart(8)} brotli  ${file}`];
  const budget = budgets[file];
  if (budget !== undefined) {
    const ceiling = budget.held ?? budget.wanted;
    line.push(sent <= budget.wanted ? `within ${budget.wanted}` : `over its budget of ${budget.wanted}`);
    if (sent > ceiling) line.push(`and over the ceiling of ${ceiling}`);
    broken ||= sent > ceiling;
  }
  console.log(line.join("  "));
}
process.exit(broken ? 1 : 0);
