const WITH = /\bWITH\s*\(/gi;
const OPTION = /'((?:[^']|'')*)'\s*=\s*'((?:[^']|'')*)'/g;

/**
 * Adds this cloud's address to the definition of a table on a Kinesis stream. Flink's connector takes the address only
 * from the table's options, but SQL that also runs on AWS names none: there `aws.region` is enough.
 *
 * @param statement any statement; only a CREATE TABLE with `'connector' = 'kinesis'` and no `aws.endpoint` is changed
 */
export function addEndpoint(statement: string, endpoint: string): string {
  if (!/^\s*CREATE\b/i.test(statement)) return statement;
  const at = [...statement.matchAll(WITH)].at(-1);
  const end = statement.lastIndexOf(")");
  if (at === undefined || end < at.index) return statement;
  const options = new Map(
    [...statement.slice(at.index, end).matchAll(OPTION)].map(([, name = "", value = ""]) => [name, value]),
  );
  if (!/^kinesis/.test(options.get("connector") ?? "") || options.has("aws.endpoint")) return statement;
  const added = { "aws.endpoint": endpoint, "sink.http-client.protocol.version": "HTTP1_1" };
  const texts = Object.entries(added)
    .filter(([name]) => !options.has(name))
    .map(([name, value]) => `,\n  '${name}' = '${value}'`);
  return `${statement.slice(0, end).trimEnd()}${texts.join("")}\n${statement.slice(end)}`;
}
