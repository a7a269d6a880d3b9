/**
 * What lab 01 imports beside `./src/index`: `import { … } from "./src/streaming-ingestion"`. Its own module, as
 * other labs have: other labs don't load it.
 */
export { openKiosks } from "./generators/kiosk-visits";
export { showQuiz } from "./quiz/show-quiz";
export { showRoutes } from "./etl/route-task";
