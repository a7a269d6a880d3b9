// Makes the files of the package `lab-kernel`, which has the kernel alone; `npm pack` runs it.
import path from "node:path";
import { bundlePackage } from "./bundle.mjs";

await bundlePackage(path.resolve(import.meta.dirname, ".."));
