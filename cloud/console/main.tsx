import { render } from "preact";
import { openFeed } from "./feed";
import { Frame } from "./frame";

const place = document.getElementById("console");
if (place !== null) render(<Frame />, place);
openFeed();
