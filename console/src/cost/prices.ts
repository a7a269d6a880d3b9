import { callLab } from "../aws";
import type { PriceList } from "../lab-api";

/** The answer, which is the same for as long as the cloud runs; undefined before the first request, and after a failed one. */
let list: Promise<PriceList> | undefined;

/** AWS's prices, with their sources and dates. @throws AwsError */
export function readPrices(): Promise<PriceList> {
  list ??= callLab<PriceList>("prices").catch((error: unknown) => {
    list = undefined;
    throw error;
  });
  return list;
}
