export { mistakes } from "../../testing/name-mistakes";
