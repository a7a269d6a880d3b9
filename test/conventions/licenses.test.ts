import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { expectGolden, WRITE_GOLDEN } from "../../scripts/golden/expect-golden";

const ROOT = join(import.meta.dirname, "..", "..");
const PAGE = join(ROOT, "docs", "third-party-licenses.md");
const PYTHON_HEADING = "\n## Python packages\n";

/** Accepted licenses: none of them applies to the project's own sources. */
const TAKEN = [
  // A choice of two: the package is used under the first.
  "(BSD-3-Clause OR GPL-2.0)",
  "0BSD",
  "Apache-2.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "BlueOak-1.0.0",
  "ISC",
  "MIT",
  "MPL-2.0",
  "PSF-2.0",
];

interface LockedPackage {
  readonly version?: string;
  readonly license?: string;
  readonly link?: boolean;
}

/** Every package of the lock file, by its license. */
function listNpmPackages(): ReadonlyMap<string, readonly string[]> {
  // The border: npm's own file.
  const { packages } = JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8")) as {
    packages: Readonly<Record<string, LockedPackage>>;
  };
  const found = new Map<string, string[]>();
  for (const [path, { version = "", license = "none", link = false }] of Object.entries(packages)) {
    const name = path.split("node_modules/").at(-1) ?? "";
    if (!path.includes("node_modules/") || link) continue;
    found.set(license, [...(found.get(license) ?? []), `${name} ${version}`]);
  }
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** `name==version` of each line of requirements.txt. */
const listPinned = (): string[] =>
  readFileSync(join(ROOT, "requirements.txt"), "utf8")
    .split("\n")
    .flatMap((line) => /^[\w.-]+(?:\[[^\]]*\])?==[^\s;]+/.exec(line)?.[0] ?? []);

/** A Python program that prints the metadata of installed packages. */
const LICENSE_PROGRAM = `
import sys
from importlib.metadata import metadata, PackageNotFoundError
for line in sys.stdin.read().split():
    try:
        m = metadata(line.split("==")[0])
        kinds = [c.split(" :: ")[-1] for c in m.get_all("Classifier", []) if c.startswith("License ::")]
        text = (m.get("License") or "").split("\\n")[0].strip()
        print(m.get("License-Expression") or ("; ".join(kinds)) or text[:60] or "see its files")
    except PackageNotFoundError:
        print("for other systems: see its files")
`;

function readPythonSection(): string {
  const packages = listPinned();
  const python = join(ROOT, ".venv", "bin", "python");
  const messages = execFileSync(python, ["-c", LICENSE_PROGRAM], { input: packages.join("\n"), encoding: "utf8" })
    .trim()
    .split("\n");
  const rows = packages.map((name, index) => `| ${name} | ${messages[index] ?? ""} |`);
  return `${PYTHON_HEADING}
They are installed for JupyterLab, the AWS CLI and boto3, and are no part of what the project gives away.

| package | license, as it says itself |
| --- | --- |
${rows.join("\n")}
`;
}

const readNpmSection = (): string =>
  [
    "# Licenses of other people's work",
    "",
    "The project is under the Apache License 2.0. It uses the packages below, each under its own license. `npm run golden -- test/conventions` writes this page.",
    "",
    "What `lab-cloud` bundles stands with the text of each license in its `dist/THIRD-PARTY-LICENSES.txt`. Apache Flink, its connectors and Parquet's writer are",
    "fetched by `npx labs flink`, under the Apache License 2.0; the Python packages that Flink's client needs come with licenses of their own. Java, Python,",
    "Chromium and Debian's packages belong to the machine.",
    "",
    "## npm packages",
    ...[...listNpmPackages()].flatMap(([license, packages]) => [
      "",
      `### ${license}`,
      "",
      `${[...packages].sort().join(", ")}.`,
    ]),
    "",
  ].join("\n");

describe("the licenses of third-party work", () => {
  it("are allowed in the project", () => {
    const others = [...listNpmPackages()].filter(
      ([license]) => !license.split(" AND ").every((item) => TAKEN.includes(item)),
    );
    expect(others).to.deep.equal([]);
  });

  it("are listed in docs/third-party-licenses.md, package by package", () => {
    const before = existsSync(PAGE) ? readFileSync(PAGE, "utf8") : "";
    // The metadata of Python's packages is read only when the page is written: a machine that runs tests may have none of
    // them.
    const python =
      process.env[WRITE_GOLDEN] === "1"
        ? readPythonSection()
        : PYTHON_HEADING + (before.split(PYTHON_HEADING)[1] ?? "");
    expectGolden(PAGE, readNpmSection() + python);
    const listed = [...python.matchAll(/^\| ([^|]+==[^|]+) \|/gm)].map(([, name]) => name);
    expect(listed).to.deep.equal(listPinned());
  });
});
