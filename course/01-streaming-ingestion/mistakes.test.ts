import { testMistakes } from "../testing/mistakes";

/** The time of the run is the one thing in feedback that differs from run to run. */
await testMistakes("01-streaming-ingestion", (text) =>
  text
    .replace(/(?<=processing_timestamp is )(\d{13}\b|"[^"]*(GMT|:\d\d)[^"Z]*")/, (stamp) =>
      /^\d/.test(stamp) ? "<time>" : '"<time>"',
    )
    .replace(/\b20\d\d-\d\d-\d\dT[\d:.]+Z(?=")/g, (time) => (time === "2026-11-20T09:15:02.123Z" ? time : "<time>")),
);
