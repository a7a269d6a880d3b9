/** The claims that fail if there is no application. */
export const WITHOUT_APPLICATION: readonly string[] = [
  "creates a Studio notebook",
  "gives it the role of managed applications",
  "has a note that is SQL",
  "reads your input stream and writes stream I",
  "repeats no window that is already there",
];

/** The right answer of the exercise `managed`. */
const RIGHT: readonly string[] = [
  'const query = windowedMetricsSql({ source: INPUT_STREAM, sink: OUTPUT_STREAM, from: "LATEST" });',
  'const note = [...query.settings, ...query.tables, query.insert].map(({ text }) => `${text};`).join("\\n\\n");',
  "await new KinesisAnalyticsV2Client({}).send(",
  "  new CreateApplicationCommand({",
  "    ApplicationName: APPLICATION,",
  '    RuntimeEnvironment: "ZEPPELIN-FLINK-3_0",',
  '    ApplicationMode: "INTERACTIVE",',
  "    ServiceExecutionRole: FLINK_ROLE_ARN,",
  "    ApplicationConfiguration: {",
  '      ApplicationCodeConfiguration: { CodeContentType: "PLAINTEXT", CodeContent: { TextContent: note } },',
  "    },",
  "    Tags: tagList(await createLabTags()),",
  "  }),",
  ");",
];

/** The right answer with one text replaced. @throws Error if it doesn't contain the text */
export function replaceInManaged(right: string, wrong: string): string[] {
  const text = RIGHT.join("\n");
  if (!text.includes(right)) throw new Error(`The answer of the exercise \`managed\` doesn't contain ${right}`);
  return text.replace(right, wrong).split("\n");
}
