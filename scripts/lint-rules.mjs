// Rules of this project's own, which oxlint runs beside its built-in ones: see oxlint.config.mjs.

/** @typedef {Parameters<import("oxlint/plugins-dev").RuleTester["run"]>[1]} Rule */
/** @typedef {Parameters<NonNullable<Rule["create"]>>[0]} Context */
/** @typedef {NonNullable<Parameters<Context["report"]>[0]["node"]>} ReportedNode */
/** @typedef {{ readonly regex: string, readonly message: string }} ForbiddenImport */

/** An index that is computed, by an expression or by a variable that is called as positions are. */
const INDEX =
  ":matches([property.type='BinaryExpression'], [property.type='Identifier'][property.name=/^(at|i|j|n|index|place|position|row|column|depth|slot|step)$/])";

/** @type {Rule} */
const noDefaultBehindIndex = {
  create: (context) => ({
    [`LogicalExpression[operator='??'] > MemberExpression.left[computed=true][optional=false]${INDEX}`]: (
      /** @type {ReportedNode} */ node,
    ) =>
      context.report({
        node,
        message:
          "A default hides a wrong index: itemAt(items, index) throws. Where the end is meant, write items.at(index) ?? …, or text.charAt(index).",
      }),
  }),
};

/** @type {Rule} */
const noLocalhost = {
  create: (context) => ({
    Literal(node) {
      if (node.value === "localhost")
        context.report({ node, message: "Use 127.0.0.1: the S3 client would ask DNS for bucket.localhost." });
    },
  }),
};

/**
 * Imports that a file may not have, whether by a line, by `export … from` or by `import(…)`. The option is a list of
 * {@link ForbiddenImport}.
 * @type {Rule}
 */
const noForbiddenImports = {
  meta: { schema: [{ type: "array" }] },
  create(context) {
    // The border: oxlint.config.mjs alone gives options.
    const forbidden = /** @type {ForbiddenImport[]} */ (/** @type {unknown} */ (context.options[0])).map(
      ({ regex, message }) => ({ pattern: new RegExp(regex, "u"), message }),
    );
    /** @param {(ReportedNode & { readonly value?: unknown }) | null} source */
    const check = (source) => {
      if (typeof source?.value !== "string") return;
      for (const { pattern, message } of forbidden)
        if (pattern.test(source.value)) context.report({ node: source, message });
    };
    return {
      ImportDeclaration: ({ source }) => check(source),
      ExportNamedDeclaration: ({ source }) => check(source),
      ExportAllDeclaration: ({ source }) => check(source),
      ImportExpression: ({ source }) => check(source),
    };
  },
};

/** Under the plugin's name, `project/…`. */
export default {
  meta: { name: "project" },
  rules: {
    "no-default-behind-index": noDefaultBehindIndex,
    "no-localhost": noLocalhost,
    "no-forbidden-imports": noForbiddenImports,
  },
};
