import { expect } from "chai";
import { useCloud } from "../testing/use-cloud";
import { noted, optional, refused, required, structure, listMemberNotes, createNotes } from "./members";
import { NOTE_HEADER, NOTE_IN_LOG } from "./notes";
import { boolean, integer, list, string } from "./rules";

describe("notes on ignored members", () => {
  const [paged, fast] = [
    { what: "pages", says: "pages; all at once" },
    { what: "speed", says: "speed; as ever" },
  ];
  const members = {
    Name: required(string()),
    Most: noted(optional(integer()), paged),
    Gone: refused(),
    Items: optional(
      list(structure({ Fast: noted(required(boolean()), fast), Most: noted(optional(integer()), paged) })),
    ),
  };

  it("are listed once per operation", () => {
    expect(listMemberNotes(members)).to.deep.equal([paged, fast]);
    expect(listMemberNotes({ Name: required(string()) })).to.deep.equal([]);
  });

  it("are given for the members in a request at every depth, but not for flags that are off", () => {
    const on = (input: object) => createNotes(members, input);
    expect(on({ Name: "a" })).to.deep.equal([]);
    expect(on({ Name: "a", Most: 0 })).to.deep.equal([paged]);
    expect(on({ Name: "a", Most: null, Items: [] })).to.deep.equal([]);
    expect(on({ Name: "a", Items: [{ Fast: false }, { Fast: false }] })).to.deep.equal([]);
    expect(on({ Name: "a", Items: [{ Fast: false }, { Fast: true, Most: 1 }] })).to.deep.equal([fast, paged]);
  });

  describe("of a running cloud", () => {
    const cloud = useCloud();

    it("appear in the response header and in the log", async () => {
      await cloud.kinesis.createStream({ StreamName: "trips", ShardCount: 1 });
      await cloud.advance(1);
      const requestIgnored = async (input: object): Promise<string | null> => {
        const headers = { "x-amz-target": "Kinesis_20131202.ListShards", "content-type": "application/x-amz-json-1.1" };
        const body = JSON.stringify({ StreamName: "trips", ...input });
        const { status, headers: answered } = await fetch(cloud.running.endpoint, { method: "POST", headers, body });
        expect(status).to.equal(200);
        return answered.get(NOTE_HEADER);
      };
      expect(await requestIgnored({})).to.equal(null);
      const note =
        "Kinesis: StreamCreationTimestamp; in the lab cloud a name is always that of the stream that is there";
      expect(await requestIgnored({ StreamCreationTimestamp: 1 })).to.equal(note);
      expect(cloud.logged).to.include(`${NOTE_IN_LOG}${note}`);
    });
  });
});
