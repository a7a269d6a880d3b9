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

/** The last commit before the rule for subjects. */
const BEFORE_RULE = "377c2b80";
const MAX_SUBJECT = 72;

/** The subjects of the commits since the rule; undefined where the history isn't there, such as in a shallow clone. */
function readSubjects(): string[] | undefined {
  try {
    const args = ["log", "--no-merges", "--format=%s", `${BEFORE_RULE}..`];
    return execFileSync("git", args, { cwd: ROOT, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).split("\n");
  } catch {
    return undefined;
  }
}

describe("the subjects of commits", () => {
  it(`have at most ${MAX_SUBJECT} characters`, function () {
    const subjects = readSubjects();
    skipIf(this, subjects ? undefined : "this copy has no history of commits");
    expect(subjects?.filter((subject) => subject.length > MAX_SUBJECT)).to.deep.equal([]);
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
    const gone = [...texts]
      .filter(([path]) => /(^|\/)(README|CONTRIBUTING)\.md$|^docs\/changing\//.test(path))
      .flatMap(([path, text]) =>
        Array.from(text.matchAll(/`(?:\.\.?\/)*([\w./-]+\.(?:tsx?|mjs|py|sh))`/g), ([, name = ""]) => ({ path, name })),
      )
      .filter(({ name }) => !files.some((file) => file === name || file.endsWith(`/${name}`)));
    expect(gone).to.deep.equal([]);
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
