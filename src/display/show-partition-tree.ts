import { formatCount } from "../aws/format-count";
import { listDeliveredObjects } from "../delivery/list-delivered-objects";
import { escapeHtml } from "./html";
import { show } from "./kernel-display";
import { createPartitionTree, formatTree } from "./partition-tree";

/** The keys that existed when a tree was shown last, by bucket and prefix. */
const shownBefore = new Map<string, ReadonlySet<string>>();

/**
 * Shows the objects below a prefix as a tree of folders. Objects that are new since the tree was shown last are green,
 * and marked with a `+`.
 *
 * @throws NoSuchBucket if the bucket does not exist
 */
export async function showPartitionTree({ bucketName, prefix }: { bucketName: string; prefix: string }): Promise<void> {
  const objects = await listDeliveredObjects({ bucketName, prefix });
  const location = `s3://${bucketName}/${prefix}`;
  const before = shownBefore.get(location);
  // The prefix is in the title.
  const below = objects.map(({ key, bytes }) => ({ key: key.slice(prefix.length), bytes }));
  const lines = formatTree(createPartitionTree(below, (key) => before !== undefined && !before.has(prefix + key)));
  shownBefore.set(location, new Set(objects.map(({ key }) => key)));
  const fresh = objects.filter(({ key }) => before !== undefined && !before.has(key)).length;
  const title = `${location}: ${formatCount(objects.length, "object")}${before === undefined ? "" : `, ${fresh} of them new`}`;
  const marked = lines.map(({ depth, text, isNew }) => ({
    text: `${isNew ? "+" : " "} ${"    ".repeat(depth)}${text}`,
    isNew,
  }));
  show({
    "text/html": `<p><b>${escapeHtml(title)}</b></p><pre style="line-height:1.3">${marked.map(formatHtmlLine).join("\n")}</pre>`,
    "text/plain": [title, ...marked.map(({ text }) => text)].join("\n"),
  });
}

function formatHtmlLine({ text, isNew }: { text: string; isNew: boolean }): string {
  return isNew ? `<span style="color:#2e7d32;font-weight:bold">${escapeHtml(text)}</span>` : escapeHtml(text);
}
