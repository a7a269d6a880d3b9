import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { services as tables } from "../../cloud/services/index";
import { projectFiles } from "../../scripts/project-files";

const ROOT = join(import.meta.dirname, "..", "..");
const SERVICES = join(ROOT, "cloud", "services");

const services = readdirSync(SERVICES, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

/** Operations that the SDK has no command for: browsers send them. */
const WITHOUT_COMMAND = ["PostObject"];

/** The names of a service's emulated operations, as its table has them. */
const emulated = (service: string): string[] =>
  Object.values(tables.find(({ name }) => name === service)?.operations ?? {}).flatMap(({ kind, name }) =>
    kind === "operation" ? [name] : [],
  );

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

    it(`has every operation of ${service} in its table`, () => {
      const index = readFileSync(join(SERVICES, service, "index.ts"), "utf8");
      const declared = files.filter((name) =>
        // A file may also hold what operations share.
        /\b(operation|operationTelling\([^)]*\))\(\s*\w+\$/.test(readFileSync(join(folder, name), "utf8")),
      );
      expect(declared).to.not.be.empty;
      for (const name of declared) expect(index).to.include(`from "./operations/${name.replace(".ts", "")}"`);
    });

    it(`has a test that makes a command for every operation of ${service}`, () => {
      expect(emulated(service)).to.not.be.empty;
      const untested = emulated(service).filter(
        (name) => !new RegExp(`\\bnew (\\w+\\.)?${name}Command\\(`).test(tests),
      );
      expect(untested.filter((name) => !WITHOUT_COMMAND.includes(name))).to.deep.equal([]);
    });
  }
});
