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
        "Hand in that zip as it is: don't unpack or rename it.",
        "If you can't hand in any more, ask your instructor.",
      ];
    case "timeout":
      return [
        "Some of your code didn't finish in time. Look for a loop that never ends, such as a while whose condition stays true, and for a wait for something that never comes.",
        `Run \`npx labs check ${number}\`: it names the exercise.`,
      ];
    case "out-of-memory":
      return [
        "Your code ran out of memory. Look for an array or a string that grows in an endless loop.",
        `Run \`npx labs check ${number}\`: it names the exercise.`,
      ];
    case "crashed":
      return [
        "The process that ran your code ended early. Look for process.exit, and for code that never stops printing or storing.",
        `Run \`npx labs check ${number}\`: it names the exercise.`,
      ];
    default:
      return [];
  }
}
