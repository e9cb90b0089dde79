// Bundles the entries of `src` into `dist`, as modules, with the WebAssembly beside them.

import { copyFile, mkdir } from "node:fs/promises";
import { build } from "esbuild";

await mkdir("dist", { recursive: true });
await build({
  entryPoints: ["src/runtime.ts", "src/full.ts"],
  outdir: "dist",
  bundle: true,
  format: "esm",
  target: "es2022",
  minify: true,
  legalComments: "none",
  logLevel: "warning",
});
for (const name of ["runtime", "full"]) {
  await copyFile(`generated/${name}_bg.wasm`, `dist/${name}.wasm`);
}
