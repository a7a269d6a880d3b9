import { between, pick, seededRandom, type Random } from "./random";

type Name = readonly [first: string, gender: string];
const FIRST: readonly [Name, ...Name[]] = [
  ["Ada", "female"],
  ["Chidi", "male"],
  ["Émile", "male"],
  ["Grace", "female"],
  ["Inês", "female"],
  ["Kenji", "male"],
  ["Łucja", "female"],
  ["Noor", "female"],
  ["Priya", "female"],
  ["Søren", "male"],
];
const LAST: readonly [string, ...string[]] = [
  "Abebe",
  "Björk",
  "Costa",
  "Duarte",
  "Eze",
  "Fischer",
  "Ito",
  "Khan",
  "Lindqvist",
  "Müller",
];
const COUNTRIES: readonly [string, ...string[]] = ["Brazil", "Ghana", "India", "Japan", "Norway", "Portugal"];

const PEOPLE = 40;
const FIRST_BOOKING = 4001;

/** What differs from the other people: by their position. Two have one name only, as many people in the world do. */
const UNUSUAL: Readonly<Record<number, object>> = {
  11: { first: "Suharto", last: null, gender: "male", country: "Indonesia" },
  24: { forget: true },
  33: { first: "Björk", last: null, gender: "female", country: "Iceland" },
};
/** Only half of this person's record is there. */
const CUT_OFF = 28;

/**
 * The people that a travel agency sends to the Firehose of lab 03, as the text of each record: the five columns, and the
 * number of the booking. They are the same each time.
 */
export function createPartnerPeople(random: Random = seededRandom(2026)): readonly string[] {
  return Array.from({ length: PEOPLE }, (_, at) => {
    const [first, gender] = pick(random, FIRST);
    const person = {
      booking: FIRST_BOOKING + at,
      first,
      last: pick(random, LAST),
      gender,
      age: between(random, 21, 90),
      country: pick(random, COUNTRIES),
      ...UNUSUAL[at],
    };
    const text = JSON.stringify(person);
    return at === CUT_OFF ? text.slice(0, 45) : text;
  });
}
