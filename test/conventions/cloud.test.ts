import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";

const ROOT = join(import.meta.dirname, "..", "..");
const SERVICES = join(ROOT, "cloud", "services");

const services = readdirSync(SERVICES, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

describe("conventions of the lab cloud", () => {
  it("has a service in every folder, with a line in the list of services", () => {
    const index = readFileSync(join(SERVICES, "index.ts"), "utf8");
    for (const service of services) expect(index, service).to.include(`from "./${service}/index"`);
  });

  for (const service of services) {
    const folder = join(SERVICES, service, "operations");
    const files = existsSync(folder)
      ? readdirSync(folder).filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
      : [];

    it(`has every operation of ${service} in its table`, () => {
      const index = readFileSync(join(SERVICES, service, "index.ts"), "utf8");
      const declared = files.filter((name) =>
        // A file may also hold what operations share.
        /\b(operation|operationTelling\([^)]*\))\(\s*\w+\$/.test(readFileSync(join(folder, name), "utf8")),
      );
      expect(declared).to.not.be.empty;
      for (const name of declared) expect(index).to.include(`from "./operations/${name.replace(".ts", "")}"`);
    });
  }
});
