import { join } from "node:path";
import { expect } from "chai";
import {
  renderFidelity,
  isKnown,
  type CaseEvidence,
  type Citation,
  type RecordedAnswers,
} from "../../cloud/facts/fidelity";
import { factGroups, type Fact, type FactGroup } from "../../cloud/facts/index";
import { scenarios } from "../../cloud/testing/clients/cases/index";
import { readStoredAnswers } from "../../cloud/testing/clients/recorded-answers";
import { expectGolden } from "../../scripts/golden/expect-golden";
import { findCited, findIds } from "./cited-facts";

const ROOT = join(import.meta.dirname, "..", "..");
const facts = factGroups.flatMap((group) => group.facts);
/** The numbers of facts that no longer exist. They are never used again. */
const RETIRED_IDS: readonly string[] = ["SVC-024", "SVC-025", "SVC-026", "SVC-027"];
const getFamily = (id: string): string => id.split("-", 1).join("");
/** The first ids of a family, without the retired ones. */
const createIds = (family: string, count: number): string[] =>
  Array.from({ length: count + RETIRED_IDS.length }, (_, index) => `${family}-${String(index + 1).padStart(3, "0")}`)
    .filter((id) => !RETIRED_IDS.includes(id))
    .slice(0, count);

/** The conflict between a fact and the tests that name it; undefined if there is none. */
function findContradiction(fact: Fact, isCited: boolean): string | undefined {
  if (isCited && fact.unshown !== undefined)
    return `${fact.id} is shown by a test now: take its \`unshown\` out of cloud/facts`;
  if (!isCited && fact.unshown === undefined && isKnown(fact))
    return `${fact.id} is named by no test's title: write one, or say in cloud/facts why there is none (\`unshown\`)`;
  if (!isCited && fact.differs !== undefined) return `${fact.id} differs, but no test shows that it holds otherwise`;
  return undefined;
}

function collectCaseEvidence(): CaseEvidence[] {
  const stored = readStoredAnswers().filter(({ source }) => source === "aws");
  return Object.entries(scenarios).flatMap(([service, cases]) =>
    cases.map(({ says }) => ({
      service,
      ids: findIds(says),
      recordedOn: stored.find(({ answers }) => answers[service]?.[says] !== undefined)?.date,
    })),
  );
}

describe("facts about AWS", () => {
  let citations: readonly Citation[] = [];
  let recordings: readonly RecordedAnswers[] = [];
  before("ask mocha for the titles", async () => {
    ({ citations, recordings } = await findCited(ROOT));
  });

  it("are numbered without gaps or repetitions in each family", () => {
    const ids = facts.map(({ id }) => id);
    const families = [...new Set(ids.map(getFamily))];
    const expected = families.flatMap((family) =>
      createIds(family, ids.filter((id) => getFamily(id) === family).length),
    );
    // As many ids are expected as there are facts. So a number that is skipped, repeated or retired leaves one unused.
    expect(
      expected.filter((id) => !ids.includes(id)),
      "numbers that new facts should have",
    ).to.deep.equal([]);
  });

  it("are found in titles that a test file computes", () => {
    const cited = citations.filter(({ id, file }) => id === "KDS-010" && file.endsWith("kinesis/api/records.test.ts"));
    expect(cited.map(({ title }) => title)).to.include("Kinesis PutRecord sends hash key 0 to shard 0 (KDS-010)");
  });

  it("are each named by a test, or have a reason", () => {
    const cited = new Set(citations.map(({ id }) => id));
    expect(facts.flatMap((fact) => findContradiction(fact, cited.has(fact.id)) ?? [])).to.deep.equal([]);
  });

  it("are in the list if a test names them", () => {
    const known = new Set(facts.map(({ id }) => id));
    expect(
      citations
        .filter(({ id }) => !known.has(id))
        .map(({ id, file }) => `${id} in ${file} is in no list of cloud/facts`),
    ).to.deep.equal([]);
  });

  it("match the page cloud/FIDELITY.md", () => {
    expectGolden(
      join(ROOT, "cloud", "FIDELITY.md"),
      renderFidelity(factGroups, { citations, recordings, cases: collectCaseEvidence() }),
    );
  });
});

describe("the check of facts", () => {
  const createFact = (fields: Partial<Fact> = {}): Fact => ({
    id: "XX-001",
    grade: "measured",
    says: "Water is wet.",
    ...fields,
  });

  it("requires a test or a reason, not both", () => {
    expect(findContradiction(createFact(), true)).to.equal(undefined);
    expect(findContradiction(createFact({ unshown: "dry here" }), false)).to.equal(undefined);
    expect(findContradiction(createFact(), false)).to.include("named by no test");
    expect(findContradiction(createFact({ unshown: "dry here" }), true)).to.include("shown by a test now");
    expect(findContradiction(createFact({ differs: "Less wet." }), true)).to.equal(undefined);
    expect(findContradiction(createFact({ differs: "Less wet.", unshown: "dry here" }), false)).to.include("differs");
  });

  it("requires nothing for what is unknown about AWS", () => {
    expect(findContradiction(createFact({ grade: "unsure" }), false)).to.equal(undefined);
  });

  it("finds single ids and ranges, and no other words in capitals", () => {
    expect(findIds("refuses SHA-256 and UTF-8 (FH-003, FH-017 to FH-019)")).to.deep.equal([
      "FH-003",
      "FH-017",
      "FH-018",
      "FH-019",
    ]);
  });
});

describe("the page of facts", () => {
  const groups: FactGroup[] = [
    {
      title: "Water",
      facts: [
        { id: "FH-901", grade: "measured", says: "Water is wet.", differs: "A little." },
        {
          id: "FH-902",
          grade: "documented",
          says: "Ice is cold.",
          unshown: "too hot here",
          page: "https://docs.aws.amazon.com/ice.html",
        },
        { id: "FH-903", grade: "unsure", says: "Steam is hot." },
      ],
    },
  ];
  const nothing = { citations: [], recordings: [], cases: [] };
  const createCitation = (file: string, title: string): Citation => ({ id: "FH-901", file, title });

  it("counts, and lists each fact's tests, reason and difference", () => {
    const citations = [
      createCitation("cloud/a/wet.test.ts", "rain wets a_hat (FH-901)"),
      createCitation("cloud/a/wet.test.ts", 'wets {"a":1 (FH-901)'),
      createCitation("cloud/a/wet.test.ts", 'wets {"b":1 (FH-901)'),
      createCitation("test/b.test.ts", "b"),
    ];
    const page = renderFidelity(groups, { ...nothing, citations });
    expect(page).to.include("| Water | 1 | 1 | 1 | 1 | 1 |\n| all | 1 | 1 | 1 | 1 | 1 |\n");
    expect(page).to.include(
      "## Water\n\n- **FH-901** (measured) Water is wet.\n" +
        "  - Shown by [wet.test.ts](a/wet.test.ts) “rain wets a\\_hat”, “wets …”; [b.test.ts](../test/b.test.ts) “b”.\n  - Differs: A little.\n" +
        "- **FH-902** (documented) Ice is cold.\n  - Not shown: too hot here.\n" +
        "  - AWS says so in [ice.html](https://docs.aws.amazon.com/ice.html).\n- **FH-903** (unsure) Steam is hot.\n",
    );
  });

  it("omits long lists, and says how much is left out", () => {
    const many = Array.from({ length: 6 }, (_, index) =>
      ["x", "y", "z"].map((title) => createCitation(`cloud/${index}.test.ts`, title)),
    ).flat();
    expect(renderFidelity(groups, { ...nothing, citations: many }))
      .to.include("[0.test.ts](0.test.ts) “x”, “y” and 1 more;")
      .and.include("[3.test.ts](3.test.ts) “x”, “y” and 1 more and 2 more files.\n");
  });

  it("lists recorded answers by file, and says which cases were recorded, measured, documented or our own", () => {
    const createEvidence = (service: string, ids: readonly string[], recordedOn?: string): CaseEvidence => ({
      ...{ service, ids, recordedOn },
    });
    const cases = [
      ...[
        createEvidence("rain", ["FH-901"], "2026-01-01"),
        createEvidence("rain", ["FH-901", "FH-902"]),
        createEvidence("rain", ["FH-902"]),
      ],
      ...[createEvidence("rain", ["FH-903"]), createEvidence("rain", []), createEvidence("snow", [])],
    ];
    const recordings = [{ file: "cloud/a/wet.test.ts", names: ["test_rain", "test_snow"] }];
    const page = renderFidelity(groups, { citations: [], recordings, cases });
    expect(page).to.include("- [a/wet.test.ts](a/wet.test.ts) (2): test\\_rain, test\\_snow.\n");
    expect(page).to.include("| rain | 1 | 1 | 1 | 2 |\n| snow | 0 | 0 | 0 | 1 |\n");
  });
});
