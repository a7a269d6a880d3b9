/** The lines that git leaves around two versions of the same lines, and between them. */
const MARKER = /^(?:<{7}|\|{7}|={7}|>{7})(?: |$)/;

/** The numbers of the lines with git's conflict markers, counted from 1; none if no conflict begins and ends there. */
export function findConflictMarkers(lines: readonly string[]): number[] {
  const isConflict = ["<", ">"].every((sign) =>
    lines.some((line) => line.startsWith(sign.repeat(7)) && MARKER.test(line)),
  );
  return isConflict ? lines.flatMap((line, at) => (MARKER.test(line) ? [at + 1] : [])) : [];
}

/** A note for the learner on a text with git's conflict markers; none if it has none. */
export function describeConflict(id: string, lines: readonly string[]): string[] {
  const found = findConflictMarkers(lines);
  if (found.length === 0) return [];
  const numbers = `${found.slice(0, -1).join(", ")} and ${found.at(-1) ?? ""}`;
  return [
    `${id}: git has left conflict markers in lines ${numbers}, so the code doesn't run. Delete these lines, and keep one of the two versions between them.`,
  ];
}
