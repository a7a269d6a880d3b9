import type { GradeResults } from "../results";

/** One batch that never changes: every report renders it and is compared with its golden file. */
export const FROZEN_RUN: GradeResults = {
  lab: "01-streaming-ingestion",
  seed: 7,
  grader: "streaming-ingestion-labs 0.1.0",
  submissions: [
    {
      id: "anna", status: "graded", score: 3.33, max: 5, seconds: 1.25,
      exercises: [
        {
          id: "01-streaming-ingestion.create-streams", title: "Two data streams", score: 2, max: 2, status: "right",
          claims: [{ says: "creates the stream", holds: true }],
        },
        {
          id: "01-streaming-ingestion.metrics", title: "Three metrics", score: 1.33, max: 3, status: "partial",
          claims: [
            { says: "counts all pieces", holds: true },
            { says: "counts the cart", holds: false, hint: 'Expected: 3. Found: "12". Look at: the <line> that adds & counts.' },
          ],
        },
      ],
      notes: ["The cells are in another order than they were given; they ran in the order of the lab."],
    },
    {
      id: "=bert <script>alert(1)</script>", status: "timeout", score: 0, max: 5, seconds: 30,
      exercises: [{
        id: "01-streaming-ingestion.create-streams", title: "Two data streams", score: 0, max: 2, status: "open",
        claims: [{ says: "creates the stream", holds: false, hint: "This exercise is still open: replace each None with your answer." }],
      }],
      notes: [],
    },
    { id: "carla", status: "grader-fault", score: 0, max: 5, seconds: 0.1, exercises: [], notes: ['The grader failed, "badly".'] },
  ],
};
