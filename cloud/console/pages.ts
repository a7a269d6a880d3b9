import type { FunctionComponent } from "preact";
import { FirehosePage } from "./firehose/firehose-page";
import { JournalPage } from "./journal/journal-page";
import { KinesisPage } from "./kinesis/kinesis-page";
import { OverviewPage } from "./overview/overview-page";
import { S3Page } from "./s3/s3-page";
import type { Route } from "./route";

/** A page of the console: one row, and it is in the menu. */
export interface ConsolePage {
  /** The first part of its address: `#/kinesis/trips`. */
  readonly id: string;
  readonly title: string;
  /** Gets what comes behind its id in the address. */
  readonly Page: FunctionComponent<{ route: Route }>;
}

export const PAGES: readonly ConsolePage[] = [
  { id: "", title: "Overview", Page: OverviewPage },
  { id: "kinesis", title: "Kinesis", Page: KinesisPage },
  { id: "firehose", title: "Firehose", Page: FirehosePage },
  { id: "s3", title: "S3", Page: S3Page },
  { id: "journal", title: "Journal", Page: JournalPage },
];
