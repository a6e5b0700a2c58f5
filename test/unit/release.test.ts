import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { FAILED_CHECKS_MAX, ReleaseWatch } from "#cli/release/release-watch.ts";
import { ROLLBACK_ALARMS, rollbackTriggers } from "#cli/release/rollback-triggers.ts";
import type { StageAlarm } from "#cli/release/stage-alarms.ts";
import { changesOf, checkTag } from "#cli/release/tag.ts";
import { PROJECT_DIR } from "#lib/project.ts";

const textOf = (file: string): string => readFileSync(join(PROJECT_DIR, file), "utf8");

describe("the tag of a release", () => {
  const changelog =
    "# Changelog\n\n## [Unreleased]\n\n## [1.2.0] - 2026-12-01\n\n### Added\n\n- A firewall.\n\n## [1.1.0] - 2026-11-27\n";

  test("is the version behind a v, and its section of the changelog is what it changes", () => {
    expect(checkTag("v1.2.0", { version: "1.2.0", changelog })).toBe("### Added\n\n- A firewall.");
  });

  test.each([
    ["1.2.0", "1.2.0", "such as v1.2.3"],
    ["v1.2", "1.2", "such as v1.2.3"],
    ["v1.2.0", "1.3.0", "package.json has version 1.3.0"],
    ["v1.1.0", "1.1.0", "CHANGELOG.md has no section"],
    ["v2.0.0", "2.0.0", "CHANGELOG.md has no section"],
  ])("%p is refused with version %p", (tag, version, reason) => {
    expect(() => checkTag(tag, { version, changelog })).toThrow(reason);
  });

  test("the version of this project has its section, and dates that no later version is before", () => {
    const { version } = JSON.parse(textOf("package.json")) as { readonly version: string };
    expect(changesOf(version, textOf("CHANGELOG.md"))).toBeDefined();
    const dates = [...textOf("CHANGELOG.md").matchAll(/^## \[\d[^\]]*\] - (\d{4}-\d\d-\d\d)$/gm)].map(
      ([, date]) => date,
    );
    expect(dates.length).toBeGreaterThan(0);
    expect(dates).toEqual(dates.toSorted().toReversed());
  });
});

describe("a release that is watched", () => {
  const healthy = { isHealthy: true, raised: [] };

  test("is bad once more health checks in a row fail than a network explains", () => {
    const watch = new ReleaseWatch([]);
    const down = { isHealthy: false, raised: [] };
    const verdicts = [down, down, healthy, ...Array.from({ length: FAILED_CHECKS_MAX + 1 }, () => down)].map((seen) =>
      watch.see(seen),
    );
    expect(verdicts.slice(0, -1).every((verdict) => verdict === undefined)).toBe(true);
    expect(verdicts.at(-1)).toContain("health checks in a row");
  });

  test("is bad once it raises an alarm", () => {
    const watch = new ReleaseWatch([]);
    expect(watch.see(healthy)).toBeUndefined();
    expect(watch.see({ isHealthy: true, raised: ["ServerErrors"] })).toBe("Raised since the release: ServerErrors.");
  });

  test("is not blamed for an alarm from before, until that was clear", () => {
    const watch = new ReleaseWatch(["DeadLetters"]);
    const raised = { isHealthy: true, raised: ["DeadLetters"] };
    expect([watch.see(raised), watch.see(healthy)]).toEqual([undefined, undefined]);
    expect(watch.see(raised)).toBe("Raised since the release: DeadLetters.");
  });
});

describe("the alarms that take a deployment back", () => {
  const alarm = (id: string): StageAlarm => ({
    name: `Encore-prod-operations-Monitoring${id}1A2B3C4D-x`,
    arn: `arn:${id}`,
    isRaised: false,
  });
  const all = [...ROLLBACK_ALARMS, "Another"].map(alarm);

  test("are those by the ids of their constructs, all of which the stack has", () => {
    expect(rollbackTriggers(all)).toEqual(ROLLBACK_ALARMS.map((id) => `arn:${id}`));
    const stack = globSync("lib/operations/*.ts", { cwd: PROJECT_DIR }).map(textOf).join("\n");
    for (const id of ROLLBACK_ALARMS) expect(stack).toMatch(new RegExp(`^ {2}${id}: \\{$`, "m"));
  });

  test("are none in a stage that was never deployed, and are missed in one that was", () => {
    expect(rollbackTriggers([])).toEqual([]);
    expect(() => rollbackTriggers(all.slice(1))).toThrow(`no alarm ${ROLLBACK_ALARMS[0]}`);
    expect(() =>
      rollbackTriggers(["ServerErrorsA", "ServerErrorsB", "ServerErrorsC", ...ROLLBACK_ALARMS].map(alarm)),
    ).toThrow("watches 5 alarms, not 6");
  });
});
