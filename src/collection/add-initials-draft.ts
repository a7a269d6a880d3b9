/** A batch of records, as Firehose sends it to a function. */
interface FirehoseEvent {
  readonly records: readonly { readonly recordId: string; readonly data: string }[];
}

/** The columns of a person that this function uses. */
interface Row {
  readonly first: string;
  readonly last: string;
}

/** The colleague's version of part 8: adds the initials of each person, and a newline. It was tested with 500 people from the API. */
export async function handler({ records }: FirehoseEvent) {
  return {
    records: records.map(({ recordId, data }) => {
      const person = JSON.parse(Buffer.from(data, "base64").toString("utf8")) as Row;
      const initials = `${person.first.charAt(0)}${person.last.charAt(0)}`;
      const line = `${JSON.stringify({ ...person, initials })}\n`;
      return { recordId, result: "Ok", data: Buffer.from(line).toString("base64") };
    }),
  };
}
