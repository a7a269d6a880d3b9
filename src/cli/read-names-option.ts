import { UsageError } from "../running/run-script";

/**
 * Reads names by key from an option of the command line: `{"USA": "stream-a", "International": "stream-b"}`.
 *
 * The same without quotes is accepted too, since Windows shells remove them: `{USA: stream-a, International:
 * stream-b}`.
 *
 * @param keys the keys that have to be present
 * @throws UsageError if a key is missing, or the text cannot be read
 */
export function readNamesOption<K extends string>(
  option: string,
  text: string,
  keys: readonly K[],
): Readonly<Record<K, string>> {
  const body = /^\s*\{(.*)\}\s*$/s.exec(text)?.[1];
  if (body === undefined)
    throw new UsageError(`--${option} must begin with { and end with }, not ${text.slice(0, 60)}`);
  const pairs = body.split(",").map((pair) => {
    const [, key, name] = /^\s*["']?([\w.-]+)["']?\s*:\s*["']?([\w.-]+)["']?\s*$/.exec(pair) ?? [];
    if (!key || !name)
      throw new UsageError(`--${option}: this is not a key with a name: ${pair.trim() || "(nothing)"}`);
    return [key, name] as const;
  });
  const names = new Map<string, string>(pairs);
  const known = keys.map((key) => {
    const name = names.get(key);
    if (!name) throw new UsageError(`--${option} names no stream for "${key}".`);
    return [key, name] as const;
  });
  return Object.fromEntries(known) as Record<K, string>;
}
