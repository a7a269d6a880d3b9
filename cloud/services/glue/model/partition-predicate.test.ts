import { expect } from "chai";
import { createRandom, type Random } from "../../../../foundation/random";
import type { ColumnInput } from "./fields";
import { NULL_VALUE } from "../../../../foundation/columnar/hive-type";
import { compilePartitionTest } from "./partition-predicate";
import { PartitionTree } from "./partition-tree";

/** SQL's result of one condition on one value; undefined stands for SQL's UNKNOWN. */
interface GeneratedCondition {
  readonly text: string;
  readonly isHolding: (values: readonly string[]) => boolean | undefined;
}

const PARTITION_KEYS: readonly ColumnInput[] = [
  { Name: "day", Type: "string" },
  { Name: "hour", Type: "int" },
  { Name: "price", Type: "decimal(6,2)" },
];
const VALUES: readonly (readonly string[])[] = [
  ["1", "10", "9", "a", "b", "", NULL_VALUE],
  ["1", "9", "10", "007", NULL_VALUE],
  ["1.5", "1.50", "-2", "10", NULL_VALUE],
];
const COMPARE: Readonly<Record<string, (a: string | number, b: string | number) => boolean>> = {
  "=": (a, b) => a === b,
  "<>": (a, b) => a !== b,
  "<": (a, b) => a < b,
  "<=": (a, b) => a <= b,
  ">": (a, b) => a > b,
  ">=": (a, b) => a >= b,
};

const pickAny = <T>(random: Random, from: readonly [T, ...T[]]): T => from[random.drawBelow(from.length)] ?? from[0];

/** A random condition, and its meaning, computed independently of the code under test. */
function drawCondition(random: Random, depth: number): GeneratedCondition {
  const kind = depth === 0 ? 0 : random.drawBelow(4);
  if (kind === 0) return onKey(random);
  const a = drawCondition(random, depth - 1);
  if (kind === 1) {
    return {
      text: `NOT (${a.text})`,
      isHolding: (values) => {
        const found = a.isHolding(values);
        return found === undefined ? undefined : !found;
      },
    };
  }
  const b = drawCondition(random, depth - 1);
  if (kind === 2) {
    return {
      text: `(${a.text}) and (${b.text})`,
      isHolding: (values) => {
        const found = [a.isHolding(values), b.isHolding(values)];
        return found.includes(false) ? false : found.includes(undefined) ? undefined : true;
      },
    };
  }
  return {
    text: `(${a.text} OR ${b.text})`,
    isHolding: (values) => {
      const found = [a.isHolding(values), b.isHolding(values)];
      return found.includes(true) ? true : found.includes(undefined) ? undefined : false;
    },
  };
}

function onKey(random: Random): GeneratedCondition {
  const index = random.drawBelow(3);
  const key = PARTITION_KEYS[index]?.Name ?? "";
  const read = (text: string): string | number => (index === 0 ? text : Number(text));
  const drawLiteral = (): string => pickAny(random, index === 0 ? ["1", "10", "9", "a", "b"] : ["1", "9", "10", "-2"]);
  const createKnown =
    (holds: (value: string) => boolean) =>
    (values: readonly string[]): boolean | undefined => {
      const value = values[index] ?? "";
      return value === NULL_VALUE ? undefined : holds(value);
    };
  const [low, high] = [drawLiteral(), drawLiteral()];
  switch (random.drawBelow(index === 0 ? 5 : 4)) {
    case 0: {
      const isNot = random.drawBelow(2) === 0;
      return {
        text: `${key} ${isNot ? "is NOT" : "IS"} null`,
        isHolding: (values) => (values[index] === NULL_VALUE) !== isNot,
      };
    }
    case 1:
      return {
        text: `${key} BETWEEN '${low}' AND '${high}'`,
        isHolding: createKnown((value) => read(value) >= read(low) && read(value) <= read(high)),
      };
    case 2:
      return {
        text: `${key} not in ('${low}', '${high}')`,
        isHolding: createKnown((value) => read(value) !== read(low) && read(value) !== read(high)),
      };
    case 4:
      return { text: `${key} LIKE '${low}%'`, isHolding: createKnown((value) => value.startsWith(low)) };
    default: {
      const operator = pickAny(random, ["=", "<>", "<", "<=", ">", ">="]);
      return {
        text: `${key} ${operator} ${index === 0 ? `'${low}'` : low}`,
        isHolding: createKnown((value) => COMPARE[operator]?.(read(value), read(low)) ?? false),
      };
    }
  }
}

describe("a partition expression with an index of key values", () => {
  it("finds the same partitions as a full scan, for 500 random expressions", () => {
    const random = createRandom("partitions");
    const all =
      VALUES[0]?.flatMap(
        (day) => VALUES[1]?.flatMap((hour) => VALUES[2]?.map((price) => [day, hour, price]) ?? []) ?? [],
      ) ?? [];
    const tree = new PartitionTree<readonly string[]>((values, key) => values[key]);
    for (const values of all) tree.add(values);
    let some = 0;
    for (let turn = 0; turn < 500; turn += 1) {
      const { text, isHolding } = drawCondition(random, turn % 5);
      const naive = all.filter((values) => isHolding(values) === true).map(String);
      expect(tree.listMatching(compilePartitionTest(text, PARTITION_KEYS)).map(String), text).to.have.members(naive);
      if (naive.length > 0 && naive.length < all.length) some += 1;
    }
    expect(some).to.be.greaterThan(300);
  });

  it("examines few of 100,000 partitions if the expression is selective", () => {
    const tree = new PartitionTree<readonly string[]>((values, key) => values[key]);
    for (let number = 0; number < 100_000; number += 1) {
      const values = [
        String(2000 + Math.floor(number / 10_000)),
        String(Math.floor(number / 100) % 100),
        String(number % 100),
      ];
      tree.add(values);
    }
    const columns = ["year", "month", "hour"].map((Name): ColumnInput => ({ Name, Type: "int" }));
    const test = compilePartitionTest("year = 2004 AND month = 7 AND hour BETWEEN 3 AND 5", columns);
    let looks = 0;
    const found = tree.listMatching((values) => {
      looks += 1;
      return test(values);
    });
    expect(found.map((values) => values.join("/"))).to.deep.equal(["2004/7/3", "2004/7/4", "2004/7/5"]);
    expect(looks).to.equal(1 + 10 + 100 + 100);
  });
});
