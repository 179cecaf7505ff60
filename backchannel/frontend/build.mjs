// Bundles each component, `src/NAME/index.js`, into one offline file: NAME.js (and NAME.css where it imports a style).
// What components share lies in `src/shared`.
// Usage: node build.mjs [OUTPUT_FOLDER]   (default: ../dashboard/static)
import { existsSync, readdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const source = join(here, "src");
const names = readdirSync(source).filter((name) => existsSync(join(source, name, "index.js")));

await build({
  absWorkingDir: here,
  entryPoints: Object.fromEntries(names.map((name) => [name, join("src", name, "index.js")])),
  outdir: process.argv[2] ? resolve(process.argv[2]) : join(here, "..", "dashboard", "static"),
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  charset: "utf8",
  legalComments: "eof", // the libraries' licence notices stay with their code
  logLevel: "warning",
});
