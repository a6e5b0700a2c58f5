import { Cleanup } from "#local/process/cleanup.ts";
import { type Service, startService } from "#local/service/service.ts";
import type { Assembly } from "#local/stack/synthesis.ts";
import { VersionChoice } from "#test/versions/version-choice.ts";

/** A service in the middle of a deployment: each invocation goes to one of two versions of its function. */
export interface TwoVersions {
  readonly service: Service;
  readonly versions: VersionChoice;
  readonly stop: () => Promise<void>;
}

/** @param holdSeconds the stage's own if absent */
export const startTwoVersions = async (earlier: Assembly, holdSeconds?: number): Promise<TwoVersions> => {
  const cleanup = new Cleanup();
  const versions = new VersionChoice();
  const options = {
    host: "127.0.0.1",
    port: 0,
    stage: "dev",
    dataDir: undefined,
    holdSeconds,
    tickSeconds: 1,
    dynamodb: undefined,
    sqs: undefined,
    without: [],
    verbose: false,
    beside: { assembly: earlier, choose: versions.choose },
  } as const;
  try {
    const service = await startService(options, { cleanup, step: (_what, work) => work });
    return { service, versions, stop: () => cleanup.run() };
  } catch (error) {
    await cleanup.run();
    throw error;
  }
};
