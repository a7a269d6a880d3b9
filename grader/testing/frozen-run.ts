import type { GradeResults } from "../results";

/** One batch that never changes: every report renders it and is compared with its golden file. */
export const FROZEN_RUN: GradeResults = {
  lab: "01-streaming-ingestion",
  seed: 7,
  grader: "streaming-ingestion-labs 0.1.0",
  submissions: [
    {
      id: "anna",
      exportedAs: "anna_a_LATE_77_4711_consumer-1.ts",
      status: "graded",
      score: 3.33,
      max: 5,
      seconds: 1.25,
      exercises: [
        {
          id: "01-streaming-ingestion.create-streams",
          title: "Two data streams",
          score: 2,
          max: 2,
          status: "right",
          claims: [{ says: "creates the stream", holds: true }],
        },
        {
          id: "01-streaming-ingestion.metrics",
          title: "Three metrics",
          score: 1.33,
          max: 3,
          status: "partial",
          claims: [
            { says: "counts all pieces", holds: true },
            {
              says: "counts the cart",
              holds: false,
              hint: 'Expected: 3. Found: "12". Look at: the <line> that adds & counts.',
            },
          ],
        },
      ],
      notes: ["The cells are in another order than they were given; they ran in the order of the lab."],
    },
    {
      id: "=bert <script>alert(1)</script>",
      status: "timeout",
      score: 0,
      max: 5,
      seconds: 30,
      exercises: [
        {
          id: "01-streaming-ingestion.create-streams",
          title: "Two data streams",
          score: 0,
          max: 2,
          status: "open",
          claims: [
            {
              says: "creates the stream",
              holds: false,
              hint: "This exercise is still open: replace each None with your answer.",
            },
          ],
        },
      ],
      notes: [],
    },
    {
      id: "dora",
      exportedAs: "Dora_D Doe_77_assignsubmission_file",
      status: "graded",
      score: 1.6,
      max: 5,
      seconds: 1,
      student: { name: 'Dora "D" Doe', email: "dora@example.org", lmsId: "77" },
      graded: 1.5,
      late: { days: 1, percent: 20 },
      comments: ["@dora: see <me>"],
      exercises: [
        {
          id: "01-streaming-ingestion.create-streams",
          title: "Two data streams",
          score: 2,
          max: 2,
          status: "partial",
          graded: 1.5,
          comment: "Nearly & well explained",
          claims: [
            { says: "creates the stream", holds: false, hint: "Expected: one. Found: none. Look at: the name." },
          ],
          difference: ["The stream a is not there."],
        },
      ],
      notes: [],
    },
    {
      id: "emil",
      status: "missing",
      score: 0,
      max: 5,
      seconds: 0,
      exercises: [],
      notes: [],
      student: { name: "Emil" },
    },
    {
      id: "carla",
      exportedAs: "submission_123",
      status: "grader-fault",
      score: 0,
      max: 5,
      seconds: 0.1,
      exercises: [],
      notes: [],
      instructorNotes: ['The grader failed, "badly".'],
    },
  ],
  similar: [{ a: "anna", b: "dora", share: 0.83 }],
};
