export const USA_DATA_STREAM = "de-c2w2lab1-usa-data-stream";
export const INTERNATIONAL_DATA_STREAM = "de-c2w2lab1-international-data-stream";

/** The probes that show where each stream's records are delivered: one record for each stream. */
export const PROBES = [
  { stream: USA_DATA_STREAM, text: '{"probe":"usa"}' },
  { stream: INTERNATIONAL_DATA_STREAM, text: '{"probe":"international"}' },
] as const;

/** Two streams with a day of kiosks each. `recoverVisits` is asked about one of them once, and about the other twice. */
export const KIOSK_STREAMS = { once: "kiosks-in-the-north", twice: "kiosks-in-the-south" } as const;

/**
 * Countries that no session of a learner has. A condition that compares the country with one of them looks at the right field, and a condition
 * that none of them changes doesn't. Where their sessions go is not judged.
 */
export const OTHER_SPELLINGS: readonly string[] = [
  "US",
  "us",
  "usa",
  "Usa",
  "U.S.",
  "U.S.A.",
  "United States",
  "United States of America",
  "America",
];
