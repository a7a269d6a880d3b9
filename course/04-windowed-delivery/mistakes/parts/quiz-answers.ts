import { readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * The solution's answers to the quiz, with some of them replaced. They are read from the lab, so that a question added
 * to the bank is answered here, too.
 *
 * @param others answers by question; undefined to leave a question out
 */
export function replaceQuizAnswers(others: Readonly<Record<string, string | undefined>>): string[] {
  const lab = readFileSync(join(import.meta.dirname, "..", "..", "lab", "09-quiz.ts"), "utf8");
  const right = [...lab.matchAll(/^ {2}"([\w-]+)": ("[a-z]+"|"[A-Z].*"),$/gm)].map(([, id = "", answer = ""]) => [
    id,
    answer,
  ]);
  const unknown = Object.keys(others).filter((id) => !right.some(([known]) => known === id));
  if (unknown.length > 0) throw new Error(`The solution does not answer ${unknown.join(", ")}.`);
  const lines = right.flatMap(([id = "", answer = ""]) => {
    const chosen = id in others ? others[id] : (JSON.parse(answer) as string);
    return chosen === undefined ? [] : [`  "${id}": ${JSON.stringify(chosen)},`];
  });
  return ["const ANSWERS: Record<string, string> = {", ...lines, "};"];
}
