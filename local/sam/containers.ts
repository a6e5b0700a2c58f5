import { execFile } from "node:child_process";
import { hostname } from "node:os";
import { promisify } from "node:util";
import { hasEnded, ownerIn, thisOwner } from "#local/process/owner.ts";

const run = promisify(execFile);

/** Marks a network of ours, and says which process it belongs to. */
const OWNER_LABEL = "encore.sam.owner";

const docker = async (...parameters: readonly string[]): Promise<readonly string[]> =>
  (await run("docker", parameters)).stdout.split("\n").filter(Boolean);

/** The network of a run: all containers of the run are in it, and no others. */
export interface ContainerNetwork {
  readonly name: string;
  /** Removes what is left of the containers, and the network. */
  readonly remove: () => Promise<void>;
}

const removeNetwork = async (name: string): Promise<void> => {
  const containers = await docker("ps", "--all", "--quiet", "--filter", `network=${name}`);
  if (containers.length > 0) await docker("rm", "--force", "--volumes", ...containers);
  await docker("network", "rm", name);
};

/** Makes the network of this process. SAM removes its containers only when it ends well, so they have to be found again. */
export const createNetwork = async (): Promise<ContainerNetwork> => {
  const name = `encore-sam-${hostname()}-${process.pid}`;
  await docker("network", "create", "--label", `${OWNER_LABEL}=${JSON.stringify(thisOwner())}`, name);
  return { name, remove: () => removeNetwork(name) };
};

/** Removes the networks and containers of runs that were killed. */
export const removeLeftNetworks = async (): Promise<void> => {
  const format = `{{.Name}} {{index .Labels "${OWNER_LABEL}"}}`;
  const names = await docker("network", "ls", "--quiet", "--filter", `label=${OWNER_LABEL}`);
  for (const text of names.length === 0 ? [] : await docker("network", "inspect", "--format", format, ...names)) {
    const [name = "", owner = ""] = text.split(/ (.*)/);
    if (hasEnded(ownerIn(owner))) await removeNetwork(name);
  }
};
