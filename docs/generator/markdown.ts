/** The first lines of every generated page. */
export const heading = (title: string, source: string): string =>
  `# ${title}\n\n<!-- Generated from ${source} by \`npm run docs\`. Change it there. -->\n`;

const row = (cells: readonly string[]): string =>
  `| ${cells.map((cell) => cell.replaceAll("|", "\\|").replaceAll("\n", " ")).join(" | ")} |`;

/** A table in GitHub's Markdown. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [row(head), row(head.map(() => "---")), ...rows.map(row)].join("\n");
