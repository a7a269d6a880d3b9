import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { PropertyGroup } from "@aws-sdk/client-kinesis-analytics-v2";

/** The files with an example's property groups: that of Java, and that of Python. */
const FILES = [
  join("src", "main", "resources", "flink-application-properties-dev.json"),
  "application_properties.json",
];
/** The name of the resources that an example's properties leave to the reader. */
export const NAME = "examples";

/** All examples of a folder, by their paths in it: folders with property groups, or with a build of Scala's. */
export function listExamples(folder: string): readonly string[] {
  const found = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => !/(?:^|[\\/])(?:target|node_modules)(?:[\\/]|$)/.test(path))
    .flatMap((path) =>
      [...FILES, "build.sbt"]
        .filter((file) => path.endsWith(join("/", file)))
        .map((file) => path.slice(0, -file.length - 1)),
    );
  return [...new Set(found)].sort();
}

/**
 * Replaces the placeholders in an example's property groups: the account, and any other name.
 *
 * @param text JSON
 */
export const parseGroups = (text: string, account: string): PropertyGroup[] =>
  JSON.parse(text.replaceAll(/<account(?:-id)?>/g, account).replaceAll(/<[^<>"]+>/g, NAME)) as PropertyGroup[];

/** The property groups of an example, as its own file has them. */
export function readGroups(folder: string, account: string): PropertyGroup[] {
  const file = FILES.map((name) => join(folder, name)).find((path) => existsSync(path));
  return file === undefined ? [] : parseGroups(readFileSync(file, "utf8"), account);
}

/** The Kinesis streams that property groups name, by ARN or by name. */
export const listStreams = (groups: readonly PropertyGroup[]): readonly string[] =>
  groups.flatMap(({ PropertyMap: { "stream.arn": arn, "stream.name": name } = {} }) =>
    [arn?.split("/").at(-1), name].filter((item) => item !== undefined),
  );

/** Other values of properties, by group; undefined for a group to leave out. */
export type Changes = Readonly<Record<string, Readonly<Record<string, string>> | undefined>>;

/** Groups with other values. A group that isn't there is added. */
export function change(groups: readonly PropertyGroup[], changes: Changes): PropertyGroup[] {
  const added = Object.keys(changes).filter((id) => groups.every(({ PropertyGroupId }) => PropertyGroupId !== id));
  return [...groups, ...added.map((PropertyGroupId) => ({ PropertyGroupId, PropertyMap: {} }))]
    .filter(({ PropertyGroupId: id = "" }) => !(id in changes) || changes[id] !== undefined)
    .map(({ PropertyGroupId: id = "", PropertyMap }) => ({
      PropertyGroupId: id,
      PropertyMap: { ...PropertyMap, ...changes[id] },
    }));
}
