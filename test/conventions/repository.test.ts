import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { listProjectFiles } from "../../scripts/project-files";
import { skipIf } from "../../cloud/testing/skip";

const ROOT = join(import.meta.dirname, "..", "..");
const TEXT = /\.(ts|mts|mjs|js|json|md|ipynb|yml|yaml|txt|in|html|css|svg|csv|sql|cfg|toml)$|(^|\/)[^.]*$/;

/** Texts that no committed file may contain, each with the reason. */
const FORBIDDEN: readonly (readonly [pattern: RegExp, why: string])[] = [
  [/\bhttps?:\/\/localhost\b/, "127.0.0.1 is meant: the S3 client asks DNS for `bucket.localhost`"],
  [
    /\bregistry\.(?!invalid\b)[a-z0-9-]+\.[a-z]|\b(pypi|pythonhosted|npmmirror|artifactory|nexus)[\w.-]*\.(org|com|io|net|internal)\b/,
    "the host of a package registry",
  ],
  [/(?<![\w.])\/(home|Users)\/(?!me\b|ec2-user\b)[a-z][\w-]*\//, "somebody's own folder"],
];

/** The newest commit whose subject breaks the rule; older ones aren't checked. */
const NEWEST_OFFENDER = "0777f7f7";
const MAX_SUBJECT = 72;
/** Endings of other forms of a verb: Added, Adding, Adds. */
const NO_IMPERATIVE = /(ed|ing|[^s]s)$/i;
/** Verbs whose imperative has such an ending. */
const IMPERATIVES = new Set("bring embed feed focus need ring seed shed speed spring string swing".split(" "));
/** First words that aren't verbs. */
const NO_VERBS = new Set(
  "a an all and at by for from if in it new no not of on or some that the then this to when with".split(" "),
);

/** The reason why a subject breaks the rule; undefined if it doesn't. */
function explainSubject(subject: string): string | undefined {
  if (subject.length > MAX_SUBJECT) return `has ${subject.length} characters, more than ${MAX_SUBJECT}`;
  if (subject.endsWith(".")) return "ends with a period";
  const [first = ""] = subject.split(" ");
  const word = first.toLowerCase();
  const isVerb = /^[A-Z][a-z]+$/.test(first) && !NO_VERBS.has(word);
  return isVerb && (!NO_IMPERATIVE.test(word) || IMPERATIVES.has(word))
    ? undefined
    : `doesn't begin with a verb in the imperative`;
}

/**
 * Each commit after the newest offender, as `hash subject`. A shallow clone that doesn't reach back to it has newer commits
 * only, which are all checked. Undefined without a history, such as in a copy of the files.
 */
function listCommits(): string[] | undefined {
  if (!existsSync(join(ROOT, ".git"))) return undefined;
  const args = ["log", "--no-merges", "--abbrev=8", "--format=%h %s"];
  const commits = execFileSync("git", args, { cwd: ROOT, encoding: "utf8" }).trim().split("\n");
  const end = commits.findIndex((commit) => commit.startsWith(NEWEST_OFFENDER));
  return end < 0 ? commits : commits.slice(0, end);
}

describe("the subjects of commits", () => {
  it(`are imperatives of at most ${MAX_SUBJECT} characters, since the newest one that was not`, function () {
    const commits = listCommits();
    skipIf(this, commits ? undefined : "this copy has no history of commits");
    const problems = commits?.flatMap((commit) => {
      const why = explainSubject(commit.slice(commit.indexOf(" ") + 1));
      return why === undefined ? [] : [`${commit}: the subject ${why}`];
    });
    expect(problems).to.deep.equal([]);
  });
  it("are found if they aren't", () => {
    for (const subject of ["Add a test", "Process records in order", "Bring back the old name"])
      expect(explainSubject(subject), subject).to.equal(undefined);
    for (const subject of [
      "Added a test",
      "Adds a test",
      "Adding a test",
      "The test is added",
      "S3: add a test",
      "Add a test.",
    ])
      expect(explainSubject(subject), subject).to.be.a("string");
    expect(explainSubject(`Add ${"a".repeat(MAX_SUBJECT)}`)).to.include("characters");
  });
});

describe("conventions of the repository", () => {
  let files: readonly string[];
  const texts = new Map<string, string>();
  before(async () => {
    files = await listProjectFiles(ROOT);
    for (const path of files.filter((name) => TEXT.test(name))) texts.set(path, readFileSync(join(ROOT, path), "utf8"));
  });

  it("cover every file", () => {
    expect(texts.size).to.be.greaterThan(100);
    expect([...texts.keys()]).to.include.members(["package.json", "notebooks/01-streaming-ingestion.ipynb", ".ci/run"]);
  });

  it("include no path of the machine it was written on", () => {
    for (const location of [`${ROOT}/`, `${homedir()}/`]) {
      const pattern = new RegExp(`(?<![\\w.$}])${location.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}`);
      expect(
        [...texts].filter(([path, text]) => path !== "LICENSE" && pattern.test(text)).map(([path]) => path),
        location,
      ).to.deep.equal([]);
    }
  });

  for (const [pattern, why] of FORBIDDEN) {
    it(`never say ${String(pattern)} (${why})`, () => {
      const found = [...texts]
        .filter(([path, text]) => path !== "test/conventions/repository.test.ts" && pattern.test(text))
        .map(([path]) => path);
      expect(found).to.deep.equal([]);
    });
  }

  it("keep every file name in kebab-case, except those the seeds name", () => {
    const named = files.map((path) => path.split("/").at(-1) ?? "").filter((name) => /\.(ts|mts|mjs)$/.test(name));
    const odd = named.filter(
      (name) => !/^[a-z0-9]+(-[a-z0-9]+)*(_Solution)?(\.(test|config|d))?\.(ts|mts|mjs)$/.test(name),
    );
    expect(odd.sort()).to.deep.equal(["consumer_from_cli.ts", "producer_from_cli.ts"]);
  });

  it("name only existing source files in CONTRIBUTING, docs/changing and the READMEs", () => {
    const removed = [...texts]
      .filter(([path]) => /(^|\/)(README|CONTRIBUTING)\.md$|^docs\/changing\//.test(path))
      .flatMap(([path, text]) =>
        Array.from(text.matchAll(/`(?:\.\.?\/)*([\w./-]+\.(?:tsx?|mjs|py|sh))`/g), ([, name = ""]) => ({ path, name })),
      )
      .filter(({ name }) => !files.some((file) => file === name || file.endsWith(`/${name}`)));
    expect(removed).to.deep.equal([]);
  });

  it("name files by their purpose: none is called utils, helpers, manager or base", () => {
    expect(
      files.filter((path) => /(^|\/)(utils?|helpers?|managers?|base|common|misc)(\.\w+)?(\/|$)/.test(path)),
    ).to.deep.equal([]);
  });

  it("have a script for each entry point, each leading to a file", () => {
    const { scripts }: { scripts: Record<string, string> } = JSON.parse(texts.get("package.json") ?? "{}");
    expect(Object.keys(scripts)).to.deep.equal([
      "start",
      "test",
      "check",
      "types",
      "lint",
      "format",
      "golden",
      "notebooks",
      "new",
      "docs",
      "bench",
      "judge",
      "release",
    ]);
    for (const [name, script] of Object.entries(scripts)) {
      if (name === "format") continue; // runs the formatter, not a program of the project
      const targets = script.split(" ").filter((word) => /\.(ts|mjs)$/.test(word));
      expect(targets, name).to.not.be.empty;
      expect(
        targets.filter((target) => !existsSync(join(ROOT, target))),
        name,
      ).to.deep.equal([]);
    }
  });

  it("leave no open to-do", () => {
    const owing = [...texts]
      .filter(([path, text]) => /\.(ts|mjs)$/.test(path) && /\b(TODO|FIXME)\b|@ts-(ignore|nocheck)/.test(text))
      .map(([path]) => path);
    expect(owing.filter((path) => path !== "test/conventions/repository.test.ts")).to.deep.equal([]);
  });
});
