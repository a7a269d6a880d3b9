import { expect } from "chai";
import { createRandom, type Random } from "../../../../foundation/random";
import { useCloud } from "../../../testing/use-cloud";

/** A random event, with its values. */
interface RandomEvent {
  readonly level?: string;
  readonly code?: number | null;
  readonly tags?: readonly string[];
  readonly user?: { readonly id: number; readonly admin: boolean };
}

/** A random pattern, or a part of one, and its meaning, computed independently of the code under test. */
interface GeneratedPattern<T> {
  readonly text: string;
  readonly isHolding: (event: T) => boolean;
}

const LEVELS = ["ERROR", "WARN", "ERROR_2", "info"] as const;
const ORDERS: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  "=": (a, b) => a === b,
  "!=": (a, b) => a !== b,
  "<": (a, b) => a < b,
  "<=": (a, b) => a <= b,
  ">": (a, b) => a > b,
  ">=": (a, b) => a >= b,
};
const pickAny = <T>(random: Random, from: readonly [T, ...T[]]): T => from[random.drawBelow(from.length)] ?? from[0];
const drawOrder = (random: Random): string => pickAny(random, ["=", "!=", "<", "<=", ">", ">="]);

function createEvent(random: Random): RandomEvent {
  return {
    ...(random.drawBelow(4) === 0 ? {} : { level: pickAny(random, LEVELS) }),
    ...(random.drawBelow(4) === 0 ? {} : { code: random.drawBelow(6) === 0 ? null : random.drawBelow(5) - 1 }),
    ...(random.drawBelow(3) === 0
      ? {}
      : { tags: Array.from({ length: random.drawBelow(3) }, () => pickAny(random, ["a", "b"])) }),
    ...(random.drawBelow(3) === 0 ? {} : { user: { id: random.drawBelow(3) * 1.5, admin: random.drawBelow(2) === 0 } }),
  };
}

/** A single condition, or a combination, with parentheses only where the precedence of && and || needs them. */
function createJsonPattern(random: Random, depth: number): GeneratedPattern<RandomEvent> {
  if (depth === 0) return pickAny(random, [onLevel, onCode, onTags, onUser])(random);
  const [a, b, c] = [createJsonPattern(random, depth - 1), createJsonPattern(random, 0), createJsonPattern(random, 0)];
  switch (random.drawBelow(3)) {
    case 0:
      return { text: `(${a.text}) && ${b.text}`, isHolding: (event) => a.isHolding(event) && b.isHolding(event) };
    case 1:
      return {
        text: `(${a.text})||${b.text} && ${c.text}`,
        isHolding: (event) => a.isHolding(event) || (b.isHolding(event) && c.isHolding(event)),
      };
    default:
      return {
        text: `${b.text} && (${a.text}) || ${c.text}`,
        isHolding: (event) => (b.isHolding(event) && a.isHolding(event)) || c.isHolding(event),
      };
  }
}

function onLevel(random: Random): GeneratedPattern<RandomEvent> {
  const [name, length] = [pickAny(random, LEVELS), 1 + random.drawBelow(4)];
  const createKnown =
    (holds: (level: string) => boolean) =>
    ({ level }: RandomEvent): boolean =>
      level !== undefined && holds(level);
  switch (random.drawBelow(6)) {
    case 0:
      return { text: `$.level=${name}`, isHolding: createKnown((level) => level === name) };
    case 1:
      return { text: `$.level != "${name}"`, isHolding: createKnown((level) => level !== name) };
    case 2:
      return {
        text: `$.level = ${name.slice(0, length)}*`,
        isHolding: createKnown((level) => level.startsWith(name.slice(0, length))),
      };
    case 3:
      return {
        text: `$.level != "*${name.slice(length)}"`,
        isHolding: createKnown((level) => !level.endsWith(name.slice(length))),
      };
    case 4:
      return {
        text: `$.level = %${name.slice(1, 3)}$%`,
        isHolding: createKnown((level) => level.endsWith(name.slice(1, 3))),
      };
    default:
      return { text: "$.level NOT EXISTS", isHolding: ({ level }) => level === undefined };
  }
}

function onCode(random: Random): GeneratedPattern<RandomEvent> {
  if (random.drawBelow(4) === 0) return { text: "$.code IS NULL", isHolding: ({ code }) => code === null };
  const [operator, number] = [drawOrder(random), random.drawBelow(4) - 1];
  return {
    text: `$.code ${operator} ${number}${random.drawBelow(2) === 0 ? "" : ".0"}`,
    isHolding: ({ code }) => typeof code === "number" && (ORDERS[operator]?.(code, number) ?? false),
  };
}

function onTags(random: Random): GeneratedPattern<RandomEvent> {
  const position = random.drawBelow(2);
  if (random.drawBelow(3) === 0)
    return { text: `$.tags[${position}] NOT EXISTS`, isHolding: ({ tags }) => tags?.[position] === undefined };
  return { text: `$.tags[${position}] = "a"`, isHolding: ({ tags }) => tags?.[position] === "a" };
}

function onUser(random: Random): GeneratedPattern<RandomEvent> {
  const expected = random.drawBelow(2) === 0;
  if (random.drawBelow(2) === 0)
    return {
      text: `$.user.admin IS ${expected ? "TRUE" : "FALSE"}`,
      isHolding: ({ user }) => user?.admin === expected,
    };
  const operator = drawOrder(random);
  return {
    text: `$.user.id ${operator} 15e-1`,
    isHolding: ({ user }) => user !== undefined && (ORDERS[operator]?.(user.id, 1.5) ?? false),
  };
}

const WORDS = ["GET", "PUT", "200", "404", "4", "a b"] as const;

/** One or more conditions on a field. */
function onField(random: Random, name: string): GeneratedPattern<string> {
  if (random.drawBelow(3) === 0) return { text: random.drawBelow(2) === 0 ? name : "", isHolding: () => true };
  const createPattern = (): GeneratedPattern<string> => {
    const word = pickAny(random, WORDS);
    if (random.drawBelow(2) === 0)
      return { text: `${name} = "${word.slice(0, 2)}*"`, isHolding: (text) => text.startsWith(word.slice(0, 2)) };
    if (random.drawBelow(2) === 0) return { text: `${name}!="${word}"`, isHolding: (text) => text !== word };
    const operator = pickAny(random, ["<", ">="]);
    return {
      text: `${name} ${operator} 100`,
      isHolding: (text) => /^\d+$/.test(text) && (ORDERS[operator]?.(Number(text), 100) ?? false),
    };
  };
  const [a, b, c] = [createPattern(), createPattern(), createPattern()];
  return pickAny(random, [
    a,
    {
      text: `${a.text} && ${b.text}||${c.text}`,
      isHolding: (text) => (a.isHolding(text) && b.isHolding(text)) || c.isHolding(text),
    },
  ]);
}

function createFieldPattern(random: Random): GeneratedPattern<readonly string[]> {
  const before = Array.from({ length: random.drawBelow(3) }, (_, index) => onField(random, `w${index}`));
  const after = Array.from({ length: 1 + random.drawBelow(2) }, (_, index) => onField(random, `z${index}`));
  const isOpen = random.drawBelow(2) === 0;
  const ends = before.length + after.length;
  return {
    text: [...before, ...(isOpen ? [{ text: "..." }] : []), ...after].map(({ text }) => text).join(", "),
    isHolding: (fields) =>
      (isOpen ? fields.length >= ends : fields.length === ends) &&
      before.every(({ isHolding }, index) => isHolding(fields[index] ?? "")) &&
      after.every(({ isHolding }, index) => isHolding(fields.slice(-after.length)[index] ?? "")),
  };
}

describe("Logs FilterLogEvents with random patterns", () => {
  const cloud = useCloud();
  const NAMES = { logGroupName: "g", logStreamName: "s" };
  const putMessages = async (messages: readonly string[]): Promise<void> => {
    const start = cloud.running.clock.now();
    await cloud.logs.createLogGroup({ logGroupName: "g" });
    await cloud.logs.createLogStream(NAMES);
    await cloud.logs.putLogEvents({
      ...NAMES,
      logEvents: messages.map((message, index) => ({ timestamp: start + index, message })),
    });
  };
  const readFound = async (filterPattern: string): Promise<string[]> =>
    ((await cloud.logs.filterLogEvents({ logGroupName: "g", filterPattern })).events ?? []).map(
      ({ message }) => message ?? "",
    );

  it("finds the same JSON events as a check of the original objects", async () => {
    const random = createRandom("json patterns");
    const events = Array.from({ length: 80 }, () => createEvent(random));
    await putMessages(events.map((event) => JSON.stringify(event)));
    let some = 0;
    for (let turn = 0; turn < 300; turn += 1) {
      const { text, isHolding } = createJsonPattern(random, turn % 4);
      if ((text.match(/%/g)?.length ?? 0) > 4) continue;
      const naive = events.filter(isHolding);
      expect(await readFound(`{ ${text} }`), text).to.deep.equal(naive.map((event) => JSON.stringify(event)));
      if (naive.length > 0 && naive.length < events.length) some += 1;
    }
    expect(some).to.be.greaterThan(200);
  });

  it("finds the same events as a check of each field", async () => {
    const random = createRandom("field patterns");
    const events = Array.from({ length: 80 }, () =>
      Array.from({ length: 1 + random.drawBelow(4) }, () => pickAny(random, WORDS)),
    );
    const formatValue = (fields: readonly string[]): string =>
      fields.map((field) => (field.includes(" ") ? `"${field}"` : field)).join(" ");
    await putMessages(events.map(formatValue));
    let some = 0;
    for (let turn = 0; turn < 300; turn += 1) {
      const { text, isHolding } = createFieldPattern(random);
      // A pattern without any field is not valid.
      if (text === "") continue;
      const naive = events.filter(isHolding);
      expect(await readFound(`[${text}]`), text).to.deep.equal(naive.map(formatValue));
      if (naive.length > 0 && naive.length < events.length) some += 1;
    }
    expect(some).to.be.greaterThan(150);
  });
});
