import "../../../src/exercises/none"; // None stands where your own code belongs

/** A batch of records, as Firehose sends it to a function. */
interface FirehoseEvent {
  readonly records: readonly { readonly recordId: string; readonly data: string }[];
}

/** What becomes of a record. */
interface ProcessedRecord {
  readonly recordId: string;
  readonly result: string;
  readonly data: string;
}

/** Adds initials and a newline to each person. No record may stop the others of its batch. */
export async function handler(event: FirehoseEvent): Promise<{ records: ProcessedRecord[] }> {
  // ### START CODE HERE ### (~ 14 lines of code)
  const records = event.records.map(({ recordId, data }) => {
    try {
      const person = JSON.parse(Buffer.from(data, "base64").toString("utf8"));
      if (person.forget === true) return { recordId, result: "Dropped", data };
      const names: string[] = [person.first, person.last].filter(Boolean);
      if (names.length === 0) throw new Error("This is not a person.");
      const initials = names.map((name) => name.charAt(0)).join("");
      const line = `${JSON.stringify({ ...person, initials })}\n`;
      return { recordId, result: "Ok", data: Buffer.from(line).toString("base64") };
    } catch {
      return { recordId, result: "ProcessingFailed", data };
    }
  });
  return { records };
  // ### END CODE HERE ###
}
