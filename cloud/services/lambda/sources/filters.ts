import { filterPattern } from "./filter-pattern";

/**
 * Which records of a source pass a mapping's filters.
 *
 * @param patterns JSON; none lets everything pass
 * @param name     under which patterns speak of a record's content: `data` of a stream, `body` of a queue
 */
export function recordFilter(
  patterns: readonly string[],
  name: "data" | "body",
): (content: string, record: object) => boolean {
  const tests = patterns.map(filterPattern);
  if (tests.length === 0) return () => true;
  return (content, record) => {
    // Patterns look into content that is JSON; other content is one text.
    const seen = { ...record, [name]: parsed(content) };
    return tests.some((test) => test(seen));
  };
}

function parsed(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return content;
  }
}
