import { waitUntil } from "../waiting/wait-until";

/** A resource that a clean-up may have left, as `listResources` returns it. */
export interface RemainingResource {
  readonly kind: string;
  readonly name: string;
  readonly status: "there" | "being deleted";
  readonly "delete it with": string;
}

/**
 * Waits until AWS has deleted all resources that are being deleted.
 *
 * A resource that AWS was not asked to delete is printed at once, with the line that deletes it: waiting would not
 * remove it.
 *
 * @param left lists the resources that exist now
 * @returns    the resources that are not being deleted; empty if all are gone
 * @throws Error with the names of the resources that AWS has not deleted in time
 */
export async function waitUntilDeleted(
  left: () => Promise<RemainingResource[]>,
  { timeoutSeconds = 300 }: { timeoutSeconds?: number } = {},
): Promise<RemainingResource[]> {
  const forgotten = (await left()).filter(({ status }) => status === "there");
  if (forgotten.length > 0)
    console.log(
      ["AWS is not deleting these. To delete them, run these lines in a new cell:", ...forgotten.map(formatLine)].join(
        "\n",
      ),
    );
  let last: RemainingResource[] = [];
  try {
    await waitUntil({
      what: "AWS to delete the rest",
      timeoutSeconds,
      check: async () => {
        last = (await left()).filter(({ status }) => status === "being deleted");
        return last.length === 0;
      },
    });
  } catch (error) {
    if (last.length === 0) throw error;
    throw new Error(
      [
        error instanceof Error ? error.message : String(error),
        "Still there:",
        ...last.map(formatLine),
        "Run this cell again in a minute. If they are still there then, run the lines above in a new cell.",
      ].join("\n"),
      { cause: error },
    );
  }
  return await left();
}

const formatLine = ({ kind, name, "delete it with": line }: RemainingResource): string => `  ${kind} ${name}: ${line}`;
