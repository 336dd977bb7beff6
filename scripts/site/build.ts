// Builds the site that the Worker serves under /docs: `node scripts/site/build.ts [folder]`, dist/site by default.
// Wrangler runs it before every bundle ([build] in wrangler.toml).
import { join, resolve } from "node:path";
import { siteFiles } from "./site-files.ts";
import { writeFiles } from "./write-files.ts";

const project = resolve(import.meta.dirname, "../..");
const directory = resolve(process.argv[2] ?? join(project, "dist", "site"));
const files = siteFiles();
const written = writeFiles(directory, files);
process.stdout.write(`site: ${files.size} files, ${written} of them new or changed\n`);
