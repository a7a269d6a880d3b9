import { expect } from "chai";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { useEmptyFolder } from "../../test/temporary-folder";
import { findPackagesProblem } from "./packages.mjs";

const ELSEWHERE = process.platform === "win32" ? "linux" : "win32";

describe("set-up: what is missing of the npm packages", () => {
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

  it("is nothing after a finished install", () => expect(findPackagesProblem(root)).to.equal(undefined));
  it("is everything without node_modules", () => {
    rmSync(join(root, "node_modules"), { recursive: true });
    expect(findPackagesProblem(root)).to.equal("none are installed yet");
  });
  it("is an install that was cut short, before npm wrote its own list", () => {
    rmSync(join(root, "node_modules/.package-lock.json"));
    expect(findPackagesProblem(root)).to.equal("an earlier install was not finished");
  });
  it("is a package whose folder is gone", () => {
    rmSync(join(root, "node_modules/a/node_modules"), { recursive: true });
    expect(findPackagesProblem(root)).to.equal("@s/b is missing");
  });
  it("is a package of another version than the lock file's", () => {
    write("package-lock.json", { packages: { "node_modules/a": { version: "1.0.1" } } });
    expect(findPackagesProblem(root)).to.equal("a 1.0.1 is wanted by the lock file");
  });
  it("is what an install on another system left out", () => {
    write("package-lock.json", {
      packages: {
        "node_modules/here": { version: "1.0.0", optional: true, os: [process.platform], cpu: [process.arch] },
      },
    });
    expect(findPackagesProblem(root)).to.equal("here 1.0.0 is wanted by the lock file");
  });
  it("is refused in one line when the lock file is damaged", () => {
    writeFileSync(join(root, "package-lock.json"), "{");
    expect(() => findPackagesProblem(root))
      .to.throw(/^package-lock\.json is missing or damaged\..*$/)
      .with.property("name", "SetupFailure");
  });
});
