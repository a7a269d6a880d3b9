import type * as Yaml from "yaml";
import type { LineCounter, Node } from "yaml";
import { createJsonNotWellFormedFault, createTemplateError, createYamlNotWellFormedFault } from "../faults";
import { isTooDeep, requireShallow } from "../../../../protocols/bodies";
import type { Json } from "../properties/json";

/** The short forms of functions in YAML, and the function for each. */
const SHORT_FORMS: Readonly<Record<string, string>> = {
  "!Ref": "Ref",
  "!Condition": "Condition",
  ...Object.fromEntries(
    [
      "And",
      "Base64",
      "Cidr",
      "Equals",
      "FindInMap",
      "ForEach",
      "GetAZs",
      "GetAtt",
      "If",
      "ImportValue",
      "Join",
      "Length",
      "Not",
      "Or",
      "Select",
      "Split",
      "Sub",
      "ToJsonString",
      "Transform",
    ].map((name) => [`!${name}`, `Fn::${name}`]),
  ),
};

/**
 * Reads a template's text: JSON if it begins with a brace, else YAML with CloudFormation's short forms.
 *
 * @throws AwsFault ValidationError with line and column if the text is neither
 */
export async function parseTemplate(text: string): Promise<Json> {
  if (text.trimStart().startsWith("{")) return parseJson(text);
  // Imported at the first YAML template, so that a cloud without one starts faster.
  const loaded = await import("yaml");
  // In a bundle with code splitting, a CommonJS package has all its exports in `default` only.
  const read = new YamlReader(("default" in loaded ? loaded.default : loaded) as typeof Yaml, text).read();
  try {
    return requireShallow(read, text.length);
  } catch {
    throw createTooDeepError();
  }
}

/** The functions that process a template are recursive, so its depth is limited. */
const createTooDeepError = (): Error => createTemplateError("the template nests more than 1000 levels deep");

function parseJson(text: string): Json {
  if (isTooDeep(text)) throw createTooDeepError();
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    const at = Number(/position (\d+)/.exec(String(error))?.[1] ?? text.length);
    const before = text.slice(0, at).split("\n");
    // AWS reports the position after the unexpected character (recorded by LocalStack, 2024-06-18).
    throw createJsonNotWellFormedFault(before.length, (before.at(-1)?.length ?? 0) + (at < text.length ? 2 : 1));
  }
}

/** Converts YAML's nodes to plain values. Numbers whose spelling would change (`1.0`, twenty digits) stay texts, as on AWS. */
class YamlReader {
  readonly #yaml: typeof Yaml;
  readonly #text: string;
  readonly #lines: LineCounter;

  constructor(yaml: typeof Yaml, text: string) {
    this.#yaml = yaml;
    this.#text = text;
    this.#lines = new yaml.LineCounter();
  }

  read(): Json {
    const document = this.#yaml.parseDocument(this.#text, {
      schema: "core",
      version: "1.1",
      merge: false,
      lineCounter: this.#lines,
      logLevel: "silent",
      prettyErrors: false,
    });
    const [error] = document.errors;
    if (error !== undefined) throw this.#createWrongAtError(error.pos[0]);
    return document.contents === null ? null : this.#parseValue(document.contents);
  }

  #parseValue(node: Node | null): Json {
    if (node === null) return null;
    if (this.#yaml.isAlias(node)) throw createTemplateError("YAML aliases are not allowed in CloudFormation templates");
    const plain = this.#removeTags(node);
    const tag = node.tag ?? "";
    if (!tag.startsWith("!")) return plain;
    const name = SHORT_FORMS[tag];
    if (name === undefined)
      throw this.#createWrongAtError(Math.max(0, this.#text.lastIndexOf(tag, node.range?.[0] ?? 0)));
    return { [name]: name === "Fn::GetAtt" && typeof plain === "string" ? parseAttributePath(plain) : plain };
  }

  #removeTags(node: Node): Json {
    if (this.#yaml.isMap(node)) {
      return Object.fromEntries(
        node.items.map(({ key, value }) => [this.#parseKey(key), this.#parseValue(this.#toNode(value))]),
      );
    }
    if (this.#yaml.isSeq(node)) return node.items.map((item) => this.#parseValue(this.#toNode(item)));
    if (!this.#yaml.isScalar(node)) throw this.#createWrongAtError(node.range?.[0] ?? 0);
    const { value, source } = node;
    if (typeof value === "number") return String(value) === source ? value : (source ?? String(value));
    return value === null || typeof value === "boolean" || typeof value === "string" ? value : String(value);
  }

  #parseKey(key: unknown): string {
    if (!this.#yaml.isScalar(key)) throw this.#createWrongAtError(this.#yaml.isNode(key) ? (key.range?.[0] ?? 0) : 0);
    return key.source ?? String(key.value);
  }

  /** An item of a collection as a node; the parser only makes nodes and null. */
  #toNode(value: unknown): Node | null {
    return this.#yaml.isNode(value) ? value : null;
  }

  #createWrongAtError(offset: number): Error {
    const { line, col } = this.#lines.linePos(offset);
    return createYamlNotWellFormedFault(line, col);
  }
}

/** The path of `Bucket.Arn`: only the first dot separates, as attributes may contain dots. */
function parseAttributePath(text: string): Json {
  const dot = text.indexOf(".");
  return dot === -1 ? [text] : [text.slice(0, dot), text.slice(dot + 1)];
}
