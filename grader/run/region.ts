/** The region of a run, unless the lab's plan says otherwise. In its own file, since that of the cloud takes long to load. */
export const GRADING_REGION = "us-east-1";
