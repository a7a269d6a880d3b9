import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** The city is compared instead of the country, so no customer counts as one in the USA. */
  "always-international": {
    fails: [
      "sends customers in the USA to de-c2w2lab1-usa-data-stream",
      "sends all other customers to de-c2w2lab1-international-data-stream",
    ],
    isAlwaysJudged: true,
    answer: [
      'const destStreamName = userSession.city === "USA" ? kinesisDestStreamNames["USA"] : kinesisDestStreamNames["International"];',
    ],
  },
  /** Both branches of the condition give the USA stream. */
  "always-usa": {
    fails: [
      "sends customers in the USA to de-c2w2lab1-usa-data-stream",
      "sends all other customers to de-c2w2lab1-international-data-stream",
    ],
    answer: [
      'const destStreamName = userSession.country === "USA" ? kinesisDestStreamNames["USA"] : kinesisDestStreamNames["USA"];',
    ],
  },
  /** The country is compared with "usa", but the records hold "USA". */
  "country-in-lower-case": {
    fails: ["sends customers in the USA to de-c2w2lab1-usa-data-stream"],
    answer: [
      'const destStreamName = userSession.country === "usa" ? kinesisDestStreamNames["USA"] : kinesisDestStreamNames["International"];',
    ],
  },
  /** Only the first country is compared: the others are texts, which are always true. */
  "countries-without-comparison": {
    fails: [
      "sends customers in the USA to de-c2w2lab1-usa-data-stream",
      "sends all other customers to de-c2w2lab1-international-data-stream",
    ],
    answer: [
      'const destStreamName = userSession.country === "USA" || "Kenya" || "Austria" ? kinesisDestStreamNames["USA"] : kinesisDestStreamNames["International"];',
    ],
  },
  /** There is no condition. */
  "no-condition": {
    fails: [
      "sends customers in the USA to de-c2w2lab1-usa-data-stream",
      "sends all other customers to de-c2w2lab1-international-data-stream",
    ],
    answer: ['const destStreamName = kinesisDestStreamNames["International"];'],
  },
  /** The condition is inverted. */
  "route-inverted": {
    fails: [
      "sends customers in the USA to de-c2w2lab1-usa-data-stream",
      "sends all other customers to de-c2w2lab1-international-data-stream",
    ],
    answer: [
      'const destStreamName = userSession.country !== "USA" ? kinesisDestStreamNames["USA"] : kinesisDestStreamNames["International"];',
    ],
  },
  /** The country is compared with another name of the USA. The field is the right one, so this is half right. */
  "another-name-of-the-usa": {
    fails: ["sends customers in the USA to de-c2w2lab1-usa-data-stream"],
    isAlwaysJudged: true,
    answer: [
      'const destStreamName = userSession.country === "US" ? kinesisDestStreamNames["USA"] : kinesisDestStreamNames["International"];',
    ],
  },
  /** Another learner's customers in Peru and Japan go to the USA stream. */
  "routes-of-another-learner": {
    fails: ["sends all other customers to de-c2w2lab1-international-data-stream"],
    answer: [
      'const destStreamName = ["USA", "Peru", "Japan"].includes(userSession.country) ? kinesisDestStreamNames["USA"] : kinesisDestStreamNames["International"];',
    ],
  },
};
