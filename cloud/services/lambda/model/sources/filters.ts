import { filterPattern } from "./filter-pattern";

/**
 * Which records of a source pass a mapping's filters.
 *
 * @param patterns JSON; without patterns every record passes
 * @param name the name of a record's content in patterns: `data` of a stream, `body` of a queue
 */
export function compileRecordFilter(
  patterns: readonly string[],
  name: "data" | "body",
): (content: string, record: object) => boolean {
  const tests = patterns.map(filterPattern);
  if (tests.length === 0) return () => true;
  return (content, record) => {
    // Patterns see the members of JSON content; other content is a single string.
    const seen = { ...record, [name]: parseContent(content) };
    return tests.some((test) => test(seen));
  };
}

function parseContent(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return content;
  }
}
