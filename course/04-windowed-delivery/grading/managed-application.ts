import {
  DescribeApplicationCommand,
  KinesisAnalyticsV2Client,
  ListApplicationsCommand,
  type ApplicationDetail,
  type CreateApplicationRequest,
} from "@aws-sdk/client-kinesis-analytics-v2";
import { ignoreRefusal, type Evidence, type Stage } from "../../../grader/index";
import { findRefusedInput } from "../../evidence-words";
import { useClient } from "../../givens/given-resources";

/** The end of the application's name, which begins with the learner's own name. */
const ENDING = "-windows";

/** A learner's managed application, as plain data. */
interface ManagedApplication {
  readonly runtime: string;
  readonly mode: string;
  readonly role: string;
  readonly note: string;
}

/** A table of the note that is a Kinesis stream. */
interface StreamTable {
  readonly table: string;
  readonly stream: string;
  readonly from: string;
}

/** Describes the application that the learner's cell created. */
export async function lookAtManagedApplication({ connection }: Stage): Promise<Readonly<Record<string, unknown>>> {
  return useClient(new KinesisAnalyticsV2Client(connection), async (analytics) => {
    const { ApplicationSummaries = [] } = await analytics.send(new ListApplicationsCommand({}));
    const ApplicationName = ApplicationSummaries.map(({ ApplicationName: name = "" }) => name).find((name) =>
      name.endsWith(ENDING),
    );
    if (ApplicationName === undefined) return {};
    const found = await ignoreRefusal(analytics.send(new DescribeApplicationCommand({ ApplicationName })));
    return found?.ApplicationDetail === undefined ? {} : { managed: toManaged(found.ApplicationDetail) };
  });
}

function toManaged(detail: ApplicationDetail): ManagedApplication {
  const code = detail.ApplicationConfigurationDescription?.ApplicationCodeConfigurationDescription;
  return { ...readSettings(detail), note: removeComments(code?.CodeContentDescription?.TextContent ?? "") };
}

const readSettings = (application: Partial<ApplicationDetail | CreateApplicationRequest>) => ({
  runtime: application.RuntimeEnvironment ?? "",
  mode: application.ApplicationMode ?? "",
  role: application.ServiceExecutionRole ?? "",
});

/** SQL without its comments. What looks like one in a string is none. */
const removeComments = (sql: string): string => sql.replace(/('[^']*')|--[^\n]*|\/\*[\s\S]*?\*\//g, "$1");

/** The application that `lookAtManagedApplication` has kept as evidence. */
export const getManagedApplication = ({ seen }: Evidence): ManagedApplication | undefined =>
  (seen as { readonly managed?: ManagedApplication }).managed;

/** The last application that AWS has refused to create. */
export function findRefusedApplication(run: Evidence): ManagedApplication | undefined {
  const refused = findRefusedInput(run, "kinesisanalyticsv2", "CreateApplication");
  if (refused === undefined) return undefined;
  const input = refused as Partial<CreateApplicationRequest>;
  const code = input.ApplicationConfiguration?.ApplicationCodeConfiguration?.CodeContent;
  return { ...readSettings(input), note: removeComments(code?.TextContent ?? "") };
}

/** The first statement of a note that isn't SQL, such as a separator that is no semicolon. */
export const findOtherText = (note: string): string | undefined =>
  note
    .split(";")
    .map((statement) => statement.trim())
    .find(
      (statement) =>
        !/^(?:$|[{%]|(?:CREATE|DROP|SET|USE|INSERT|EXECUTE|BEGIN|END|SELECT|SHOW|DESCRIBE)\b)/i.test(statement),
    );

const CREATED_TABLE = /\bCREATE\s+(?:TEMPORARY\s+)?TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?([\w`]+)([^;]*)/i;

/** The first statement after a note's INSERT that the INSERT needs before it: one that creates a table it names, or a setting. */
export function findStatementAfterInsert(note: string): string | undefined {
  const statements = note.split(";").map((statement) => statement.trim());
  const at = statements.findIndex((statement) => /\bINSERT\s+INTO\b/i.test(statement));
  if (at < 0) return undefined;
  const named = new Set(statements[at]?.match(/\w+/g));
  return statements.slice(at + 1).find((statement) => {
    const [, table = ""] = CREATED_TABLE.exec(statement) ?? [];
    return named.has(table.replaceAll("`", "")) || /^SET\s+'/im.test(statement);
  });
}

/** The streams that a note reads, which are those of tables after FROM or JOIN, and those that its INSERTs write. */
export function readNote(note: string): {
  readonly reads: readonly StreamTable[];
  readonly writes: readonly StreamTable[];
} {
  const tables = [...note.matchAll(new RegExp(CREATED_TABLE, "gi"))].map(([, name = "", rest = ""]): StreamTable => ({
    table: name.replaceAll("`", ""),
    stream: readOption(rest, "stream"),
    from: readOption(rest, "scan.stream.initpos"),
  }));
  const rest = note.replace(/\bCREATE\b[^;]*;?/gi, "");
  const findTables = (words: RegExp): StreamTable[] => {
    const names = [...rest.matchAll(words)].map(([, name = ""]) => name.replaceAll("`", ""));
    return tables.filter(({ table }) => names.includes(table));
  };
  return {
    reads: findTables(/\b(?:FROM|JOIN|TABLE)\s+([\w`]+)/gi),
    writes: findTables(/\bINSERT\s+INTO\s+([\w`]+)/gi),
  };
}

const readOption = (text: string, name: string): string =>
  new RegExp(`'${name.replaceAll(".", "\\.")}'\\s*=\\s*'([^']*)'`).exec(text)?.[1] ?? "";
