/**
 * A folder of a bucket: its name, its subfolders, and the number of its objects. S3 has no folders; keys with slashes
 * are shown as such.
 */
export interface Branch {
  readonly name: string;
  readonly branches: readonly Branch[];
  /** The number of objects in the folder and its subfolders. */
  readonly objects: number;
  readonly bytes: number;
  /** Names of the objects directly in the folder. */
  readonly leaves: readonly string[];
  /** Whether all objects in the folder and its subfolders are new. */
  readonly isNew: boolean;
}

/** The members of an object that the tree needs. */
export interface TreeObject {
  readonly key: string;
  readonly bytes: number;
}

/**
 * Puts keys into a tree at their slashes.
 *
 * @param isNew whether an object did not exist when the tree was shown last
 */
export function createPartitionTree(
  objects: readonly TreeObject[],
  isNew: (key: string) => boolean,
  name = "",
): Branch {
  const below = new Map<string, TreeObject[]>();
  const leaves: string[] = [];
  for (const object of objects) {
    const rest = object.key.slice(name.length);
    const slash = rest.indexOf("/");
    if (slash === -1) leaves.push(rest);
    else below.set(rest.slice(0, slash + 1), [...(below.get(rest.slice(0, slash + 1)) ?? []), object]);
  }
  return {
    name,
    branches: [...below]
      .sort(([a], [b]) => compareByNumber(a, b))
      .map(([part, inside]) => ({ ...createPartitionTree(inside, isNew, name + part), name: part })),
    objects: objects.length,
    bytes: objects.reduce((sum, { bytes }) => sum + bytes, 0),
    leaves,
    isNew: objects.every(({ key }) => isNew(key)),
  };
}

/** A tree as lines of text. A folder that holds only one folder is on the same line as that folder. */
export function formatTree(branch: Branch, depth = 0): { depth: number; text: string; isNew: boolean }[] {
  return branch.branches.flatMap((child) => {
    const [path, last] = joinFolders(child);
    const objects = last.leaves.map((leaf) => ({ depth: depth + 1, text: leaf, isNew: last.isNew }));
    const head = { depth, text: `${path}  ${count(child.objects)}`, isNew: child.isNew };
    return [head, ...(last.leaves.length <= MAX_LEAVES ? objects : []), ...formatTree(last, depth + 1)];
  });
}

/** The maximum number of objects listed in a folder; further ones are only counted. */
const MAX_LEAVES = 3;

function joinFolders(branch: Branch): [path: string, last: Branch] {
  const [only, ...others] = branch.branches;
  if (!only || others.length > 0 || branch.leaves.length > 0) return [branch.name, branch];
  const [path, last] = joinFolders(only);
  return [branch.name + path, last];
}

const count = (objects: number): string => `(${objects} object${objects === 1 ? "" : "s"})`;

/** Compares names with numbers by value: `station_id=2` comes before `station_id=10`. */
const compareByNumber = (a: string, b: string): number => a.localeCompare(b, "en", { numeric: true });
