/**
 * The only script of the class's report: it sorts and filters the existing rows. It makes no HTML of any text, and the page's content
 * security policy lets no other script run. Without the script the table is complete, in the order of urgency.
 */
export const REPORT_SCRIPT = `
(() => {
  const table = document.getElementById("submissions");
  const head = table.tHead.rows[0];
  let rows = [...table.tBodies[0].rows];
  const find = document.getElementById("find");
  const show = document.getElementById("show");
  const shown = document.getElementById("shown");
  const texts = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));
  const compare = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" }).compare;

  const filter = () => {
    const word = find.value.trim().toLowerCase();
    let count = 0;
    for (const row of rows) {
      const kinds = row.dataset.kinds.split(" ");
      const holds = (show.value === "" || kinds.includes(show.value)) && texts.get(row).includes(word);
      if (row.hidden === holds) row.hidden = !holds;
      if (holds) count += 1;
    }
    shown.textContent = count + " of " + rows.length + " submissions are shown.";
  };

  const sortBy = (cell) => {
    const up = cell.getAttribute("aria-sort") !== "ascending";
    for (const other of head.cells) other.removeAttribute("aria-sort");
    cell.setAttribute("aria-sort", up ? "ascending" : "descending");
    const isNumber = cell.classList.contains("number") || cell.dataset.number !== undefined;
    const keyed = rows.map((row) => {
      const { value = row.cells[cell.cellIndex].textContent } = row.cells[cell.cellIndex].dataset;
      return { row, key: isNumber ? Number(value) : value };
    });
    keyed.sort((a, b) => (isNumber ? a.key - b.key : compare(a.key, b.key)) * (up ? 1 : -1));
    rows = keyed.map(({ row }) => row);
    table.tBodies[0].replaceChildren(...rows);
  };

  for (const cell of head.cells) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...cell.childNodes);
    button.addEventListener("click", () => sortBy(cell));
    cell.append(button);
  }
  for (const link of document.querySelectorAll("a[data-show]"))
    link.addEventListener("click", () => {
      find.value = "";
      show.value = link.dataset.show;
      filter();
    });
  find.addEventListener("input", filter);
  show.addEventListener("change", filter);
  document.getElementById("controls").hidden = false;
  filter();
})();
`;
