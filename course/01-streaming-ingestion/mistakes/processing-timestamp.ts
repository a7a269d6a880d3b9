import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** The example in the lab's text is copied: a valid time, but always the same. */
  "constant-timestamp": {
    fails: ["takes the time at which the record is processed", "writes the time as ISO 8601, with its zone"],
    answer: ['userSession.processing_timestamp = "2026-11-20T09:15:02.123Z";'],
  },
  /** The time of the day is cut off. */
  "day-alone": {
    fails: ["takes the time at which the record is processed", "writes the time as ISO 8601, with its zone"],
    answer: ["userSession.processing_timestamp = new Date().toISOString().slice(0, 10);"],
  },
  /** toString() instead of toISOString() gives a time in words, which other programs cannot parse. */
  "date-in-words": {
    fails: ["writes the time as ISO 8601, with its zone"],
    answer: ["userSession.processing_timestamp = new Date().toString();"],
  },
  /** Date.now() instead of new Date().toISOString() gives a number. */
  "milliseconds-since-1970": {
    fails: ["writes the time as ISO 8601, with its zone"],
    answer: ["userSession.processing_timestamp = Date.now() as never;"],
  },
  /** The final `Z` is cut off, so each reader assumes a time zone of their own. */
  "time-without-its-zone": {
    fails: ["writes the time as ISO 8601, with its zone"],
    answer: ["userSession.processing_timestamp = new Date().toISOString().slice(0, 19);"],
  },
  /** The method isn't called: JSON leaves out a function. */
  "method-not-called": {
    fails: [
      "gives every record a processing_timestamp",
      "takes the time at which the record is processed",
      "writes the time as ISO 8601, with its zone",
    ],
    answer: ["userSession.processing_timestamp = new Date().toISOString as any;"],
  },
  /** The line throws, so no record is written: the advice is about the error, not the property's name. */
  "timestamp-that-throws": {
    fails: [
      "gives every record a processing_timestamp",
      "takes the time at which the record is processed",
      "writes the time as ISO 8601, with its zone",
    ],
    answer: ["userSession.processing_timestamp = (new Date() as any).toISOText();"],
  },
  /** The time is written into a member of another name. */
  "timestamp-of-another-name": {
    fails: [
      "gives every record a processing_timestamp",
      "takes the time at which the record is processed",
      "writes the time as ISO 8601, with its zone",
    ],
    answer: ["Object.assign(userSession, { processingTimestamp: new Date().toISOString() });"],
  },
  /** The Date is made of a constant, so it is not the time of processing. */
  "timestamp-of-the-year-1970": {
    fails: ["takes the time at which the record is processed", "writes the time as ISO 8601, with its zone"],
    answer: ["userSession.processing_timestamp = new Date(0).toISOString();"],
  },
};
