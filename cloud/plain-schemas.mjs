import { readFileSync } from "node:fs";

/** Shapes other than operations: `[3, …]` is a structure, 0 to 4 are the other kinds. */
const SHAPE = /^(export )?var ([\w$]+) = (\[[0-4],[^;]*\]);$/gm;

/**
 * Reduces the SDK packages' schemas to the parts that the cloud needs, since each byte of a bundle costs time at every
 * start:
 *
 * - Computed names (`{ [_hH]: "x-amz-acl" }`) are replaced by literal ones: esbuild cannot know that to compute a name
 * has no side effect, and would keep thousands of unused shapes, a megabyte of EC2's alone.
 * - Errors are not registered for the SDK's clients, because the cloud has none: their six hundred classes were a
 * tenth of the bundle.
 * - Shapes are made at first use: a start uses few of a thousand.
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
      return { contents: deferShapes(spelled), loader: "js" };
    });
  },
};

/**
 * Replaces each shape by a function that makes the shape once; schemas refer to each other by functions anyway.
 *
 * @param {string} text the source of a package's schemas
 */
function deferShapes(text) {
  const shapes = new Set(Array.from(text.matchAll(SHAPE), ([, , name]) => name));
  return text
    .replaceAll(/\(\) => ([\w$]+)/g, (whole, name) => (shapes.has(name) ? `${name}_made` : whole))
    .replaceAll(
      SHAPE,
      // The last line is for modules that import the shape itself, which make it at once; esbuild drops an unused one.
      (_, exported = "", name, value) =>
        `var ${name}_shape;\nfunction ${name}_made() { return (${name}_shape ??= ${value}); }\n` +
        `${exported}var ${name} = /* @__PURE__ */ ${name}_made();`,
    );
}
