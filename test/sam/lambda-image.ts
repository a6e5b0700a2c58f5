import { existsSync } from "node:fs";
import { chmod, copyFile, mkdir, mkdtemp, readdir, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { output, pathOf } from "#test/sam/programs.ts";

export const IMAGE = "encore-sam-test";

/** What SAM's own steps of building an image call, and no function does. */
const BUSYBOX_PROGRAMS = ["sh", "mv", "chmod", "mkdir", "ls", "cat", "env", "cp", "rm", "chown", "ln"];
/** glibc opens these by name when a program asks for a host. */
const NAME_SERVICE = ["libnss_files.so.2", "libnss_dns.so.2", "libresolv.so.2"];

const FILES: Readonly<Record<string, string>> = {
  "etc/nsswitch.conf": "hosts: files dns\n",
  "etc/passwd": "root:x:0:0:root:/root:/bin/sh\nsbx_user1051:x:993:990::/home/sbx_user1051:/sbin/nologin\n",
  "var/runtime/bootstrap": '#!/bin/sh\nexec /var/lang/bin/node /var/runtime/index.mjs "$_HANDLER"\n',
};

const librariesOf = async (...programs: readonly string[]): Promise<readonly string[]> => {
  const found = await Promise.all(programs.map((program) => output("ldd", [program])));
  return [...new Set(found.join("\n").match(/\/\S+\.so\S*/g))];
};

const copyLibraries = async (root: string, programs: readonly string[]): Promise<void> => {
  const needed = await librariesOf(...programs);
  const folder = dirname(needed.find((path) => path.includes("libc.so")) ?? "/lib/libc.so.6");
  const more = NAME_SERVICE.map((name) => join(folder, name)).filter((path) => existsSync(path));
  for (const path of [...needed, ...more]) {
    await mkdir(join(root, dirname(path)), { recursive: true });
    await copyFile(await realpath(path), join(root, path));
  }
};

/**
 * Makes an image as Lambda's are, of files of this machine and of packages: this Node, AWS's runtime interface client, and
 * the libraries that they need. Nothing is pulled.
 * @param runtimeClient folder of aws-lambda-ric
 */
export const makeImage = async (runtimeClient: string): Promise<void> => {
  const busybox = await pathOf("busybox");
  if (busybox === undefined) throw new Error("busybox is not installed.");
  const work = await mkdtemp(join(tmpdir(), "encore-image-"));
  const root = join(work, "root");
  try {
    for (const folder of ["bin", "usr/bin", "var/runtime", "var/task", "var/lang/bin", "opt", "tmp", "etc"]) {
      await mkdir(join(root, folder), { recursive: true });
    }
    await chmod(join(root, "tmp"), 0o1777);
    await copyFile(busybox, join(root, "bin", "busybox"));
    for (const name of BUSYBOX_PROGRAMS) await symlink("busybox", join(root, "bin", name));
    const node = await realpath(process.execPath);
    await copyFile(node, join(root, "var/lang/bin/node"));
    const client = join(runtimeClient, "rapid-client.node");
    for (const file of ["index.mjs", "rapid-client.node", "package.json"]) {
      await copyFile(join(runtimeClient, file), join(root, "var/runtime", file));
    }
    await copyLibraries(root, [node, client]);
    for (const [path, text] of Object.entries(FILES)) await writeFile(join(root, path), text);
    await chmod(join(root, "var/runtime/bootstrap"), 0o755);

    await output("tar", ["--create", "--file", join(work, "root.tar"), "--directory", root, "."]);
    const environment =
      "PATH=/var/lang/bin:/usr/bin:/bin LAMBDA_TASK_ROOT=/var/task LAMBDA_RUNTIME_DIR=/var/runtime LANG=en_US.UTF-8 TZ=:UTC";
    const changes = ["--change", `ENV ${environment}`, "--change", "WORKDIR /var/task"];
    await output("docker", ["import", ...changes, join(work, "root.tar"), IMAGE]);
  } finally {
    await rm(work, { recursive: true });
  }
};

/** Removes the image, those that SAM made of it, and what SAM noted about that. */
export const removeImages = async (): Promise<void> => {
  const images = await output("docker", ["image", "ls", "--quiet", IMAGE]);
  const ids = [...new Set(images.split("\n").filter(Boolean))];
  if (ids.length > 0) await output("docker", ["image", "rm", "--force", ...ids]);
  const notes = (await readdir(tmpdir())).filter((name) => name.startsWith(`${IMAGE}_`));
  for (const name of notes) await rm(join(tmpdir(), name));
};
