import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { projectFiles } from "../../scripts/project-files";

const ROOT = join(import.meta.dirname, "..", "..");
const SERVICES = join(ROOT, "cloud", "services");

const services = readdirSync(SERVICES, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

describe("conventions of the lab cloud", () => {
  let tests = "";
  before(async () => {
    const files = (await projectFiles(ROOT)).filter((path) => path.startsWith("cloud/") && path.endsWith(".test.ts"));
    tests = files.map((path) => readFileSync(join(ROOT, path), "utf8")).join("\n");
  });

  it("has a service in every folder, with a line in the list of services", () => {
    const index = readFileSync(join(SERVICES, "index.ts"), "utf8");
    for (const service of services) expect(index, service).to.include(`from "./${service}/index"`);
  });

  for (const service of services) {
    const folder = join(SERVICES, service, "operations");
    const files = existsSync(folder)
      ? readdirSync(folder).filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
      : [];
    const operations = files.flatMap((name) => {
      const declared = /\boperation\(\s*(\w+)\$/.exec(readFileSync(join(folder, name), "utf8"))?.[1];
      return declared === undefined ? [] : [{ name, declared }]; // a file may hold what operations share
    });

    it(`has every operation of ${service} in its table`, () => {
      expect(operations, service).to.not.be.empty;
      const index = readFileSync(join(SERVICES, service, "index.ts"), "utf8");
      for (const { name, declared } of operations) {
        expect(index).to.include(`from "./operations/${name.replace(".ts", "")}"`);
        expect(index).to.match(new RegExp(`\\b${declared}: \\w+`));
      }
    });

    it(`has a test that calls every operation of ${service}`, () => {
      const untested = operations
        .filter(({ declared }) => !new RegExp(`\\b${declared}(Command)?\\b`).test(tests))
        .map(({ declared }) => declared);
      expect(untested).to.deep.equal([]);
    });
  }
});
