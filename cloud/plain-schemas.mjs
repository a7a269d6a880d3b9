import { readFileSync } from "node:fs";

/** Shapes that are no operations: `[3, …]` is a structure, 0 to 4 the other kinds. */
const SHAPE = /^(export )?var ([\w$]+) = (\[[0-4],[^;]*\]);$/gm;

/**
 * The SDK packages' schemas as the cloud needs them, for all that a bundle holds costs every start:
 *
 * - Computed names are spelled out (`{ [_hH]: "x-amz-acl" }`): esbuild cannot know that computing a name has no effect, and would keep thousands
 *   of shapes that nobody uses, a megabyte of EC2's alone.
 * - Errors are not made known to the SDK's clients, of which the cloud has none: their six hundred classes were a tenth of the bundle.
 * - Shapes are made when they are first asked for: of a thousand, a start asks for few.
 *
 * @type {import("esbuild").Plugin}
 */
export const plainSchemas = {
  name: "plain-schemas",
  setup({ onLoad }) {
    onLoad({ filter: /client-[\w-]+[\\/]dist-es[\\/]schemas[\\/]schemas_\d+\.js$/ }, ({ path }) => {
      const text = readFileSync(path, "utf8");
      const names = new Map(
        Array.from(text.matchAll(/^const (_\w+) = ("[^"]*");$/gm), ([, name, value]) => [name, value]),
      );
      const spelled = text
        .replace(/\[(_\w+)\]:/g, (whole, name) => (names.has(name) ? `${names.get(name)}:` : whole))
        .replaceAll(/^\w+\.registerError\(.*\);$/gm, "")
        .replaceAll("= new TypeRegistry(", "= /* @__PURE__ */ new TypeRegistry(");
      return { contents: madeLater(spelled), loader: "js" };
    });
  },
};

/**
 * Makes a function of each shape, which makes the shape once; schemas name each other by functions anyway.
 *
 * @param {string} text of a package's schemas
 */
function madeLater(text) {
  const shapes = new Set(Array.from(text.matchAll(SHAPE), ([, , name]) => name));
  return text
    .replaceAll(/\(\) => ([\w$]+)/g, (whole, name) => (shapes.has(name) ? `${name}_made` : whole))
    .replaceAll(
      SHAPE,
      // Whoever imports the shape itself has it made at once; where nobody does, esbuild drops the last line.
      (_, exported = "", name, value) =>
        `var ${name}_shape;\nfunction ${name}_made() { return (${name}_shape ??= ${value}); }\n` +
        `${exported}var ${name} = /* @__PURE__ */ ${name}_made();`,
    );
}
