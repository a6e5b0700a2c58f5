/** Audits concerts of a running service, and prints what it finds. */
import { auditLines, checkedLine } from "#cli/audit/audit-lines.ts";
import { isClean, readWholeAudit, type WholeAudit } from "#cli/audit/whole-audit.ts";
import { askService } from "#cli/verify/service.ts";

const CONCERTS_A_PAGE = 100;

const listConcerts = async (url: string): Promise<readonly string[]> => {
  const concertIds: string[] = [];
  let cursor: string | null | undefined;
  do {
    const query = { limit: CONCERTS_A_PAGE, ...(typeof cursor === "string" && { cursor }) };
    const { body } = await askService(url, (client, signal) => client.call("listConcerts", { query, signal }));
    concertIds.push(...body.items.map(({ concertId }) => concertId));
    cursor = body.nextCursor;
  } while (cursor !== null);
  return concertIds;
};

/** Shown on one line of a terminal and nowhere else, so that a log contains only the result. */
const showProgress = (text: string): void => {
  if (process.stderr.isTTY) process.stderr.write(`\r${text.slice(0, process.stderr.columns - 1)}\x1b[K`);
};

const auditConcert = async (url: string, concertId: string, token: string): Promise<WholeAudit> => {
  try {
    return await readWholeAudit(
      async (cursor) => {
        const request = { params: { concertId }, query: cursor === undefined ? {} : { cursor } };
        const ask = askService(url, (client, signal) => client.call("auditConcert", { ...request, signal }), token);
        return (await ask).body;
      },
      (checked) => showProgress(`${concertId}: ${checkedLine(checked)}`),
    );
  } finally {
    showProgress("");
  }
};

/**
 * Audits one concert, or all of them, and prints a verdict for each invariant.
 * @returns whether all of them are clean
 */
export const auditService = async (
  url: string,
  { concertId, token }: { readonly concertId: string | undefined; readonly token: string },
): Promise<boolean> => {
  const concertIds = concertId === undefined ? await listConcerts(url) : [concertId];
  const broken: string[] = [];
  for (const id of concertIds) {
    const audit = await auditConcert(url, id, token);
    console.log(`Concert ${id} at ${url}`);
    for (const line of auditLines(audit)) console.log(line);
    if (!isClean(audit)) broken.push(id);
  }
  console.log(
    broken.length === 0
      ? "Clean."
      : `NOT clean: ${broken.join(", ")}. docs/reference/invariants.md lists the invariants; docs/guides/self-audit.md says what to do.`,
  );
  return broken.length === 0;
};
