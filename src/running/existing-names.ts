import { listBucketNames, listFirehoseNames, listStreamNames } from "../aws/list-resources";

/** Functions that list the existing names for a property or a parameter, by its name in lower case. */
const LISTS: Readonly<Record<string, () => Promise<string[]>>> = {
  streamname: listStreamNames,
  firehosename: listFirehoseNames,
  deliverystreamname: listFirehoseNames,
  bucketname: listBucketNames,
  bucket: listBucketNames,
};

/**
 * The names of what exists, for the text that is being typed into a cell: the kernel suggests them.
 *
 * @param expects the property or the parameter that gets the text, such as `streamName`
 * @returns       none where AWS cannot be asked
 */
export async function listExistingNames(expects: string): Promise<readonly string[]> {
  try {
    return (await LISTS[expects.toLowerCase()]?.()) ?? [];
  } catch {
    return []; // The cell itself will report what is wrong.
  }
}
