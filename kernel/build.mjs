// Makes the files of the package `lab-kernel`, which has the kernel alone; `npm pack` runs it.
import { copyFileSync } from "node:fs";
import path from "node:path";
import { bundlePackage } from "./bundle.mjs";

const root = path.resolve(import.meta.dirname, "..");
await bundlePackage(root);
copyFileSync(path.join(root, "CHANGELOG.md"), path.join(import.meta.dirname, "CHANGELOG.md"));
