import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, test } from "@jest/globals";
import { PROJECT_DIR } from "#lib/project.ts";
import { ARROWS } from "#test/imports/arrows.ts";
import { cruise, type Violation } from "#test/imports/cruise.ts";

const FOLDERS = ["contract", "functions", "client", "lib", "bin", "local", "cli", "simulation", "bench", "web"];
const RULE_NAMES = ARROWS.forbidden.map(({ name }) => name);

describe("imports", () => {
  let found: Awaited<ReturnType<typeof cruise>>;

  beforeAll(async () => {
    found = await cruise(PROJECT_DIR, FOLDERS);
  }, 120_000);

  test.each(RULE_NAMES)("keep the rule %s", (name) => {
    expect(found.violations.filter(({ rule }) => rule === name).map(({ arrow }) => arrow)).toEqual([]);
  });

  it("were all read", () => {
    expect(found.files.length).toBeGreaterThan(250);
  });
});

/** Files that break a rule, each put into a copy of the project. */
const BREACHES: readonly { readonly rule: string; readonly files: Readonly<Record<string, string>> }[] = [
  {
    rule: "web-imports-client-and-contract-alone",
    files: { "web/booking/bad.ts": 'import "#functions/shared/time.ts";' },
  },
  {
    rule: "web-runs-only-pure-rules-of-the-contract",
    files: { "web/booking/bad.ts": 'import { routes } from "#contract/routes.ts";\nexport const known = routes;' },
  },
  {
    rule: "shared-parts-of-pages-import-no-screen",
    files: {
      "web/shared/bad.ts": 'import { SCREENS } from "#web/booking/screens.ts";\nexport const known = SCREENS;',
    },
  },
  {
    rule: "rules-import-no-store",
    files: { "functions/queue/rules/bad.ts": 'export type { Lane } from "#functions/queue/queue-store.ts";' },
  },
  {
    rule: "rules-reach-no-store",
    files: {
      "functions/payments/rules/bad.ts": 'import "#functions/payments/between.ts";',
      "functions/payments/between.ts": 'import "#functions/balance/balance-store.ts";',
    },
  },
  {
    rule: "rules-do-no-io",
    files: { "functions/queue/rules/bad.ts": 'import "#functions/shared/environment.ts";' },
  },
  {
    rule: "client-imports-contract-alone",
    files: { "client/bad.ts": 'import type { Grants } from "#functions/shared/grants.ts";\nexport type G = Grants;' },
  },
  {
    rule: "contract-imports-zod-alone",
    files: {
      "contract/bad.ts": 'import { freshId } from "#functions/shared/ids.ts";\nexport const id = freshId("x");',
    },
  },
  {
    rule: "waiting-imports-queue-contract-alone",
    files: {
      "contract/waiting/bad.ts":
        'import { routes } from "#contract/routes.ts";\nexport const names = Object.keys(routes);',
    },
  },
  {
    rule: "drawing-imports-seating-alone",
    files: {
      "contract/drawing/bad.ts": 'import { Count } from "#contract/common.ts";\nexport const schema = Count;',
    },
  },
  {
    rule: "no-cycle",
    files: {
      "functions/shared/one.ts": 'import "#functions/shared/two.ts";',
      "functions/shared/two.ts": 'import "#functions/shared/one.ts";',
    },
  },
  {
    rule: "expressions-are-written-in-stores",
    files: {
      "functions/queue/bad.ts": 'import { PutCommand } from "@aws-sdk/lib-dynamodb";\nexport const P = PutCommand;',
    },
  },
  {
    rule: "functions-import-neither-stack-nor-tools",
    files: { "functions/queue/bad.ts": 'import { Stack } from "aws-cdk-lib";\nexport const S = Stack;' },
  },
  {
    rule: "lib-reaches-no-store",
    files: {
      "functions/shared/grants.ts": 'import "#functions/queue/queue-store.ts";\nexport const TABLE_VARIABLES = {};',
    },
  },
  {
    rule: "lib-imports-only-tables-of-functions",
    files: {
      "lib/bad.ts": 'import { systemClock } from "#functions/shared/time.ts";\nexport const now = systemClock();',
    },
  },
  {
    rule: "handlers-are-imported-by-nobody",
    files: { "functions/queue/bad.ts": 'import "#functions/queue/handlers/join-queue.ts";' },
  },
  {
    rule: "handlers-of-balance-import-their-own-contract",
    files: { "functions/balance/handlers/bad.ts": 'import "#contract/queue.ts";' },
  },
];

describe("positive control: a breach is found", () => {
  const copies: string[] = [];
  afterAll(() => Promise.all(copies.map((copy) => rm(copy, { recursive: true, force: true }))));

  /** The violations of a copy of the project with some files more. */
  const violationsWith = async (files: Readonly<Record<string, string>>): Promise<readonly Violation[]> => {
    await mkdir(join(PROJECT_DIR, ".encore"), { recursive: true });
    const copy = await mkdtemp(join(PROJECT_DIR, ".encore", "imports-"));
    copies.push(copy);
    const folders = ["contract", "functions", "client", "lib", "web"];
    for (const part of [...folders, "package.json"]) {
      const isSource = (path: string): boolean => !path.startsWith(join(PROJECT_DIR, "web", "dist"));
      await cp(join(PROJECT_DIR, part), join(copy, part), { recursive: true, filter: isSource });
    }
    await symlink(join(PROJECT_DIR, "node_modules"), join(copy, "node_modules"));
    for (const [path, content] of Object.entries(files)) {
      await mkdir(dirname(join(copy, path)), { recursive: true });
      await writeFile(join(copy, path), `${content}\n`);
    }
    return (await cruise(copy, folders)).violations;
  };

  test.each(BREACHES)(
    "of $rule",
    async ({ rule, files }) => {
      const broken = (await violationsWith(files)).map((violation) => violation.rule);

      expect(broken).toContain(rule);
    },
    60_000,
  );
});
