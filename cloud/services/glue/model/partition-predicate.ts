import { type Comparison, HOLDS } from "../../../../foundation/comparison";
import { NULL_VALUE } from "../../../../foundation/columnar/hive-type";
import { compareKeyValues, getKeyType, type KeyType } from "./key-type";
import type { ColumnInput } from "./fields";
import {
  createInvalidInputFault,
  createInvalidStateFault,
  createLikeNotSupportedFault,
  createUnknownColumnFault,
} from "./faults";
import { parsePartitionExpression, type Condition } from "./partition-expression";

/**
 * Tests the first values of a partition, or all of them. With fewer values than there are keys, false rules out all
 * partitions that begin with these values; with all values, the result is whether this partition matches.
 */
export type PartitionTest = (values: readonly string[]) => boolean;

// Bits: whether a condition may be true, and whether it may be false. Both are set while values are not known yet,
// neither where SQL's result is NULL. NOT, AND and OR never make true or false out of NULL alone, so NULL needs no bit.
const TRUE = 1;
const FALSE = 2;
const ANY = TRUE | FALSE;
const NULL = 0;

type Outcomes = (values: readonly string[]) => number;

/**
 * Compiles an expression to a test of partitions. Literals are read as the type of the key that they are compared with.
 *
 * @param keys the table's partition keys, in order
 * @throws AwsFault InvalidInputException if the expression is wrong, or does not fit the keys
 * @returns a test, which throws InvalidStateException where a stored value is not of its key's type
 * @remarks AWS does not document which value counts as NULL; here it is Hive's mark of a partition without a value.
 */
export function compilePartitionTest(expression: string, keys: readonly ColumnInput[]): PartitionTest {
  const outcomes = compileCondition(parsePartitionExpression(expression), keys);
  return (values) => (outcomes(values) & TRUE) !== 0;
}

function compileCondition(condition: Condition, keys: readonly ColumnInput[]): Outcomes {
  switch (condition.is) {
    case "not":
      return negate(compileCondition(condition.part, keys));
    case "and":
      return combineAll(condition.parts.map((part) => compileCondition(part, keys)));
    // By De Morgan's law, which also holds for SQL's three-valued logic.
    case "or":
      return negate(combineAll(condition.parts.map((part) => negate(compileCondition(part, keys)))));
    case "null":
      return isNull(requireKey(condition.key, keys).index);
    default:
      return onKey(condition, requireKey(condition.key, keys));
  }
}

const negate =
  (part: Outcomes): Outcomes =>
  (values) => {
    const found = part(values);
    return (found & TRUE ? FALSE : 0) | (found & FALSE ? TRUE : 0);
  };

const combineAll =
  (parts: readonly Outcomes[]): Outcomes =>
  (values) => {
    let found = TRUE;
    for (const part of parts) {
      const next = part(values);
      found = (found & next & TRUE) | ((found | next) & FALSE);
      if (found === FALSE) break;
    }
    return found;
  };

const isNull =
  (index: number): Outcomes =>
  (values) => {
    const value = values[index];
    if (value === undefined) return ANY;
    return value === NULL_VALUE ? TRUE : FALSE;
  };

interface Key {
  readonly index: number;
  readonly type: KeyType;
}

function requireKey(name: string, keys: readonly ColumnInput[]): Key {
  const index = keys.findIndex((key) => key.Name === name);
  const key = keys[index];
  if (key === undefined) throw createUnknownColumnFault();
  return { index, type: getKeyType(key.Type ?? "") };
}

function onKey(condition: Extract<Condition, { readonly key: string }>, { index, type }: Key): Outcomes {
  const holds = compileValueTest(condition, type);
  // Results are cached by value, since a key has far fewer values than the table has partitions.
  const known = new Map<string, number>([[NULL_VALUE, NULL]]);
  return (values) => {
    const value = values[index];
    if (value === undefined) return ANY;
    const before = known.get(value);
    if (before !== undefined) return before;
    const found = holds(value) ? TRUE : FALSE;
    known.set(value, found);
    return found;
  };
}

function compileValueTest(
  condition: Extract<Condition, { readonly key: string }>,
  type: KeyType,
): (value: string) => boolean {
  switch (condition.is) {
    case "like":
      return createLike(condition.pattern, type);
    case "in": {
      const each = condition.literals.map((literal) => createComparison("=", literal, type));
      return (value) => each.some((holds) => holds(value));
    }
    case "compare":
      return createComparison(condition.operator, condition.literal, type);
    case "null":
      return (value) => value === NULL_VALUE;
  }
}

function createComparison(operator: Comparison, literal: string, type: KeyType): (value: string) => boolean {
  const requested = type.read(literal);
  if (requested === undefined) throw createInvalidInputFault(type.describeProblem(literal));
  const holds = HOLDS[operator];
  return (value) => {
    const found = type.read(value);
    if (found === undefined) throw createInvalidStateFault(type.describeProblem(value));
    return holds(compareKeyValues(found, requested));
  };
}

/** `%` matches any text, `_` one character; there is no escape character. */
function createLike(pattern: string, { family }: KeyType): (value: string) => boolean {
  if (family !== "String") throw createLikeNotSupportedFault(family);
  const parts = pattern.split("%").map((part) => [...part]);
  const [first = [], ...rest] = parts;
  const last = rest.pop();
  return (text) => {
    const value = [...text];
    if (!isMatching(first, value, 0)) return false;
    if (last === undefined) return value.length === first.length;
    let from = first.length;
    // Each piece is matched at its first occurrence: that leaves the most text for the others, without backtracking.
    for (const piece of rest) {
      while (from + piece.length <= value.length && !isMatching(piece, value, from)) from += 1;
      if (from + piece.length > value.length) return false;
      from += piece.length;
    }
    const end = value.length - last.length;
    return end >= from && isMatching(last, value, end);
  };
}

const isMatching = (piece: readonly string[], value: readonly string[], from: number): boolean =>
  from + piece.length <= value.length && piece.every((char, index) => char === "_" || char === value[from + index]);
