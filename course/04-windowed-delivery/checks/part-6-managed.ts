import { expect } from "chai";
import { exercise, formatHint, formatValue, it, type Advice } from "../../../grader/index";
import { describeStop, requireFromSolution } from "../../evidence-words";
import {
  findOtherText,
  findRefusedApplication,
  findStatementAfterInsert,
  getManagedApplication,
  readNote,
} from "../grading/managed-application";

/** Where to look if the note writes nothing, and if it reads or writes another stream. */
const WRITER = "note: which statement of query writes, and is it there?";
const STREAMS = ["source and sink of windowedMetricsSql", "TextContent: all statements, as text"];

const listStreams = (tables: ReturnType<typeof readNote>["reads"]) => tables.map(({ stream }) => stream);

const NOT_SQL = {
  expected: "all that the note contains are statements with a semicolon after each",
  look: "note: what is between two statements?",
};

/** Why a note can't run as a whole: a text in it is no SQL, or its INSERT comes too early. */
function findNoteFault(note: string): Pick<Advice, "expected" | "found" | "look"> | undefined {
  const text = findOtherText(note);
  if (text !== undefined)
    return { ...NOT_SQL, found: `a statement that begins with ${formatValue(text.slice(0, 40))}` };
  const late = findStatementAfterInsert(note)?.split("\n", 1)[0];
  return late === undefined
    ? undefined
    : {
        expected: "the INSERT comes after the settings and after the tables that it names",
        found: `it comes before ${formatValue(late)}`,
        look: "note: the order of query.settings, query.tables and query.insert",
      };
}

exercise("04-windowed-delivery.managed", { points: 3, title: "6.4 A managed application" }, ({ learner, solution }) => {
  const expected = requireFromSolution(getManagedApplication(solution));
  const created = getManagedApplication(learner);
  const refused = created === undefined ? findRefusedApplication(learner) : undefined;
  // If AWS has refused it for anything but these settings, they earn nothing.
  const isRefusedForOther =
    refused?.runtime === expected.runtime && refused.mode === expected.mode && refused.role === expected.role;
  const application = created ?? (isRefusedForOther ? undefined : refused);
  const missing =
    created === undefined
      ? (describeStop(learner, "managed") ?? "there is no application with the name APPLICATION")
      : undefined;
  const { reads, writes } = readNote(application?.note ?? "");
  const answer = learner.answer("student");
  const student = "value" in answer ? String(answer.value) : "";

  it("creates a Studio notebook", () => {
    expect(
      [application?.runtime.startsWith("ZEPPELIN-"), application?.mode],
      formatHint({
        expected: "an application whose runtime is Studio's, in the mode of a Studio notebook",
        found: missing ?? `${application?.runtime}, in the mode ${application?.mode}`,
        look: "RuntimeEnvironment and ApplicationMode: both are those of a Studio notebook",
        because: missing,
      }),
    ).to.deep.equal([expected.runtime.startsWith("ZEPPELIN-"), expected.mode]);
  });
  it("gives it the role of managed applications", () => {
    expect(
      application?.role,
      formatHint({
        expected: "the role that managed Flink may assume",
        found: missing ?? formatValue(application?.role),
        look: "ServiceExecutionRole: the constants at the top have an ARN for each service",
        because: missing,
      }),
    ).to.equal(expected.role);
  });
  it("has a note of SQL, in the right order", () => {
    const fault = findNoteFault(application?.note ?? "");
    expect(
      application === undefined ? missing : fault?.found,
      formatHint({ ...(fault ?? NOT_SQL), found: missing ?? fault?.found ?? "", because: missing }),
    ).to.equal(undefined);
  });
  it("reads your input stream and writes stream I", () => {
    expect(
      [listStreams(reads), listStreams(writes)],
      formatHint({
        expected: "its SQL reads the stream of events, and inserts into stream I",
        found:
          missing ??
          `it reads ${formatValue(listStreams(reads).join(", "))}, and inserts into ${formatValue(listStreams(writes).join(", "))}`,
        look: missing === undefined && writes.length === 0 ? WRITER : STREAMS,
        because: missing,
      }),
    ).to.deep.equal([[`${student}-metrics`], [`${student}-aggregates`]]);
  });
  it("repeats no window that is already there", () => {
    const [source] = readNote(expected.note).reads;
    expect(
      reads[0]?.from,
      formatHint({
        expected: "the source begins after the events whose windows are already in stream I",
        found: missing ?? `it begins at ${formatValue(reads[0]?.from)}`,
        look: "from of windowedMetricsSql: which of the two positions leaves out what is in the stream now?",
        because: missing,
      }),
    ).to.equal(requireFromSolution(source).from);
  });
});
