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
      const [given, plain] = [await loadSchemas(client, []), await loadSchemas(client, [plainSchemas])];
      const shapes = Object.keys(given).filter((name) => name.endsWith("$"));
      expect(shapes).to.include.oneOf(["PutRecords$", "PutObject$"]);
      const known = new Map<object, unknown>();
      const expectAlike = (one: unknown, other: unknown, where: string): void => {
        if (typeof one === "function" && typeof other === "function") return expectAlike(one(), other(), `${where}()`);
        if (typeof one !== "object" || one === null) return void expect(other, where).to.equal(one);
        if (known.has(one)) return void expect(known.get(one) === other, `${where} is made once`).to.equal(true);
        known.set(one, other);
        const [members, others] = [Object.entries(one), Object.entries(other as object)];
        expect(
          others.map(([name]) => name),
          where,
        ).to.deep.equal(members.map(([name]) => name));
        for (const [at, [name, value]] of members.entries()) expectAlike(value, others[at]?.[1], `${where}.${name}`);
      };
      for (const name of shapes) expectAlike(given[name], plain[name], name);
    });
});
