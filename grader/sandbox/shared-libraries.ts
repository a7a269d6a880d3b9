/**
 * The shared libraries that Node itself has loaded, by absolute paths.
 *
 * @param report Node's report on its own process; no type of it is published
 */
export function listNodeLibraries(report: unknown): readonly string[] {
  const objects =
    typeof report === "object" && report !== null && "sharedObjects" in report ? report.sharedObjects : undefined;
  const loaded = Array.isArray(objects) ? objects.filter((file): file is string => typeof file === "string") : [];
  // The libraries are in the order of loading: an add-on of this process (.node), and the libraries that it needs, come after Node's
  // own.
  const firstAddOn = loaded.findIndex((file) => file.endsWith(".node"));
  const nodeLibraries = firstAddOn < 0 ? loaded : loaded.slice(0, firstAddOn);
  return nodeLibraries.filter((file) => file.startsWith("/"));
}

/** The libraries that a program needs, by what `ldd` says of it. */
export const parseLibraries = (ldd: string): readonly string[] =>
  [...ldd.matchAll(/(\/\S+) \(0x/g)].map(([, file = ""]) => file);
