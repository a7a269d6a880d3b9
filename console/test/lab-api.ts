import type { JournalEntry as SentEntry } from "../../cloud/core/journal-entry";
import type { Cost as SentCost } from "../../cloud/cost/prices";
import type { FeedMessage as SentMessage } from "../../cloud/server/console/feed-message";
import type { MessagesLookup as SentLookup } from "../../cloud/services/sqs/api/seen-message";
import type sentPrices from "../../cloud/prices.json";
import type { Cost, FeedMessage, JournalEntry, MessagesLookup, PriceList } from "../src/lab-api";

/** An answer of the lab cloud that the console can read; otherwise the types job fails here. */
type Readable<Read, Sent extends Read> = Sent;

/** The answers of the lab cloud's own endpoints, by what the console takes them for. */
export type Answers = [
  Readable<FeedMessage, SentMessage>,
  Readable<JournalEntry, SentEntry>,
  Readable<MessagesLookup, SentLookup>,
  Readable<Cost, SentCost>,
  Readable<PriceList, typeof sentPrices>,
];
