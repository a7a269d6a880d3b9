import { commInfo } from "./comm-info";
import { complete } from "./complete";
import { history } from "./history";
import { inspect } from "./inspect";
import { isComplete } from "./is-complete";
import type { RequestKind } from "./request";

/** Requests that the main thread answers at once, also while a cell waits for something. */
export const requestKinds: ReadonlyMap<string, RequestKind> = new Map([
  ["comm_info_request", commInfo],
  ["complete_request", complete],
  ["history_request", history],
  ["inspect_request", inspect],
  ["is_complete_request", isComplete],
]);
