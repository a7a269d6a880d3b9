/** `1 shard`, `2 shards`: a number with its noun. */
export function formatCount(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
