/** The first lines of every page that is made from code. */
export const heading = (title: string, source: string): string =>
  `# ${title}\n\n<!-- Made from ${source} by \`npm run docs\`. Change it there. -->\n`;

const row = (cells: readonly string[]): string =>
  `| ${cells.map((cell) => cell.replaceAll("|", "\\|").replaceAll("\n", " ")).join(" | ")} |`;

/** A table of GitHub's Markdown. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [row(head), row(head.map(() => "---")), ...rows.map(row)].join("\n");
