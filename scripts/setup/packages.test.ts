import { expect } from "chai";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { useEmptyFolder } from "../../cloud/testing/temporary-folder";
import { findPackagesProblem } from "./packages.mjs";

const ELSEWHERE = process.platform === "win32" ? "linux" : "win32";

describe("set-up: finding missing npm packages", () => {
  const root = useEmptyFolder();
  const write = (path: string, value: unknown) => {
    mkdirSync(join(root, path, ".."), { recursive: true });
    writeFileSync(join(root, path), JSON.stringify(value));
  };
  beforeEach(() => {
    const packages = {
      "": { name: "x" },
      "node_modules/a": { version: "1.0.0" },
      "node_modules/a/node_modules/@s/b": { version: "2.0.0" },
      "node_modules/for-another-system": { version: "1.0.0", optional: true, os: [ELSEWHERE], cpu: [process.arch] },
      "node_modules/left-out-by-npm": { version: "1.0.0", optional: true },
      "node_modules/lab-cloud": { link: true },
    };
    write("package-lock.json", { packages });
    write("node_modules/a/package.json", {});
    write("node_modules/a/node_modules/@s/b/package.json", {});
    write("node_modules/.package-lock.json", {
      packages: { "node_modules/a": { version: "1.0.0" }, "node_modules/a/node_modules/@s/b": { version: "2.0.0" } },
    });
  });

  it("reports nothing after a finished installation", () => expect(findPackagesProblem(root)).to.equal(undefined));
  it("reports everything without node_modules", () => {
    rmSync(join(root, "node_modules"), { recursive: true });
    expect(findPackagesProblem(root)).to.equal("none are installed yet");
  });
  it("reports an installation that was interrupted before npm wrote its own list", () => {
    rmSync(join(root, "node_modules/.package-lock.json"));
    expect(findPackagesProblem(root)).to.equal("an earlier installation was not finished");
  });
  it("reports a package whose folder is gone", () => {
    rmSync(join(root, "node_modules/a/node_modules"), { recursive: true });
    expect(findPackagesProblem(root)).to.equal("@s/b is missing");
  });
  it("reports a package whose version differs from the lock file's", () => {
    write("package-lock.json", { packages: { "node_modules/a": { version: "1.0.1" } } });
    expect(findPackagesProblem(root)).to.equal("a 1.0.1 is required by the lock file");
  });
  it("reports what an installation on another system left out", () => {
    write("package-lock.json", {
      packages: {
        "node_modules/here": { version: "1.0.0", optional: true, os: [process.platform], cpu: [process.arch] },
      },
    });
    expect(findPackagesProblem(root)).to.equal("here 1.0.0 is required by the lock file");
  });
  it("reports a damaged lock file in one line", () => {
    writeFileSync(join(root, "package-lock.json"), "{");
    expect(() => findPackagesProblem(root))
      .to.throw(/^package-lock\.json is missing or damaged\..*$/)
      .with.property("name", "SetupFailure");
  });
});
