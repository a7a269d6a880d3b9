import { expect } from "chai";
import { useCloud } from "../testing/use-cloud";

interface Answer {
  readonly results: readonly {
    readonly gender: string;
    readonly nat: string;
    readonly email: string;
    readonly dob: { readonly age: number };
    readonly login: { readonly uuid: string };
  }[];
  readonly info?: { readonly seed: string; readonly results: number; readonly page: number; readonly version: string };
}

describe("the random-user API", () => {
  const cloud = useCloud({ keys: "own" });
  const ask = async (query = ""): Promise<Answer> =>
    (await (await fetch(`${cloud.running.endpoint}/_lab/random-user/api/${query}`)).json()) as Answer;

  it("returns one person by default, without keys or a token, in randomuser.me's format", async () => {
    const {
      results: [first],
      info,
    } = await ask();
    expect(Object.keys(first ?? {})).to.have.members([
      "gender",
      "name",
      "location",
      "email",
      "login",
      "dob",
      "registered",
      "phone",
      "cell",
      "id",
      "picture",
      "nat",
    ]);
    expect(first?.login.uuid).to.match(/^[0-9a-f-]{36}$/);
    expect(first?.email).to.match(/^[a-z]+\.[a-z]+@example\.com$/);
    expect(first?.dob.age).to.be.within(18, 78);
    expect(info).to.include({ results: 1, page: 1, version: "1.4" });
  });

  it("returns the same people for the same seed, and others otherwise", async () => {
    const first = await ask("?results=20&seed=lab");
    expect((await ask("?results=20&seed=lab")).results).to.deep.equal(first.results);
    expect(new Set(first.results.map(({ login }) => login.uuid)).size).to.equal(20);
    expect((await ask("?results=20&seed=lab&page=2")).results).to.not.deep.equal(first.results);
    expect((await ask()).results).to.not.deep.equal((await ask()).results);
  });

  it("filters by the requested nationalities, gender and fields", async () => {
    const { results } = await ask("?results=50&nat=us,fr&gender=female");
    expect(new Set(results.map(({ nat }) => nat))).to.deep.equal(new Set(["US", "FR"]));
    expect(new Set(results.map(({ gender }) => gender))).to.deep.equal(new Set(["female"]));
    const only = await ask("?inc=gender,nat&noinfo");
    expect(Object.keys(only.results[0] ?? {})).to.deep.equal(["gender", "nat"]);
    expect(only).to.not.have.property("info");
    expect(Object.keys((await ask("?exc=login,picture")).results[0] ?? {})).to.not.include.members([
      "login",
      "picture",
    ]);
  });

  for (const [query, must] of Object.entries({
    "results=0": "results must be a whole number from 1 to 5000",
    "nat=xx": "nat must be out of AU, BR",
    "gender=x": "gender must be female or male",
    "format=csv": "format must be json",
  })) {
    it(`explains an invalid query: ${query}`, async () => {
      const reply = await fetch(`${cloud.running.endpoint}/_lab/random-user/api?${query}`);
      expect(reply.status).to.equal(400);
      expect(((await reply.json()) as { readonly message: string }).message).to.contain(must);
    });
  }

  it("is closed to web pages, like the rest of the cloud", async () => {
    const reply = await fetch(`${cloud.running.endpoint}/_lab/random-user/api/`, {
      headers: { origin: "https://example.com" },
    });
    expect(reply.status).to.equal(403);
  });
});
