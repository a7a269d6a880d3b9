import { createRequire } from "node:module";
import { join } from "node:path";
import { expect } from "chai";
import { build, type Plugin } from "esbuild";
import { createTemporaryFolder } from "./testing/temporary-folder";
import { plainSchemas } from "./plain-schemas.mjs";

/** Packages with lists of shapes, errors, unions, event streams, HTTP bindings and shapes that contain themselves. */
const CLIENTS = ["client-kinesis", "client-s3"];

describe("the SDK's schemas in the bundle", () => {
  const folder = createTemporaryFolder();

  async function loadSchemas(client: string, plugins: Plugin[]): Promise<Readonly<Record<string, unknown>>> {
    const outfile = join(folder, `${client}-${plugins.length}.cjs`);
    const contents = `export * from "./node_modules/@aws-sdk/${client}/dist-es/schemas/schemas_0.js"`;
    await build({
      stdin: { contents, resolveDir: join(import.meta.dirname, "..") },
      bundle: true,
      platform: "node",
      format: "cjs",
      mainFields: ["module", "main"],
      conditions: ["module"],
      plugins,
      outfile,
    });
    return createRequire(import.meta.url)(outfile) as Readonly<Record<string, unknown>>;
  }

  for (const client of CLIENTS)
    it(`are those of ${client}, each created once`, async () => {
      const [original, plain] = [await loadSchemas(client, []), await loadSchemas(client, [plainSchemas])];
      const shapes = Object.keys(original).filter((name) => name.endsWith("$"));
      expect(shapes).to.include.oneOf(["PutRecords$", "PutObject$"]);
      const known = new Map<object, unknown>();
      const expectAlike = (first: unknown, second: unknown, where: string): void => {
        if (typeof first === "function" && typeof second === "function")
          return expectAlike(first(), second(), `${where}()`);
        if (typeof first !== "object" || first === null) return void expect(second, where).to.equal(first);
        if (known.has(first)) return void expect(known.get(first) === second, `${where} is made once`).to.equal(true);
        known.set(first, second);
        const [members, others] = [Object.entries(first), Object.entries(second as object)];
        expect(
          others.map(([name]) => name),
          where,
        ).to.deep.equal(members.map(([name]) => name));
        for (const [at, [name, value]] of members.entries()) expectAlike(value, others[at]?.[1], `${where}.${name}`);
      };
      for (const name of shapes) expectAlike(original[name], plain[name], name);
    });
});
