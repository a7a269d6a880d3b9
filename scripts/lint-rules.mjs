// Lint rules of this project, which oxlint runs besides its built-in ones: see oxlint.config.mjs.

/** @typedef {Parameters<import("oxlint/plugins-dev").RuleTester["run"]>[1]} Rule */
/** @typedef {Parameters<NonNullable<Rule["create"]>>[0]} Context */
/** @typedef {NonNullable<Parameters<Context["report"]>[0]["node"]>} ReportedNode */
/** @typedef {{ readonly regex: string, readonly message: string }} ForbiddenImport */

/** A computed index: an expression, or a variable with a name that is usual for positions. */
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
 * Forbids imports of a file, whether by `import … from`, by `export … from` or by `import(…)`. The option is a list of
 * {@link ForbiddenImport}.
 * @type {Rule}
 */
const noForbiddenImports = {
  meta: { schema: [{ type: "array" }] },
  create(context) {
    // The border: only oxlint.config.mjs gives options.
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

/** The rules of the plugin `project`, named `project/…`. */
export default {
  meta: { name: "project" },
  rules: {
    "no-default-behind-index": noDefaultBehindIndex,
    "no-localhost": noLocalhost,
    "no-forbidden-imports": noForbiddenImports,
  },
};
