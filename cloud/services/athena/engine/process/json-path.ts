import { isObject, JsonNumber, type Json } from "../../../../columnar/exact-json";
import { JobFault } from "./job";

const STEP =
  /\.([\p{L}_$][\p{L}\p{N}_$-]*)|\.(\d+)|\["((?:[^"\\]|\\.)*)"\]|\[(\d+)\]|\[([\p{L}_][\p{L}\p{N}_]*)\]|\.?(\*)|\[\*\]|\.\["((?:[^"\\]|\\.)*)"\]/uy;
const known = new Map<string, readonly string[]>();
const MAX_KNOWN = 1000;

/** The steps of a path such as `$.a["b c"][0]`. @throws JobFault INVALID_FUNCTION_ARGUMENT */
function parseSteps(path: string): readonly string[] {
  const before = known.get(path);
  if (before !== undefined) return before;
  const refuse = (): never => {
    throw new JobFault("INVALID_FUNCTION_ARGUMENT", `Invalid JSON path: '${path}'`);
  };
  const text = path.startsWith("$") ? path.slice(1) : refuse();
  const steps: string[] = [];
  for (let at = 0; at < text.length;) {
    STEP.lastIndex = at;
    const match = STEP.exec(text) ?? refuse();
    const [whole, ...names] = match;
    const name = names.find((each) => (each as string | undefined) !== undefined);
    if (name === undefined || name === "*") refuse();
    steps.push((name ?? "").replaceAll(/\\(.)/g, "$1"));
    at += whole.length;
  }
  if (known.size >= MAX_KNOWN) known.clear();
  known.set(path, steps);
  return steps;
}

/** The part of a document at a path; undefined where there is none. @throws JobFault INVALID_FUNCTION_ARGUMENT */
export function findJsonAt(document: Json, path: string): Json | undefined {
  let value: Json | undefined = document;
  for (const step of parseSteps(path)) {
    if (Array.isArray(value)) value = /^\d+$/.test(step) ? value[Number(step)] : undefined;
    else if (isObject(value)) value = Object.hasOwn(value, step) ? value[step] : undefined;
    else return undefined;
  }
  return value;
}

/** A scalar as text; null for objects, arrays and null. */
export function formatScalar(value: Json | undefined): string | null {
  if (value === undefined || value === null || Array.isArray(value) || isObject(value)) return null;
  return value instanceof JsonNumber ? value.text : String(value);
}
