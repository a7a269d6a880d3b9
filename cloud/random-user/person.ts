import { createHash } from "node:crypto";
import type { Random } from "../../foundation/random";
import { nations, type Nation } from "./nations";

/** A generated person, in the shape in which randomuser.me gives people (version 1.4). */
export interface Person {
  readonly gender: string;
  readonly name: { readonly title: string; readonly first: string; readonly last: string };
  readonly location: object;
  readonly email: string;
  readonly login: object;
  readonly dob: { readonly date: string; readonly age: number };
  readonly registered: { readonly date: string; readonly age: number };
  readonly phone: string;
  readonly cell: string;
  readonly id: { readonly name: string; readonly value: string };
  readonly picture: object;
  readonly nat: string;
}

const YEAR_MS = 365.25 * 24 * 3_600_000;
const WORDS = [
  "amber",
  "bridge",
  "cloud",
  "delta",
  "ember",
  "forest",
  "garden",
  "harbor",
  "island",
  "jasper",
  "kettle",
  "lemon",
];

/**
 * Generates a person.
 *
 * @param draw    the source of random numbers: the same draws give the same person
 * @param requested  the request's choices
 * @param now     ms since the epoch, for ages
 */
export function createPerson(
  draw: Random,
  requested: { readonly nats: readonly string[]; readonly gender: string | undefined },
  now: number,
): Person {
  const nat = pick(draw, requested.nats);
  const nation = nations[nat];
  if (nation === undefined) throw new Error(`nobody is known from ${nat}`);
  const gender = requested.gender ?? pick(draw, ["female", "male"]);
  const first = pick(draw, gender === "female" ? nation.women : nation.men);
  const last = pick(draw, nation.families);
  const number = draw.drawBelow(100);
  return {
    gender,
    name: { title: gender === "female" ? pick(draw, ["Ms", "Mrs", "Miss"]) : "Mr", first, last },
    location: createLocation(draw, nation),
    email: `${toPlainName(first)}.${toPlainName(last)}@example.com`,
    login: createLogin(draw),
    dob: drawMoment(draw, now, { from: 18, to: 78 }),
    registered: drawMoment(draw, now, { from: 1, to: 20 }),
    phone: drawDigits(draw, nation.phone),
    cell: drawDigits(draw, nation.phone),
    id: { name: nation.id.name, value: drawDigits(draw, nation.id.value) },
    picture: createPicture(gender === "female" ? "women" : "men", number),
    nat,
  };
}

const pick = <T>(draw: Random, from: readonly T[]): T => {
  const found = from[draw.drawBelow(from.length)];
  if (found === undefined) throw new Error("there is nothing to pick from");
  return found;
};

const drawDigits = (draw: Random, pattern: string): string => pattern.replaceAll("#", () => String(draw.drawBelow(10)));

/** A name for a mail address: without accents, in lower case. */
const toPlainName = (name: string): string =>
  name
    .normalize("NFD")
    .replace(/[^a-zA-Z]/g, "")
    .toLowerCase();

function createLocation(draw: Random, { country, streets, places, postcode }: Nation): object {
  const [city, state, latitude, longitude, offset] = pick(draw, places);
  const drawNear = (degrees: number): string => (degrees + draw.drawFraction() / 10).toFixed(4);
  return {
    street: { number: 1 + draw.drawBelow(9_999), name: pick(draw, streets) },
    city,
    state,
    country,
    postcode: drawDigits(draw, postcode),
    coordinates: { latitude: drawNear(latitude), longitude: drawNear(longitude) },
    timezone: { offset, description: city },
  };
}

function createLogin(draw: Random): object {
  const username = `${pick(draw, WORDS)}${pick(draw, WORDS)}${draw.drawBelow(1_000)}`;
  const password = draw.drawText(8, "abcdefghjkmnpqrstuvwxyz23456789");
  const salt = draw.drawText(8, "abcdefghjkmnpqrstuvwxyz23456789");
  const hash = (algorithm: string): string =>
    createHash(algorithm)
      .update(password + salt)
      .digest("hex");
  return {
    uuid: draw.drawUuid(),
    username,
    password,
    salt,
    md5: hash("md5"),
    sha1: hash("sha1"),
    sha256: hash("sha256"),
  };
}

function drawMoment(
  draw: Random,
  now: number,
  years: { readonly from: number; readonly to: number },
): { readonly date: string; readonly age: number } {
  const age = years.from + draw.drawFraction() * (years.to - years.from);
  return { date: new Date(now - age * YEAR_MS).toISOString(), age: Math.floor(age) };
}

/** Addresses of pictures in the form of the real API's. There are no pictures behind them. */
const createPicture = (folder: string, number: number): object => ({
  large: `https://example.com/portraits/${folder}/${number}.jpg`,
  medium: `https://example.com/portraits/med/${folder}/${number}.jpg`,
  thumbnail: `https://example.com/portraits/thumb/${folder}/${number}.jpg`,
});
