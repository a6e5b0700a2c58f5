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

/** Files that break a rule, the first of them itself. All are put into one copy of the project, and each is of one breach alone. */
const BREACHES: readonly { readonly rule: string; readonly files: Readonly<Record<string, string>> }[] = [
  {
    rule: "web-imports-client-and-contract-alone",
    files: { "web/booking/bad-1.ts": 'import "#functions/shared/time.ts";' },
  },
  {
    rule: "web-runs-only-pure-rules-of-the-contract",
    files: { "web/booking/bad-2.ts": 'import { routes } from "#contract/routes.ts";\nexport const known = routes;' },
  },
  {
    rule: "shared-parts-of-pages-import-no-screen",
    files: {
      "web/shared/bad-3.ts": 'import { SCREENS } from "#web/booking/screens.ts";\nexport const known = SCREENS;',
    },
  },
  {
    rule: "rules-import-no-store",
    files: { "functions/queue/rules/bad-4.ts": 'export type { Lane } from "#functions/queue/queue-store.ts";' },
  },
  {
    rule: "rules-reach-no-store",
    files: {
      "functions/payments/rules/bad-5.ts": 'import "#functions/payments/between-5.ts";',
      "functions/payments/between-5.ts": 'import "#functions/balance/balance-store.ts";',
    },
  },
  {
    rule: "rules-do-no-io",
    files: { "functions/queue/rules/bad-6.ts": 'import "#functions/shared/environment.ts";' },
  },
  {
    rule: "client-imports-contract-alone",
    files: { "client/bad-7.ts": 'import type { Grants } from "#functions/shared/grants.ts";\nexport type G = Grants;' },
  },
  {
    rule: "contract-imports-zod-alone",
    files: {
      "contract/bad-8.ts": 'import { freshId } from "#functions/shared/ids.ts";\nexport const id = freshId("x");',
    },
  },
  {
    rule: "waiting-imports-queue-contract-alone",
    files: {
      "contract/waiting/bad-9.ts":
        'import { routes } from "#contract/routes.ts";\nexport const names = Object.keys(routes);',
    },
  },
  {
    rule: "drawing-imports-seating-alone",
    files: {
      "contract/drawing/bad-10.ts": 'import { Count } from "#contract/common.ts";\nexport const schema = Count;',
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
      "functions/queue/bad-12.ts": 'import { PutCommand } from "@aws-sdk/lib-dynamodb";\nexport const P = PutCommand;',
    },
  },
  {
    rule: "functions-import-neither-stack-nor-tools",
    files: { "functions/queue/bad-13.ts": 'import { Stack } from "aws-cdk-lib";\nexport const S = Stack;' },
  },
  {
    rule: "lib-reaches-no-store",
    files: {
      "lib/bad-14.ts": 'import "#functions/shared/between-14.ts";',
      "functions/shared/between-14.ts": 'import "#functions/queue/queue-store.ts";',
    },
  },
  {
    rule: "lib-imports-only-tables-of-functions",
    files: {
      "lib/bad-15.ts": 'import { systemClock } from "#functions/shared/time.ts";\nexport const now = systemClock();',
    },
  },
  {
    rule: "handlers-are-imported-by-nobody",
    files: { "functions/queue/bad-16.ts": 'import "#functions/queue/handlers/join-queue.ts";' },
  },
  {
    rule: "handlers-of-balance-import-their-own-contract",
    files: { "functions/balance/handlers/bad-17.ts": 'import "#contract/queue.ts";' },
  },
];

describe("positive control: a breach is found", () => {
  let copy: string;
  let violations: readonly Violation[];

  beforeAll(async () => {
    await mkdir(join(PROJECT_DIR, ".encore"), { recursive: true });
    copy = await mkdtemp(join(PROJECT_DIR, ".encore", "imports-"));
    const folders = ["contract", "functions", "client", "lib", "web"];
    for (const part of [...folders, "package.json"]) {
      const isSource = (path: string): boolean => !path.startsWith(join(PROJECT_DIR, "web", "dist"));
      await cp(join(PROJECT_DIR, part), join(copy, part), { recursive: true, filter: isSource });
    }
    await symlink(join(PROJECT_DIR, "node_modules"), join(copy, "node_modules"));
    for (const [path, content] of BREACHES.flatMap(({ files }) => Object.entries(files))) {
      await mkdir(dirname(join(copy, path)), { recursive: true });
      await writeFile(join(copy, path), `${content}\n`);
    }
    ({ violations } = await cruise(copy, folders));
  }, 120_000);
  afterAll(() => rm(copy, { recursive: true, force: true }));

  test.each(BREACHES)("of $rule", ({ rule, files }) => {
    const [file = ""] = Object.keys(files);
    const ofFile = violations.filter(({ arrow }) => arrow.split(" -> ").includes(file));

    expect(ofFile.map((violation) => violation.rule)).toContain(rule);
  });

  test("and nothing but breaches", () => {
    const files = new Set(BREACHES.flatMap((breach) => Object.keys(breach.files)));
    const others = violations.filter(({ arrow }) => !arrow.split(" -> ").some((file) => files.has(file)));

    expect(others).toEqual([]);
  });
});
