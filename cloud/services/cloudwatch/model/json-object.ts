/**
 * An object of members that are JSON already. Java, which writes AWS's answers, writes whole doubles with a point
 * (`3.0`), and JSON.stringify without.
 */
export const formatJsonObject = (members: Readonly<Record<string, string>>): string =>
  `{${Object.entries(members)
    .map(([name, value]) => `${JSON.stringify(name)}:${value}`)
    .join(",")}}`;

/** Members as `formatJsonObject` takes them; those that are undefined are left out. */
export const toJsonMembers = (members: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(members).flatMap(([name, value]) => (value === undefined ? [] : [[name, JSON.stringify(value)]])),
  );
