import { readFileSync } from "node:fs";
import { join } from "node:path";
import { FACT_GRADES, type Fact, type FactGroup } from "./fact";

/** What a line below a fact may say: these members of `Fact`. */
const DETAILS = ["differs", "page", "unshown"] as const;

/**
 * Reads groups of facts from text files in this folder:
 *
 *     # A comment.
 *     ## The title of a group
 *     KDS-010 measured: The behavior of AWS, in our own words.
 *       differs: How the lab cloud differs.
 *
 * The word after the id is the fact's grade. Each line below a fact is indented, and begins with a word of `DETAILS`.
 *
 * @throws Error with file and line if a line is none of these, or if an id is there twice
 */
export function readFacts(files: readonly string[]): FactGroup[] {
  return parseFacts(files.map((file) => [file, readFileSync(join(import.meta.dirname, file), "utf8")]));
}

/** As `readFacts` does, from the names and texts of the files. */
export function parseFacts(files: readonly (readonly [file: string, text: string])[]): FactGroup[] {
  const positions = new Map<string, string>();
  return files.flatMap(([file, text]) => {
    const groups: { title: string; facts: Fact[] }[] = [];
    for (const [at, line] of text.split(/\r?\n/).entries()) {
      if (/^(#(?!#)|\s*$)/.test(line)) continue;
      const position = `cloud/facts/${file}:${at + 1}`;
      try {
        const [, title] = /^## (.+)$/.exec(line) ?? [];
        const facts = groups.at(-1)?.facts;
        if (title !== undefined) groups.push({ title, facts: [] });
        else if (facts === undefined) throw new Error("there is no title (`## Title`) above it.");
        else if (/^\s/.test(line)) facts.push(addDetail(line, facts.pop()));
        else {
          const fact = parseFact(line);
          const earlier = positions.get(fact.id);
          if (earlier !== undefined) throw new Error(`${fact.id} is already in ${earlier}.`);
          positions.set(fact.id, position);
          facts.push(fact);
        }
      } catch (error) {
        throw new Error(`${position}: ${(error as Error).message}`, { cause: error });
      }
    }
    return groups;
  });
}

function parseFact(line: string): Fact {
  const [, id, grade = "", says = ""] = /^([A-Z]+-\d{3}) (\w+): (.+)$/.exec(line) ?? [];
  if (id === undefined) throw new Error("write `KDS-010 grade: sentence`, or `differs: sentence` indented below it.");
  return { id, grade: parseWord(grade, FACT_GRADES), says };
}

function addDetail(line: string, fact: Fact | undefined): Fact {
  const [, word = "", text] = /^\s+(\w+): (.+)$/.exec(line) ?? [];
  if (text === undefined) throw new Error("write `differs: sentence`.");
  const detail = parseWord(word, DETAILS);
  if (fact === undefined) throw new Error("there is no fact above it.");
  if (fact[detail] !== undefined) throw new Error(`${fact.id} has \`${detail}\` already.`);
  return { ...fact, [detail]: text };
}

function parseWord<Word extends string>(text: string, words: readonly Word[]): Word {
  const found = words.find((word) => word === text);
  if (found === undefined) throw new Error(`"${text}" is none of ${words.join(", ")}.`);
  return found;
}
