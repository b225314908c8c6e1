// Builds what pages are dressed in: stylesheets from motcua/ui/styles, htmx and the client for large uploads beside them.
// Fonts are made by `python -m motcua.ui.fonts`, because merging subsets needs fontTools.
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as sass from "sass";

const room = dirname(fileURLToPath(import.meta.url));
const root = join(room, "..", "..");
const built = join(room, "static", "ui", "built");
mkdirSync(built, { recursive: true });

for (const sheet of ["motcua", "officer"]) {
  const { css } = sass.compile(join(room, "styles", `${sheet}.scss`), {
    style: "compressed",
    loadPaths: [join(root, "node_modules")],
    // Bootstrap 5 is written with @import and the old colour functions; what it warns of is not ours to mend.
    quietDeps: true,
    silenceDeprecations: ["import", "global-builtin", "color-functions", "if-function"],
  });
  writeFileSync(join(built, `${sheet}.css`), css);
  console.log(`${sheet}.css ${Buffer.byteLength(css)} bytes`);
}
copyFileSync(join(root, "node_modules", "htmx.org", "dist", "htmx.min.js"), join(built, "htmx.js"));
// Without the address of its map, which is not served: collecting static files would look for it.
const tus = readFileSync(join(root, "node_modules", "tus-js-client", "dist", "tus.min.js"), "utf-8");
writeFileSync(join(built, "tus.js"), tus.replace(/\n\/\/# sourceMappingURL=.*$/, "\n"));
