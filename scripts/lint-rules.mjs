// Lint rules of this project, which oxlint runs in addition to its built-in ones: see .oxlintrc.json.
import { FIRST_WORDS, GIVEN_NAMES } from "./function-names.mjs";

/** @typedef {Parameters<import("oxlint/plugins-dev").RuleTester["run"]>[1]} Rule */
/** @typedef {Parameters<NonNullable<Rule["create"]>>[0]} Context */
/** @typedef {NonNullable<Parameters<Context["report"]>[0]["node"]>} ReportedNode */
/** @typedef {Parameters<Context["sourceCode"]["getDeclaredVariables"]>[0]} Node */
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
    // `const [first = 0] = [items[index]]`: the same, by a pattern.
    [`VariableDeclarator:has(ArrayPattern > AssignmentPattern) > ArrayExpression.init > MemberExpression[computed=true][optional=false]${INDEX}`]:
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
const READS = /^(readFile|readdir|opendir|lstat|stat|access|readlink|realpath|open|createReadStream)(Sync)?$/;
/** Names of functions that read files, including ours. */
const READERS = /^(read|load|measure|digest|scan|list|find)[A-Z]/;

/** The name that a function is called by: `readFile` of `fs.promises.readFile(…)`. @param {Node} callee */
const getCalleeName = (callee) =>
  callee.type === "MemberExpression" && !callee.computed ? getMemberName(callee.property) : getName(callee);

/** @param {ReportedNode} inner @param {ReportedNode} outer */
const isWithin = ({ range: [from, to] }, { range }) => from >= range[0] && to <= range[1];

/**
 * Forbids to take every error of a read as if it meant that the file is missing: a file that cannot be read would then be replaced.
 * That goes for handlers that don't look at their error, and for `existsSync` before a read of the same path, since it answers "no" to
 * every error. Functions of a file that read, and those with a name like `readNames` or `loadNames`, count as reads. A comment in the
 * handler, or on its line, states why the error does not matter.
 * @type {Rule}
 */
const noSilentRead = {
  create(context) {
    const { sourceCode } = context;
    /** Whether a comment is in a node, on one of its lines, or on the line above. @param {ReportedNode} node */
    const isExplained = ({ range: [from, to] }) => {
      const { text } = sourceCode;
      const start = text.lastIndexOf("\n", text.lastIndexOf("\n", from) - 1) + 1;
      const end = `${text}\n`.indexOf("\n", to);
      return sourceCode.getAllComments().some(({ range }) => range[0] >= start && range[1] <= end);
    };
    /** Whether nothing in a handler names the error. @param {Node} handler */
    const isIgnoring = (handler) =>
      sourceCode.getDeclaredVariables(handler).every(({ references }) => references.length === 0);
    /** @type {{ node: ReportedNode, name: string, path: string }[]} */
    const calls = [];
    /** All functions, each after the one around it; the name may be empty. @type {{ node: ReportedNode, name: string }[]} */
    const functions = [];
    /** Where errors are ignored, and by what. @type {{ within: ReportedNode, handler: ReportedNode }[]} */
    const ignored = [];
    /** @param {Node & { readonly id?: Node | null }} node */
    const addFunction = (node) => {
      const { parent } = node;
      const named =
        parent?.type === "VariableDeclarator" ? parent.id : parent && "key" in parent ? parent.key : node.id;
      functions.push({ node, name: named ? getMemberName(named) : "" });
    };
    return {
      TryStatement({ block, handler }) {
        if (handler && isIgnoring(handler)) ignored.push({ within: block, handler });
      },
      FunctionDeclaration: addFunction,
      FunctionExpression: addFunction,
      ArrowFunctionExpression: addFunction,
      CallExpression(node) {
        const { callee } = node;
        const name = getCalleeName(callee);
        const [first] = node.arguments;
        calls.push({ node, name, path: first ? sourceCode.getText(first) : "" });
        const handler = name === "catch" ? first : name === "then" ? node.arguments[1] : undefined;
        const isFunction = handler?.type === "ArrowFunctionExpression" || handler?.type === "FunctionExpression";
        if (isFunction && isIgnoring(handler)) ignored.push({ within: callee, handler });
      },
      "Program:exit"() {
        /** Functions of this file that read; whatever calls one reads, too. @type {Set<string>} */
        const reading = new Set();
        /** @param {string} name */
        const isRead = (name) => READS.test(name) || READERS.test(name) || reading.has(name);
        for (let before = -1; before < reading.size;) {
          before = reading.size;
          for (const { node, name } of functions)
            if (name !== "" && calls.some((call) => isRead(call.name) && isWithin(call.node, node))) reading.add(name);
        }
        for (const { within, handler } of ignored)
          if (calls.some((call) => isRead(call.name) && isWithin(call.node, within)) && !isExplained(handler))
            context.report({
              node: handler,
              message:
                "A file that cannot be read counts as missing here: use ignoreMissing, look at the error's code, or say in a comment why it does not matter.",
            });
        for (const guard of calls) {
          if (guard.name !== "existsSync") continue;
          const around = functions.findLast(({ node }) => isWithin(guard.node, node))?.node;
          const isRepeated = calls.some(
            ({ node, name, path }) => path === guard.path && isRead(name) && (!around || isWithin(node, around)),
          );
          if (isRepeated && !isExplained(guard.node))
            context.report({
              node: guard.node,
              message:
                "existsSync answers no to every error, so a file that cannot be read counts as missing: read it, and use ignoreMissing.",
            });
        }
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

/** Words that say nothing about a variable's value. */
const VAGUE_VARIABLES = /^_?(own|given|one|told|kept|made|begun|got|asked|said|gone|wanted|what)$/;

/**
 * Forbids variables and parameters whose name says nothing about their value.
 * @type {Rule}
 */
const noVagueVariables = {
  create: (context) => ({
    "VariableDeclarator, :function, CatchClause": (/** @type {Node} */ node) => {
      for (const { name, identifiers } of context.sourceCode.getDeclaredVariables(node))
        if (VAGUE_VARIABLES.test(name) && identifiers[0])
          context.report({ node: identifiers[0], message: `"${name}" doesn't say what it holds: name the value.` });
    },
  }),
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
    "no-vague-variables": noVagueVariables,
  },
};
