import { testMistakes } from "../testing/mistakes";

/** Masks the time of the run, which alone differs from run to run in the feedback. */
await testMistakes("01-streaming-ingestion", (text) =>
  text
    .replace(/(?<=processing_timestamp is )(\d{13}\b|"[^"]*(GMT|:\d\d)[^"Z]*")/, (stamp) =>
      /^\d/.test(stamp) ? "<time>" : '"<time>"',
    )
    .replace(/(?<=processing_timestamp is )"20\d\d-\d\d-\d\d"/g, '"<day>"')
    .replace(/\b20\d\d-\d\d-\d\dT[\d:.]+Z(?=")/g, (time) => (time === "2026-11-20T09:15:02.123Z" ? time : "<time>")),
);
