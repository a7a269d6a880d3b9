import { AwsFault } from "../core/faults";
import { createRandom, type Random } from "../../foundation/random";
import { nations } from "./nations";
import { createPerson, type Person } from "./person";

const MAX = 5_000;
const VERSION = "1.4";
const FIELDS = [
  "gender",
  "name",
  "location",
  "email",
  "login",
  "registered",
  "dob",
  "phone",
  "cell",
  "id",
  "picture",
  "nat",
];

/** The API's answer. */
interface RandomUsers {
  readonly results: readonly Partial<Person>[];
  readonly info?: { readonly seed: string; readonly results: number; readonly page: number; readonly version: string };
}

/**
 * People in the form of randomuser.me's API, all of them generated here.
 *
 * @param query  `results` 1 to 5000, `page`, `seed`, `nat` (letters with commas), `gender`, `inc` and `exc` (fields with commas), `noinfo`
 * @param random draws a seed if the query has none; the same seed gives the same people
 * @param now    ms since the epoch, for ages
 * @throws AwsFault ValidationError naming the wrong parameter
 * @see https://randomuser.me/documentation
 */
export function createRandomUsers(query: URLSearchParams, random: Random, now: number): RandomUsers {
  const results = parseWholeNumber(query, "results", MAX);
  const page = parseWholeNumber(query, "page", 10_000);
  const nats = parseListed(toUpperParameter(query, "nat"), "nat", Object.keys(nations));
  const gender = query.get("gender") ?? undefined;
  if (gender !== undefined && gender !== "female" && gender !== "male")
    throw createWrongParameter("gender", "female or male");
  if ((query.get("format") ?? "json").toLowerCase() !== "json") throw createWrongParameter("format", "json");
  const included = parseListed(query, "inc", FIELDS);
  const excluded = query.has("exc") ? parseListed(query, "exc", FIELDS) : [];
  const shown = FIELDS.filter((field) => included.includes(field) && !excluded.includes(field));
  const seed = query.get("seed") ?? random.drawHex(16);
  const draw = createRandom(`${seed}/${page}`);
  const people = Array.from({ length: results }, () => createPerson(draw, { nats, gender }, now));
  return {
    results: people.map((person) =>
      Object.fromEntries(Object.entries(person).filter(([field]) => shown.includes(field))),
    ),
    ...(query.has("noinfo") ? {} : { info: { seed, results, page, version: VERSION } }),
  };
}

function parseWholeNumber(query: URLSearchParams, name: string, max: number): number {
  const parameter = query.get(name) ?? "1";
  const value = Number(parameter);
  if (!Number.isInteger(value) || value < 1 || value > max)
    throw createWrongParameter(name, `a whole number from 1 to ${max}`);
  return value;
}

/** A parameter in upper case: nations may be sent in lower case. */
const toUpperParameter = (query: URLSearchParams, name: string): URLSearchParams =>
  new URLSearchParams({ [name]: (query.get(name) ?? "").toUpperCase() });

function parseListed(query: URLSearchParams, name: string, known: readonly string[]): readonly string[] {
  const parameter = query.get(name);
  if (parameter === null || parameter === "") return known;
  const requested = parameter.split(",").map((item) => item.trim());
  if (requested.some((item) => !known.includes(item))) throw createWrongParameter(name, `out of ${known.join(", ")}`);
  return requested;
}

const createWrongParameter = (name: string, must: string): AwsFault =>
  new AwsFault("ValidationError", `${name} must be ${must}`);
