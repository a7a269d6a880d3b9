import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const LICENSE = /^(licen[cs]e|copying|notice)/i;

/**
 * The licenses of the packages whose code is in the bundle, which these licenses require to be included.
 *
 * @param {readonly string[]} inputs the bundle's sources, as esbuild lists them: paths, those that are relative begin at `root`
 * @param {string} root
 * @returns {string}
 */
export function collectLicenses(inputs, root) {
  const folders = new Set(
    inputs.flatMap((path) => /^(.*\bnode_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/.exec(path)?.[1] ?? []),
  );
  const packages = [...folders].map((folder) => describePackage(resolve(root, folder)));
  const texts = packages
    .sort((a, b) => (a.title < b.title ? -1 : 1))
    .map(({ title, text }) => `${title}\n\n${text.trim()}\n`);
  return `This program holds code of these packages, under these licenses.\n\n${[...new Set(texts)].join(`\n${"=".repeat(80)}\n\n`)}`;
}

/** @param {string} folder the folder of a package */
function describePackage(folder) {
  const {
    name,
    version,
    license = "no license named",
  } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const files = readdirSync(folder).filter((file) => LICENSE.test(file) && existsSync(join(folder, file)));
  return {
    title: `${name} ${version} (${license})`,
    text: files.map((file) => readFileSync(join(folder, file), "utf8").trim()).join("\n\n"),
  };
}
