import { render } from "preact";
import { openFeed } from "./feed";
import { Frame } from "./frame";

const element = document.getElementById("console");
if (element !== null) render(<Frame />, element);
openFeed();
