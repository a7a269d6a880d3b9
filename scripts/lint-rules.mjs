// Lint rules of this project, which oxlint runs in addition to its built-in ones: see .oxlintrc.json.
import { FIRST_WORDS, GIVEN_NAMES } from "./function-names.mjs";

/** @typedef {Parameters<import("oxlint/plugins-dev").RuleTester["run"]>[1]} Rule */
/** @typedef {Parameters<NonNullable<Rule["create"]>>[0]} Context */
/** @typedef {NonNullable<Parameters<Context["report"]>[0]["node"]>} ReportedNode */
/** @typedef {{ readonly regex: string, readonly message: string }} ForbiddenImport */

/** A computed index: an expression, or a variable with a name that is usual for positions. */
const INDEX =
  ":matches([property.type='BinaryExpression'], [property.type='Identifier'][property.name=/^(at|i|j|n|index|place|position|row|column|depth|slot|step)$/])";

const DEFAULT_BEHIND_INDEX =
  "A default hides a wrong index: getItemAt(items, index) throws. Where the end is meant, write items.at(index) ?? …, or text.charAt(index).";

/** @type {Rule} */
const noDefaultBehindIndex = {
  create: (context) => ({
    [`LogicalExpression[operator='??'] > MemberExpression.left[computed=true][optional=false]${INDEX}`]: (
      /** @type {ReportedNode} */ node,
    ) => context.report({ node, message: DEFAULT_BEHIND_INDEX }),
    // `items[index]?.name ?? …`: the same, one member later.
    [`LogicalExpression[operator='??'] > ChainExpression.left MemberExpression[optional=true] > MemberExpression.object[computed=true][optional=false]${INDEX}`]:
      (/** @type {ReportedNode} */ node) => context.report({ node, message: DEFAULT_BEHIND_INDEX }),
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
    // The border: only .oxlintrc.json gives options.
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

/** Functions of Node that read a file or a folder, or ask about one. */
const READS = /^(readFile|readdir|lstat|stat|access|readlink|realpath|open)(Sync)?$/;

/**
 * Forbids to catch every error of a read as if it meant that the file is missing: a file that cannot be read would then be replaced.
 * A comment in the handler, or on its line, states why the error does not matter.
 * @type {Rule}
 */
const noSilentRead = {
  create(context) {
    /** Whether a comment is in a node, on one of its lines, or on the line above. @param {ReportedNode} node */
    const isExplained = ({ range: [from, to] }) => {
      const { text } = context.sourceCode;
      const start = text.lastIndexOf("\n", text.lastIndexOf("\n", from) - 1) + 1;
      const end = `${text}\n`.indexOf("\n", to);
      return context.sourceCode.getAllComments().some(({ range }) => range[0] >= start && range[1] <= end);
    };
    /** @param {ReportedNode} node */
    const report = (node) =>
      context.report({
        node,
        message:
          "A file that cannot be read counts as missing here: use ignoreMissing, look at the error's code, or say in a comment why it does not matter.",
      });
    /** @type {{ block: ReportedNode, handler: ReportedNode, reads: boolean }[]} */
    const tries = [];
    return {
      TryStatement(node) {
        if (node.handler && !node.handler.param) tries.push({ block: node.block, handler: node.handler, reads: false });
      },
      CallExpression(node) {
        const { callee } = node;
        const name =
          callee.type === "Identifier"
            ? callee.name
            : callee.type === "MemberExpression" && !callee.computed
              ? getName(callee.property)
              : "";
        if (READS.test(name))
          for (const one of tries)
            if (node.range[0] >= one.block.range[0] && node.range[1] <= one.block.range[1]) one.reads = true;
        if (name !== "catch" || callee.type !== "MemberExpression") return;
        const [handler] = node.arguments;
        const { object } = callee;
        if (
          handler?.type !== "ArrowFunctionExpression" ||
          handler.params.length > 0 ||
          object.type !== "CallExpression"
        )
          return;
        const read = object.callee.type === "Identifier" ? object.callee.name : "";
        if (READS.test(read) && !isExplained(node)) report(handler);
      },
      "Program:exit"() {
        for (const { handler, reads } of tries) if (reads && !isExplained(handler)) report(handler);
      },
    };
  },
};

/** @param {{ readonly type: string, readonly name?: unknown }} node */
const getName = (node) => (node.type === "Identifier" ? String(node.name) : "");

/** The name of a member, without `#`. @param {{ readonly type: string, readonly name?: unknown }} key */
const getMemberName = (key) => (key.type === "PrivateIdentifier" ? String(key.name) : getName(key));

/** The first word of a name in camelCase: `read` of `#readLines`. @param {string} name */
const getFirstWord = (name) => /^[a-z]+/.exec(name.replace(/^[#_$]+/, ""))?.[0] ?? "";

/**
 * A function's name begins with a verb of the list, or with `is`, `has`, `can`, `should`, `to`, `from` or `on`. This goes for functions,
 * for variables whose value is a function, and for methods. Names in capitals are components.
 * @type {Rule}
 */
const verbFirst = {
  create(context) {
    /** @param {ReportedNode} node @param {string} name */
    const check = (node, name) => {
      const word = getFirstWord(name);
      if (word !== "" && !FIRST_WORDS.has(word) && !GIVEN_NAMES.has(name.replace(/^#/, "")))
        context.report({
          node,
          message: `"${name}" doesn't begin with a verb: rename it, or add the verb to scripts/function-names.mjs.`,
        });
    };
    /** @param {{ readonly type: string } | null | undefined} value */
    const isFunction = (value) => value?.type === "ArrowFunctionExpression" || value?.type === "FunctionExpression";
    return {
      FunctionDeclaration({ id }) {
        if (id) check(id, id.name);
      },
      VariableDeclarator({ id, init }) {
        if (id.type === "Identifier" && isFunction(init)) check(id, id.name);
      },
      MethodDefinition({ key, kind, computed }) {
        if (kind === "method" && !computed) check(key, getMemberName(key));
      },
      PropertyDefinition({ key, value, computed }) {
        if (!computed && isFunction(value)) check(key, getMemberName(key));
      },
      TSMethodSignature({ key, kind, computed }) {
        if (kind === "method" && !computed) check(key, getMemberName(key));
      },
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
    "no-silent-read": noSilentRead,
    "verb-first": verbFirst,
  },
};
