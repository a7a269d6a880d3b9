import { UsageError } from "../labs/command";

/** `MergeShards` → `merge-shards`: the name of the file. */
export function toKebabCase(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1-$2")
    .toLowerCase();
}

/** `merge-shards` → `mergeShards`: the name of the file's export. */
export function toCamelCase(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** @throws UsageError unless the name is kebab-case */
export function requireKebabCase(name: string, subject: string): string {
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name))
    throw new UsageError(`${subject} is kebab-case, such as \`one-record-per-line\`, not \`${name}\`.`);
  return name;
}
