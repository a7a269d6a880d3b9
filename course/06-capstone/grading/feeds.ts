import { addBoundaryScans, createScanFeed, type ScanFeed } from "../../../src/generators/parcel-scans";
import { LEAST_GRAMS } from "../../../src/parcels/brief";

/** The lines of the feed that the interrupted producer and the next one read. */
export const FEED_LINES = 2_400;
/** The lines of the feed that arrives while S3 refuses all objects. */
export const STALLED_LINES = 300;
/** The grading cloud's clock begins on this day. */
export const FEED_AT = "2030-01-01T06:00:00Z";

/** The two feeds of an acceptance test. The first has scans of exactly the least weight of each brief. */
export function createFeeds(seed: number): { readonly first: ScanFeed; readonly stalled: ScanFeed } {
  const now = new Date(FEED_AT);
  return {
    first: addBoundaryScans(createScanFeed({ seed, count: FEED_LINES, now }), LEAST_GRAMS),
    stalled: createScanFeed({ seed: seed + 1, count: STALLED_LINES, now }),
  };
}
