import { testMistakes } from "../testing/mistakes";

/** Masks the parts of the feedback that differ from run to run: random levels, request ids, and whether a query is queued or running. */
await testMistakes("02-fuel-network", (text) =>
  text
    .replace(/(?<=Found: there is )\d{3}\b/g, "<level>")
    .replace(/(?<=Found: of )\d+ levels, only \d+(?= differ)/g, "<n> levels, only <n>")
    .replace(/(?<=Current state: )(QUEUED|RUNNING)\b/g, "<state>")
    .replace(/\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, "<id>"),
);
