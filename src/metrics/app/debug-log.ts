import { debuglog } from "node:util";

/** Debug logs of the application's steps: set `NODE_DEBUG=metrics` to see them. */
export const debug = debuglog("metrics");
