import type { SubmissionResult } from "./results";

/** Advice for a learner whose work could not be read or did not run to its end; undefined for all others. */
export function adviseNextSteps({ status }: Pick<SubmissionResult, "status">, lab: string): string[] {
  const number = /^\d+/.exec(lab)?.[0] ?? lab;
  switch (status) {
    case "unreadable":
    case "rejected":
      return [
        `Open your notebook ${lab}.ipynb in JupyterLab, and save it again: Ctrl+S, or Cmd+S on a Mac. If it does not open, run \`npx labs reset ${number}\`: it keeps your file next to a new one.`,
        `In a terminal in the folder of the course, run \`npx labs pack ${number}\`. It writes packed/${lab}.zip.`,
        "Hand in that zip as it is: do not unpack it, and do not give it another name.",
        "If you cannot hand in any more, ask your instructor.",
      ];
    case "timeout":
      return [
        "Some of your code did not come to its end in time. Look for a loop that never ends, such as a while whose condition stays true, and for a wait for something that never comes.",
        `Run \`npx labs check ${number}\`: it says in which exercise.`,
      ];
    case "out-of-memory":
      return [
        "Your code used up its memory. Look for an array or a text that grows in a loop without an end.",
        `Run \`npx labs check ${number}\`: it says in which exercise.`,
      ];
    case "crashed":
      return [
        "The process that ran your code ended early. Look for process.exit, and for code that prints or stores without an end.",
        `Run \`npx labs check ${number}\`: it says in which exercise.`,
      ];
    default:
      return [];
  }
}
