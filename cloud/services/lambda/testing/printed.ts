import { ResourceNotFoundException } from "@aws-sdk/client-cloudwatch-logs";
import type { TestCloud } from "../../../testing/use-cloud";

/** The messages in a function's log, in order. */
export async function readPrinted(cloud: TestCloud, name: string): Promise<string[]> {
  try {
    const { events = [] } = await cloud.logs.filterLogEvents({ logGroupName: `/aws/lambda/${name}` });
    return events.map(({ message = "" }) => message.trimEnd());
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return [];
    throw error;
  }
}
