import { expect } from "chai";
import { seededRandom, type Random } from "../../../core/random";
import { useCloud } from "../../../testing/use-cloud";

/** A random event, with its values. */
interface Known {
  readonly level?: string;
  readonly code?: number | null;
  readonly tags?: readonly string[];
  readonly user?: { readonly id: number; readonly admin: boolean };
}

/** A random pattern, or a part of one, and its meaning, computed independently of the code under test. */
interface Made<T> {
  readonly text: string;
  readonly holds: (event: T) => boolean;
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
const anyOf = <T>(random: Random, from: readonly [T, ...T[]]): T => from[random.below(from.length)] ?? from[0];
const order = (random: Random): string => anyOf(random, ["=", "!=", "<", "<=", ">", ">="]);

function event(random: Random): Known {
  return {
    ...(random.below(4) === 0 ? {} : { level: anyOf(random, LEVELS) }),
    ...(random.below(4) === 0 ? {} : { code: random.below(6) === 0 ? null : random.below(5) - 1 }),
    ...(random.below(3) === 0
      ? {}
      : { tags: Array.from({ length: random.below(3) }, () => anyOf(random, ["a", "b"])) }),
    ...(random.below(3) === 0 ? {} : { user: { id: random.below(3) * 1.5, admin: random.below(2) === 0 } }),
  };
}

/** A single condition, or a combination, with parentheses only where the precedence of && and || needs them. */
function ofJson(random: Random, depth: number): Made<Known> {
  if (depth === 0) return anyOf(random, [onLevel, onCode, onTags, onUser])(random);
  const [a, b, c] = [ofJson(random, depth - 1), ofJson(random, 0), ofJson(random, 0)];
  switch (random.below(3)) {
    case 0:
      return { text: `(${a.text}) && ${b.text}`, holds: (one) => a.holds(one) && b.holds(one) };
    case 1:
      return {
        text: `(${a.text})||${b.text} && ${c.text}`,
        holds: (one) => a.holds(one) || (b.holds(one) && c.holds(one)),
      };
    default:
      return {
        text: `${b.text} && (${a.text}) || ${c.text}`,
        holds: (one) => (b.holds(one) && a.holds(one)) || c.holds(one),
      };
  }
}

function onLevel(random: Random): Made<Known> {
  const [name, length] = [anyOf(random, LEVELS), 1 + random.below(4)];
  const known =
    (holds: (level: string) => boolean) =>
    ({ level }: Known): boolean =>
      level !== undefined && holds(level);
  switch (random.below(6)) {
    case 0:
      return { text: `$.level=${name}`, holds: known((level) => level === name) };
    case 1:
      return { text: `$.level != "${name}"`, holds: known((level) => level !== name) };
    case 2:
      return {
        text: `$.level = ${name.slice(0, length)}*`,
        holds: known((level) => level.startsWith(name.slice(0, length))),
      };
    case 3:
      return {
        text: `$.level != "*${name.slice(length)}"`,
        holds: known((level) => !level.endsWith(name.slice(length))),
      };
    case 4:
      return { text: `$.level = %${name.slice(1, 3)}$%`, holds: known((level) => level.endsWith(name.slice(1, 3))) };
    default:
      return { text: "$.level NOT EXISTS", holds: ({ level }) => level === undefined };
  }
}

function onCode(random: Random): Made<Known> {
  if (random.below(4) === 0) return { text: "$.code IS NULL", holds: ({ code }) => code === null };
  const [operator, number] = [order(random), random.below(4) - 1];
  return {
    text: `$.code ${operator} ${number}${random.below(2) === 0 ? "" : ".0"}`,
    holds: ({ code }) => typeof code === "number" && (ORDERS[operator]?.(code, number) ?? false),
  };
}

function onTags(random: Random): Made<Known> {
  const place = random.below(2);
  if (random.below(3) === 0)
    return { text: `$.tags[${place}] NOT EXISTS`, holds: ({ tags }) => tags?.[place] === undefined };
  return { text: `$.tags[${place}] = "a"`, holds: ({ tags }) => tags?.[place] === "a" };
}

function onUser(random: Random): Made<Known> {
  const wanted = random.below(2) === 0;
  if (random.below(2) === 0)
    return { text: `$.user.admin IS ${wanted ? "TRUE" : "FALSE"}`, holds: ({ user }) => user?.admin === wanted };
  const operator = order(random);
  return {
    text: `$.user.id ${operator} 15e-1`,
    holds: ({ user }) => user !== undefined && (ORDERS[operator]?.(user.id, 1.5) ?? false),
  };
}

const WORDS = ["GET", "PUT", "200", "404", "4", "a b"] as const;

/** One or more conditions on a field. */
function onField(random: Random, name: string): Made<string> {
  if (random.below(3) === 0) return { text: random.below(2) === 0 ? name : "", holds: () => true };
  const one = (): Made<string> => {
    const word = anyOf(random, WORDS);
    if (random.below(2) === 0)
      return { text: `${name} = "${word.slice(0, 2)}*"`, holds: (text) => text.startsWith(word.slice(0, 2)) };
    if (random.below(2) === 0) return { text: `${name}!="${word}"`, holds: (text) => text !== word };
    const operator = anyOf(random, ["<", ">="]);
    return {
      text: `${name} ${operator} 100`,
      holds: (text) => /^\d+$/.test(text) && (ORDERS[operator]?.(Number(text), 100) ?? false),
    };
  };
  const [a, b, c] = [one(), one(), one()];
  return anyOf(random, [
    a,
    { text: `${a.text} && ${b.text}||${c.text}`, holds: (text) => (a.holds(text) && b.holds(text)) || c.holds(text) },
  ]);
}

function ofFields(random: Random): Made<readonly string[]> {
  const before = Array.from({ length: random.below(3) }, (_, index) => onField(random, `w${index}`));
  const after = Array.from({ length: 1 + random.below(2) }, (_, index) => onField(random, `z${index}`));
  const isOpen = random.below(2) === 0;
  const ends = before.length + after.length;
  return {
    text: [...before, ...(isOpen ? [{ text: "..." }] : []), ...after].map(({ text }) => text).join(", "),
    holds: (fields) =>
      (isOpen ? fields.length >= ends : fields.length === ends) &&
      before.every(({ holds }, index) => holds(fields[index] ?? "")) &&
      after.every(({ holds }, index) => holds(fields.slice(-after.length)[index] ?? "")),
  };
}

describe("logs FilterLogEvents, with patterns made at random", () => {
  const cloud = useCloud();
  const NAMES = { logGroupName: "g", logStreamName: "s" };
  const written = async (messages: readonly string[]): Promise<void> => {
    const start = cloud.running.clock.now();
    await cloud.logs.createLogGroup({ logGroupName: "g" });
    await cloud.logs.createLogStream(NAMES);
    await cloud.logs.putLogEvents({
      ...NAMES,
      logEvents: messages.map((message, index) => ({ timestamp: start + index, message })),
    });
  };
  const found = async (filterPattern: string): Promise<string[]> =>
    ((await cloud.logs.filterLogEvents({ logGroupName: "g", filterPattern })).events ?? []).map(
      ({ message }) => message ?? "",
    );

  it("finds the JSON events that a look at what they were made of finds", async () => {
    const random = seededRandom("json patterns");
    const events = Array.from({ length: 80 }, () => event(random));
    await written(events.map((one) => JSON.stringify(one)));
    let some = 0;
    for (let turn = 0; turn < 300; turn += 1) {
      const { text, holds } = ofJson(random, turn % 4);
      if ((text.match(/%/g)?.length ?? 0) > 4) continue;
      const naive = events.filter(holds);
      expect(await found(`{ ${text} }`), text).to.deep.equal(naive.map((one) => JSON.stringify(one)));
      if (naive.length > 0 && naive.length < events.length) some += 1;
    }
    expect(some).to.be.greaterThan(200);
  });

  it("finds the events whose fields are as a look at each of them says", async () => {
    const random = seededRandom("field patterns");
    const events = Array.from({ length: 80 }, () =>
      Array.from({ length: 1 + random.below(4) }, () => anyOf(random, WORDS)),
    );
    const spelled = (fields: readonly string[]): string =>
      fields.map((field) => (field.includes(" ") ? `"${field}"` : field)).join(" ");
    await written(events.map(spelled));
    let some = 0;
    for (let turn = 0; turn < 300; turn += 1) {
      const { text, holds } = ofFields(random);
      // A pattern without any field is not valid.
      if (text === "") continue;
      const naive = events.filter(holds);
      expect(await found(`[${text}]`), text).to.deep.equal(naive.map(spelled));
      if (naive.length > 0 && naive.length < events.length) some += 1;
    }
    expect(some).to.be.greaterThan(150);
  });
});
