import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, posix } from "node:path";
import { expect } from "chai";
import { createTemporaryFolder } from "../../cloud/testing/temporary-folder";
import { findGaps, PACKAGES } from "./find-gaps";
import { detachLinks, packForRegistry } from "./pack";

const ROOT = join(import.meta.dirname, "..", "..");
const VERSION = /"version": "[^"]*"/;

describe("a release", () => {
  let root = "";
  const runGit = (...args: readonly string[]) =>
    execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@b.example", ...args], { cwd: root, stdio: "pipe" });
  const edit = (path: string, change: (text: string) => string) =>
    writeFileSync(join(root, path), change(readFileSync(join(root, path), "utf8")));

  /** A small project with the packages' own manifests and pages, ready for version 1.2.0. */
  beforeEach(() => {
    root = createTemporaryFolder();
    runGit("init", "--quiet");
    for (const path of [
      "package.json",
      "CHANGELOG.md",
      ...PACKAGES.flatMap((name) => [`${name}/package.json`, `${name}/README.md`]),
    ]) {
      mkdirSync(join(root, path, ".."), { recursive: true });
      cpSync(join(ROOT, path), join(root, path));
      if (path.endsWith(".json")) edit(path, (text) => text.replace(VERSION, '"version": "1.2.0"'));
    }
    edit("CHANGELOG.md", (text) => text.replace(/^## .*$/m, "## 1.2.0 (2026-12-31)"));
    runGit("add", ".");
    runGit("commit", "--quiet", "--message", "Release 1.2.0");
  });

  it("has no gaps if versions, changelog, license, pages and work tree are ready", () => {
    expect(findGaps(root)).to.deep.equal([]);
  });

  it("is refused with a sentence for each gap", () => {
    edit("kernel/package.json", (text) =>
      text.replace(VERSION, '"version": "1.1.0"').replace("Apache-2.0", "MIT").replace('"CHANGELOG.md",', ""),
    );
    edit("CHANGELOG.md", (text) => text.replace(/^## .*$/m, "## Unreleased"));
    runGit("rm", "--quiet", "--force", "scripts/create/README.md");
    runGit("tag", "v1.2.0");
    expect(findGaps(root)).to.deep.equal([
      "kernel/package.json has version 1.1.0, and the project 1.2.0: set both to the same.",
      "kernel/package.json must name the license Apache-2.0.",
      "kernel/package.json must list CHANGELOG.md among its files.",
      "scripts/create/README.md is missing: registries show it.",
      'CHANGELOG.md begins with "Unreleased": name the version and its date, as in "1.2.0 (2026-12-31)".',
      "3 files are not committed: a release must be a commit.",
      "The tag v1.2.0 exists: this version was released before.",
    ]);
  });
});

describe("the pages of a packed package", () => {
  for (const name of PACKAGES)
    it(`link only to files that ${name} has`, () => {
      const folder = createTemporaryFolder();
      packForRegistry(ROOT, name, { out: folder, build: false });
      const [file = ""] = readdirSync(folder);
      execFileSync("tar", ["-xzf", file], { cwd: folder });
      const files = readdirSync(join(folder, "package"), { recursive: true, encoding: "utf8" });
      expect(files).to.include("README.md");
      const broken = files
        .filter((path) => path.endsWith(".md"))
        .flatMap((path) => {
          const text = readFileSync(join(folder, "package", path), "utf8");
          return Array.from(text.matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)/g), ([, target = ""]) =>
            posix.join(posix.dirname(path), target),
          );
        })
        .filter((target) => !files.includes(target));
      expect(broken).to.deep.equal([]);
    });

  it("lead to the repository if the project names one", () => {
    const text =
      "See [a page](../docs/a.md#part), [facts](FACTS.md), [![A picture](../a.png)](../a.png) and [here](#here).\n";
    const page = { page: "cloud/README.md", folder: "cloud", files: new Set(["FACTS.md"]) };
    expect(detachLinks(text, { ...page, repository: "https://example.org/labs/blob/v1.2.0" })).to.equal(
      "See [a page](https://example.org/labs/blob/v1.2.0/docs/a.md#part), [facts](FACTS.md), [![A picture](https://example.org/labs/blob/v1.2.0/a.png)](https://example.org/labs/blob/v1.2.0/a.png) and [here](#here).\n",
    );
    expect(detachLinks(text, { ...page, repository: undefined })).to.equal(
      "See a page, [facts](FACTS.md),  and [here](#here).\n",
    );
  });
});
