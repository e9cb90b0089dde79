// TypeScript types from the JSON Schemas that `tiaoli schema` prints: `node build/types.mjs generated/schemas generated/types`.

import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { compile } from "json-schema-to-typescript";

const [from, to] = process.argv.slice(2);
const names = { account: "Account", answers: "Answers", brief: "Brief", inquiry: "Inquiry", record: "DecisionRecord", "what-if": "Different" };

await mkdir(to, { recursive: true });
for (const file of (await readdir(from)).sort()) {
  const schema = JSON.parse(await readFile(join(from, file), "utf8"));
  const name = basename(file, ".json");
  // The compiler names the outermost type after the title.
  schema.title = names[name] ?? name;
  const types = await compile(schema, schema.title, { bannerComment: "", format: false, strictIndexSignatures: true });
  await writeFile(join(to, `${name}.d.ts`), types);
}
