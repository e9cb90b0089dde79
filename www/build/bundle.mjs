// Bundles the entries of `src` into `dist`, as modules, with the WebAssembly beside them.

import { copyFile, mkdir } from "node:fs/promises";
import { build } from "esbuild";

await mkdir("dist", { recursive: true });
await build({
  entryPoints: { runtime: "src/runtime.ts", full: "src/full.ts", "tiaoli-calculator": "src/calculator/index.ts" },
  outdir: "dist",
  bundle: true,
  format: "esm",
  target: "es2022",
  minify: true,
  legalComments: "none",
  charset: "utf8",
  logLevel: "warning",
});
for (const page of ["calculator.html"]) {
  await copyFile(`pages/${page}`, `dist/${page}`);
}
for (const name of ["runtime", "full"]) {
  await copyFile(`generated/${name}_bg.wasm`, `dist/${name}.wasm`);
}
