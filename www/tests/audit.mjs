// Looks at the records of a file with the module of the auditor's page: `node tests/audit.mjs CASES.json ANSWERS.json`, from `www`.

import { readFile, writeFile } from "node:fs/promises";
import { Auditor } from "../generated/auditor.js";

const [from, to] = process.argv.slice(2);
const { packages } = JSON.parse(await readFile(from, "utf8"));
const auditor = await Auditor.startAuditor(await readFile("generated/runtime_bg.wasm"));
const answers = packages.map(({ pack, keys, records }) => {
  const held = auditor.load(Buffer.from(pack, "base64"));
  const beside = { package: held.about.pack.sha256, keys, digest: null };
  return records.map((text) => {
    const record = Buffer.from(text);
    return {
      verified: auditor.auditText(record, beside),
      alone: auditor.auditText(record, { ...beside, package: null, keys: [] }),
      replayed: held.replay(record),
    };
  });
});
await writeFile(to, JSON.stringify(answers));
